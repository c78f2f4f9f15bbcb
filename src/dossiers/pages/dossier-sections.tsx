import { Anchor, Button, Group, Paper, Stack, Text, Timeline, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { COMPONENT_KIND_NAMES } from '../../procedures/model.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import type { DossierView, StoredFile } from '../queries/dossier-view.ts'
import { Fact } from './dossier-header.tsx'

/** A part of the dossier's page under its own heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      {children}
    </Paper>
  )
}

function Files({ files }: { files: readonly StoredFile[] }) {
  return files.map((file) => (
    <Anchor key={file.id} href={`/api/v1/files/${file.id}`} target="_blank" size="sm" display="block">
      {file.name}
    </Anchor>
  ))
}

type Component = DossierView['components'][number]

const kindNames: Readonly<Record<string, string>> = {
  ...COMPONENT_KIND_NAMES,
  other: 'Công dân nộp thêm',
  supplement: 'Nộp bổ sung',
}

const componentColumns: readonly Column<Component>[] = [
  {
    header: 'Giấy tờ',
    isPlain: true,
    cell: (component) => (
      <>
        <Text span size="sm" fw={600}>
          {component.name}
        </Text>
        <Text size="sm" c="gray.7">
          {kindNames[component.kind] ?? component.kind}
          {component.required ? '' : ' · nếu có'}
        </Text>
      </>
    ),
  },
  {
    header: 'Đã nộp',
    cell: (component) => (
      <Text span size="sm">
        {handedIn(component)}
      </Text>
    ),
  },
  {
    header: 'Tệp',
    cell: (component) => (component.files.length > 0 ? <Files files={component.files} /> : null),
  },
]

function handedIn({ provided, originals, copies, note }: Component): string {
  if (!provided) return 'Không nộp'
  const counts = [originals > 0 ? `${originals} bản chính` : '', copies > 0 ? `${copies} bản sao` : '']
  return [counts.filter(Boolean).join(', ') || 'Có', note].filter(Boolean).join(' · ')
}

export function Components({ dossier }: { dossier: DossierView }) {
  const supplements = dossier.otherFiles.filter((file) => file.purpose === 'supplement')
  return (
    <Section title="Thành phần hồ sơ">
      {dossier.components.length > 0 ? (
        <DataList
          label="Thành phần hồ sơ"
          columns={componentColumns}
          rows={dossier.components}
          rowKey={(each) => String(each.ordinal)}
        />
      ) : (
        <Text size="sm">Thủ tục này không yêu cầu giấy tờ.</Text>
      )}
      {supplements.length > 0 ? (
        <Fact label="Tệp nộp bổ sung">
          <Files files={supplements} />
        </Fact>
      ) : null}
    </Section>
  )
}

export function Applicant({ dossier }: { dossier: DossierView }) {
  const { applicant, submitter } = dossier
  const sex = applicant.sex === null ? '' : applicant.sex === 'male' ? 'Nam' : 'Nữ'
  const birth = applicant.birthDate ? `sinh ngày ${formatDate(applicant.birthDate)}` : ''
  return (
    <Section title="Người nộp hồ sơ">
      <Stack gap="xs">
        <Fact label="Họ tên, tổ chức">{[applicant.name, sex, birth].filter(Boolean).join(', ')}</Fact>
        {applicant.personalId ? <Fact label="Số định danh, mã số">{applicant.personalId}</Fact> : null}
        {applicant.address ? <Fact label="Địa chỉ">{applicant.address}</Fact> : null}
        {applicant.phone || applicant.email ? (
          <Fact label="Liên hệ">{[applicant.phone, applicant.email].filter(Boolean).join(' · ')}</Fact>
        ) : null}
        {submitter ? (
          <Fact label="Người nộp thay">
            {[submitter.name, submitter.personalId, submitter.phone].filter(Boolean).join(' · ')}
          </Fact>
        ) : null}
        {dossier.content ? <Fact label="Nội dung yêu cầu">{dossier.content}</Fact> : null}
        <Fact label="Số bộ hồ sơ">{dossier.setCount}</Fact>
        {dossier.returnPlace ? <Fact label="Nơi nhận kết quả">{dossier.returnPlace}</Fact> : null}
      </Stack>
    </Section>
  )
}

export function History({ dossier }: { dossier: DossierView }) {
  return (
    <Section title="Quá trình">
      <Timeline bulletSize={14} lineWidth={2} active={dossier.events.length}>
        {dossier.events.map((event) => (
          <Timeline.Item key={event.id} title={<Text size="sm">{event.publicText}</Text>}>
            <Text size="sm" c="gray.7">
              {formatShortMoment(event.at)} · {event.actorName} ({event.actorPost})
            </Text>
            {event.note ? <Text size="sm">Ghi chú: {event.note}</Text> : null}
          </Timeline.Item>
        ))}
      </Timeline>
    </Section>
  )
}

type Handover = DossierView['handovers'][number]
const outcomes = { early: 'Trước hạn', on_time: 'Đúng hạn', late: 'Quá hạn' } as const

const handoverColumns: readonly Column<Handover>[] = [
  {
    header: 'Giao',
    cell: (each) => (
      <Text span size="sm">
        {each.fromLabel}, {formatShortMoment(each.handedAt)}
      </Text>
    ),
  },
  {
    header: 'Nhận',
    cell: (each) => (
      <Text span size="sm">
        {each.toLabel}
        {each.receivedAt ? ` · ${each.receivedBy}, ${formatShortMoment(each.receivedAt)}` : ''}
      </Text>
    ),
  },
  {
    header: 'Kết quả bước',
    cell: (each) => (
      <Text span size="sm">
        {outcomes[each.outcome]}
      </Text>
    ),
  },
  {
    header: 'Ghi chú',
    cell: (each) =>
      each.note ? (
        <Text span size="sm">
          {each.note}
        </Text>
      ) : null,
  },
]

export function Handovers({ dossier }: { dossier: DossierView }) {
  return (
    <Section title="Luân chuyển">
      {dossier.handovers.length > 0 ? (
        <DataList
          label="Luân chuyển"
          columns={handoverColumns}
          rows={dossier.handovers}
          rowKey={(each) => String(each.sequence)}
        />
      ) : (
        <Text size="sm">Hồ sơ chưa chuyển bước nào.</Text>
      )}
      {dossier.pauses.map((pause) => (
        <Text key={pause.from.getTime()} size="sm" mt="xs">
          Tạm dừng tính thời hạn từ {formatShortMoment(pause.from)}
          {pause.to ? ` đến ${formatShortMoment(pause.to)}` : ''}: {pause.reason}.
        </Text>
      ))}
    </Section>
  )
}

export function Papers({ dossier }: { dossier: DossierView }) {
  return (
    <Section title="Giấy tờ đã lập">
      <Stack gap="xs">
        {dossier.papers.map((paper) => (
          <Group key={paper.id} gap="xs" justify="space-between">
            <Text size="sm">
              {paper.title}, số {paper.number}
              {paper.symbol ? `/${paper.symbol}` : ''}, {formatShortMoment(paper.issuedAt)} · {paper.issuedBy}
            </Text>
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

export function Result({ dossier }: { dossier: DossierView }) {
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
            {result.file ? <Files files={[result.file]} /> : null}
            {result.letter ? (
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
        {returned ? (
          <Fact label="Đã trả kết quả">
            {formatShortMoment(returned.at)}, cho {returned.name}
            {returned.personalId ? ` (${returned.personalId})` : ''}; người trả: {returned.by}
            {returned.note ? `; ${returned.note}` : ''}
          </Fact>
        ) : null}
      </Stack>
    </Section>
  )
}
