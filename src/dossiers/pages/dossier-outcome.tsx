import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { returnMethods } from '../model/collection.ts'
import { Fact } from './dossier-header.tsx'
import { Files, type PartProps, Section } from './dossier-sections.tsx'

export function Papers({ dossier, canOpen }: PartProps) {
  return (
    <Section title="Giấy tờ đã lập">
      <Stack gap="xs">
        {dossier.papers.map((paper) => (
          <Group key={paper.id} gap="xs" justify="space-between">
            <Text size="sm">
              {paper.title}, số {paper.number}
              {paper.symbol ? `/${paper.symbol}` : ''}, {formatShortMoment(paper.issuedAt)} · {paper.issuedBy}
            </Text>
            {canOpen ? (
              <Anchor
                href={
                  paper.form === 'receipt'
                    ? `/api/v1/dossiers/${dossier.code}/receipt.pdf`
                    : `/api/v1/papers/${paper.id}.pdf`
                }
                target="_blank"
                size="sm"
                aria-label={`In ${paper.title} số ${paper.number}`}
              >
                In
              </Anchor>
            ) : null}
          </Group>
        ))}
        {dossier.papers.length === 0 ? <Text size="sm">Chưa lập giấy tờ nào.</Text> : null}
      </Stack>
    </Section>
  )
}

const resultStates = {
  draft: 'Dự thảo, chờ lãnh đạo duyệt',
  approved: 'Lãnh đạo đã duyệt, chờ văn thư cấp số',
  issued: 'Đã phát hành',
} as const

export function Result({ dossier, canOpen }: PartProps) {
  const { result, returned, code } = dossier
  return (
    <Section title="Kết quả">
      <Stack gap="xs">
        {result ? (
          <>
            <Fact label={resultStates[result.state]}>{result.title}</Fact>
            {result.number ? (
              <Fact label="Số, ký hiệu, ngày">
                {result.number}/{result.symbol}, {result.issuedOn ? formatDate(result.issuedOn) : ''}
              </Fact>
            ) : null}
            <Fact label="Soạn">
              {result.draftedBy}, {formatShortMoment(result.draftedAt)}
            </Fact>
            {result.approvedAt ? (
              <Fact label="Duyệt">
                {result.approvedBy}, {formatShortMoment(result.approvedAt)}
              </Fact>
            ) : null}
            {result.file ? <Files files={[result.file]} canOpen={canOpen} /> : null}
            {result.letter && canOpen ? (
              <Button
                component="a"
                href={`/api/v1/dossiers/${code}/result.pdf`}
                target="_blank"
                variant="default"
                style={{ alignSelf: 'flex-start' }}
              >
                Xem bản in kết quả (PDF)
              </Button>
            ) : null}
          </>
        ) : (
          <Text size="sm">Chưa có kết quả.</Text>
        )}
        {result?.isKept ? (
          <Fact label="Kết quả điện tử">Đã lưu, công dân tải về được ở trang tra cứu</Fact>
        ) : null}
        {dossier.undelivered ? (
          <Fact label="Bưu chính trả lại">Kết quả đang chờ công dân đến nhận tại quầy</Fact>
        ) : null}
        {returned ? (
          <Fact label="Đã trả kết quả">
            {dossier.returnedHow ? `${returnMethods[dossier.returnedHow]}: ` : ''}
            {formatShortMoment(returned.at)}, cho {returned.name}
            {returned.personalId ? ` (${returned.personalId})` : ''}; người trả: {returned.by}
            {returned.note ? `; ${returned.note}` : ''}
          </Fact>
        ) : null}
      </Stack>
    </Section>
  )
}
