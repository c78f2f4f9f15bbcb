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
          <IssuedPaper key={paper.id} paper={paper} code={dossier.code} canOpen={canOpen} />
        ))}
        {dossier.hasDeclaration ? (
          <Group gap="xs" justify="space-between">
            <Text size="sm">Tờ khai điện tử</Text>
            {canOpen ? (
              <Anchor
                href={`/api/v1/dossiers/${dossier.code ?? dossier.id}/declaration.pdf`}
                target="_blank"
                size="sm"
                aria-label="In tờ khai điện tử"
              >
                In
              </Anchor>
            ) : null}
          </Group>
        ) : null}
        {dossier.papers.length === 0 && !dossier.hasDeclaration ? (
          <Text size="sm">Chưa lập giấy tờ nào.</Text>
        ) : null}
      </Stack>
    </Section>
  )
}

interface IssuedPaperProps {
  paper: PartProps['dossier']['papers'][number]
  code: string | null
  canOpen: boolean
}

/** One issued paper: what, number, day, by whom, how often printed, and the way to print it again as it was. */
function IssuedPaper({ paper, code, canOpen }: IssuedPaperProps) {
  const { form, id, number, printedAt, printedBy, printedCount, symbol, title } = paper
  return (
    <Group gap="xs" justify="space-between" wrap="nowrap">
      <div>
        <Text size="sm">
          {title}, số {String(number).padStart(2, '0')}
          {symbol ? `/${symbol}` : ''}, {formatShortMoment(paper.issuedAt)} · {paper.issuedBy}
        </Text>
        {printedAt ? (
          <Text size="sm" c="gray.7">
            Đã in {printedCount} lần, lần cuối {formatShortMoment(printedAt)} · {printedBy}
          </Text>
        ) : null}
      </div>
      {canOpen ? (
        <Anchor
          href={form === 'receipt' ? `/api/v1/dossiers/${code}/receipt.pdf` : `/api/v1/papers/${id}.pdf`}
          target="_blank"
          size="sm"
          aria-label={`${printedCount > 0 ? 'In lại' : 'In'} ${title} số ${number}`}
          style={{ whiteSpace: 'nowrap' }}
        >
          {printedCount > 0 ? 'In lại' : 'In'}
        </Anchor>
      ) : null}
    </Group>
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
        ) : returned ? null : (
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
