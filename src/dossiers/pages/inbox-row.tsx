import { Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { instantAt } from '../../calendar/model/local-time.ts'
import { UrgencyBadge } from '../../ui/urgency-badge.tsx'

/** A document of the office that waits for the actor, beside the dossiers. */
export interface InboxDocument {
  id: string
  arrivalNumber: number
  symbol: string
  issuer: string
  subject: string
  stateName: string
  dueOn: string | null
  dueUrgency: 'late' | 'due_soon' | 'on_time' | null
  dueWords: string
  sortOn: string
  taskName: string
}

/** By what a document is put among the dossiers: the end of its last day. */
export function dueMoment({ sortOn }: InboxDocument): number {
  return instantAt(sortOn, 17 * 60).getTime()
}

export function DocumentLink({ document }: { document: InboxDocument }) {
  return (
    <Anchor component={Link} inherit to={`/van-ban-den/${document.id}`}>
      Số đến {document.arrivalNumber}
    </Anchor>
  )
}

export function DocumentDue({ document }: { document: InboxDocument }) {
  return (
    <>
      <UrgencyBadge level={document.dueUrgency} words={document.dueWords} />
      {document.dueOn ? <Text size="sm">Hạn: {formatDate(document.dueOn)}</Text> : null}
    </>
  )
}

export function DocumentAbout({ document }: { document: InboxDocument }) {
  return (
    <>
      <Text fw={600} size="sm">
        {document.symbol} · {document.issuer}
      </Text>
      <Text size="sm" lineClamp={2}>
        {document.subject}
      </Text>
    </>
  )
}
