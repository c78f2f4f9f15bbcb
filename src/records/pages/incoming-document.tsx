import { Anchor, Badge, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { Notice } from '../../ui/notice.tsx'
import { Tag } from '../../ui/tag.tsx'
import { UrgencyBadge } from '../../ui/urgency-badge.tsx'
import { arrivalChannels, type Circulation, circulations, urgencies } from '../model/document-fields.ts'
import { outcomeKinds } from '../model/outcome.ts'
import { parts } from '../model/states.ts'
import type { IncomingView } from '../queries/incoming-view.ts'
import type { UnitChoices } from './assign-dialog.tsx'
import type { PeopleChoices } from './direction-dialog.tsx'
import type { DocumentChoices } from './document-boxes.tsx'
import { FilingCard } from './filing-slot.tsx'
import { IncomingActions } from './incoming-actions.tsx'
import { IncomingFiles } from './incoming-files.tsx'

interface Props {
  document: IncomingView
  people: PeopleChoices
  unit: UnitChoices | null
  boxes: DocumentChoices
  onChanged(): void
}

/** The whole document: what can be done first, then the paper itself, then how it came so far. */
export function IncomingDocument({ document, people, unit, boxes, onChanged }: Props) {
  return (
    <Stack gap="lg">
      <Head document={document} />
      <IncomingActions {...{ document, people, unit, boxes, onChanged }} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
        <Stack gap="lg">
          <Direction document={document} />
          <Outcomes document={document} />
          <FilingCard />
          <Registration document={document} />
          <History document={document} />
        </Stack>
        <IncomingFiles document={document} onChanged={onChanged} />
      </SimpleGrid>
    </Stack>
  )
}

function Head({ document }: { document: IncomingView }) {
  const { urgency, circulation } = document
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Title order={1} size="h2">
          Văn bản số đến {document.arrivalNumber}/{document.arrivalYear}
        </Title>
        <Badge size="lg" variant="outline" color="dark" tt="none">
          {document.stateName}
        </Badge>
      </Group>
      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
        {document.typeName} số {document.symbol} ngày {formatDate(document.issuedOn)} của {document.issuer}
      </Text>
      <Text style={{ overflowWrap: 'anywhere' }}>{document.subject}</Text>
      <Group gap="xs">
        {urgency > 0 ? <Tag tone="warning">{urgencies[urgency] ?? ''}</Tag> : null}
        {circulation === 'none' ? null : <Tag tone="plain">{circulations[circulation as Circulation]}</Tag>}
        {document.restricted ? <Tag tone="plain">Hạn chế người xem</Tag> : null}
        {document.dueUrgency ? <UrgencyBadge level={document.dueUrgency} words={document.dueWords} /> : null}
      </Group>
      {document.recalledAt ? (
        <Notice tone="warning" title="Nơi gửi đã lấy lại văn bản này">
          {document.recalledReason} Số đến giữ nguyên; tệp chỉ văn thư và lãnh đạo còn mở được.
        </Notice>
      ) : null}
      {document.returnedWords ? (
        <Notice tone="warning" title="Ý kiến giao bị trả lại">
          {document.returnedWords}
        </Notice>
      ) : null}
    </Stack>
  )
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Stack gap="xs">
        <Title order={2} size="h4">
          {title}
        </Title>
        {children}
      </Stack>
    </Paper>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
      <Text span c="gray.7" inherit>
        {label}:{' '}
      </Text>
      {children}
    </Text>
  )
}

function Direction({ document }: { document: IncomingView }) {
  const { direction, assignment, recipients, dueOn } = document
  return (
    <Section title="Ý kiến chỉ đạo">
      {direction ? (
        <>
          <Line label="Người cho ý kiến">
            {direction.directedByName} ({direction.directedByPost}),{' '}
            {formatShortMoment(new Date(direction.directedAt))}
          </Line>
          {document.forInformation ? <Text size="sm">Văn bản để biết, không yêu cầu xử lý.</Text> : null}
          {direction.words ? <Line label="Nội dung">{direction.words}</Line> : null}
          {recipients.map((person) => (
            <Line key={person.staffId} label={parts[person.part]}>
              {person.fullName}, {person.postTitle}
              {person.seen ? ' (đã xem)' : ''}
            </Line>
          ))}
          {direction.unit ? <Line label="Giao đơn vị">{direction.unit.name}</Line> : null}
          {dueOn ? <Line label="Hạn giải quyết">{formatDate(dueOn)}</Line> : null}
          {assignment ? (
            <Line label="Ý kiến của lãnh đạo đơn vị">
              giao {assignment.fullName}, {formatShortMoment(new Date(assignment.assignedAt))}
              {assignment.dueOn ? `, hạn ${formatDate(assignment.dueOn)}` : ''}
              {assignment.words ? `: ${assignment.words}` : ''}
            </Line>
          ) : null}
        </>
      ) : (
        <Text size="sm">Chưa có ý kiến của lãnh đạo.</Text>
      )}
      <Anchor href={`/api/v1/incoming/${document.id}/slip.pdf`} target="_blank" size="sm">
        In phiếu giải quyết văn bản đến
      </Anchor>
    </Section>
  )
}

/** What came of it, leading there where the reader may go. */
function OutcomeLabel({ outcome }: { outcome: IncomingView['outcomes'][number] }) {
  const { kind, label, targetId, mayOpen } = outcome
  const to = kind === 'dossier' ? `/ho-so/${label}` : mayOpen ? `/van-ban-di/${targetId}` : null
  if (to === null) return label
  return (
    <Anchor href={to} inherit>
      {label}
    </Anchor>
  )
}

const outcomeStates = {
  proposed: 'chờ duyệt',
  accepted: '',
  returned: 'bị trả lại',
  unlinked: 'đã gỡ',
} as const

const proposedNames = { ...outcomeKinds, task: 'Kết quả thực hiện', explanation: 'Giải trình' }

function Outcomes({ document }: { document: IncomingView }) {
  const { outcomes, missing, forInformation, state } = document
  return (
    <Section title="Kết quả">
      {outcomes.length === 0 ? (
        <Text size="sm">
          {forInformation && state === 'finished' ? 'Không yêu cầu kết quả.' : 'Chưa có kết quả.'}
        </Text>
      ) : null}
      {outcomes.map((outcome) => (
        <div key={outcome.id}>
          <Group gap="xs">
            <Text size="sm" fw={600} td={outcome.state === 'unlinked' ? 'line-through' : undefined}>
              {outcome.state === 'accepted' ? outcomeKinds[outcome.kind] : proposedNames[outcome.kind]}
              {outcome.label ? ': ' : ''}
              <OutcomeLabel outcome={outcome} />
              {outcome.issuedOn ? ` ngày ${formatDate(outcome.issuedOn)}` : ''}
            </Text>
            {outcomeStates[outcome.state] ? <Tag tone="warning">{outcomeStates[outcome.state]}</Tag> : null}
          </Group>
          {outcome.words ? <Text size="sm">{outcome.words}</Text> : null}
          <Text size="xs" c="gray.7">
            {outcome.proposedByName}, {formatShortMoment(new Date(outcome.proposedAt))}
            {outcome.approvedByName ? `; ${outcome.approvedByName} có ý kiến` : ''}
            {outcome.decidedWords ? `: ${outcome.decidedWords}` : ''}
          </Text>
        </div>
      ))}
      {missing ? <Text size="sm">{missing}</Text> : null}
    </Section>
  )
}

function Registration({ document }: { document: IncomingView }) {
  const channel = arrivalChannels[document.channel as keyof typeof arrivalChannels]
  return (
    <Section title="Thông tin đăng ký">
      <Line label="Ngày đến">
        {formatDate(document.arrivedOn)} ({channel})
      </Line>
      <Line label="Đăng ký">
        {document.registeredByName}, {formatShortMoment(new Date(document.registeredAt))}
      </Line>
      {document.signerName || document.signerPost ? (
        <Line label="Người ký">{[document.signerPost, document.signerName].filter(Boolean).join(' ')}</Line>
      ) : null}
      {document.fieldName ? <Line label="Lĩnh vực">{document.fieldName}</Line> : null}
      {document.replyBy ? (
        <Line label="Hạn trả lời nêu trong văn bản">{formatDate(document.replyBy)}</Line>
      ) : null}
      {document.pageCount ? <Line label="Số trang">{document.pageCount}</Line> : null}
      <Line label="Ngôn ngữ">{document.language}</Line>
      {document.note ? <Line label="Ghi chú">{document.note}</Line> : null}
      {document.duplicateOf ? (
        <Line label="Đăng ký lại">
          trùng{' '}
          <Anchor href={`/van-ban-den/${document.duplicateOf.id}`} inherit>
            số đến {document.duplicateOf.arrivalNumber}
          </Anchor>
          , lý do: {document.duplicateOf.reason}
        </Line>
      ) : null}
    </Section>
  )
}

function History({ document }: { document: IncomingView }) {
  return (
    <Section title="Quá trình xử lý">
      <Stack gap="sm" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
        {document.events.toReversed().map((event) => (
          <li key={event.id}>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {event.words}
            </Text>
            <Text size="xs" c="gray.7">
              {event.actorName}
              {event.actorPost ? ` (${event.actorPost})` : ''}, {formatShortMoment(new Date(event.at))}
            </Text>
          </li>
        ))}
      </Stack>
    </Section>
  )
}
