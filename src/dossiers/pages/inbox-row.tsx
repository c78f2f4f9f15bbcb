import { Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import { Tag } from '../../ui/tag.tsx'
import { UrgencyBadge, type UrgencyLevel } from '../../ui/urgency-badge.tsx'

/** Something of the office that waits for the actor, beside the dossiers. */
export interface InboxEntry {
  id: string
  /** Where it is done. */
  to: string
  name: string
  urgency: UrgencyLevel | null
  dueWords: string
  /** When exactly, in words. */
  when: string
  from: string
  subject: string
  stepName: string
  stateName: string
  tag: string
  /** By what it is put among the dossiers, in milliseconds. */
  sortAt: number
}

export function EntryLink({ entry }: { entry: InboxEntry }) {
  return (
    <Anchor component={Link} inherit to={entry.to}>
      {entry.name}
    </Anchor>
  )
}

export function EntryDue({ entry }: { entry: InboxEntry }) {
  return (
    <>
      {entry.urgency || entry.dueWords ? <UrgencyBadge level={entry.urgency} words={entry.dueWords} /> : null}
      {entry.when ? <Text size="sm">{entry.when}</Text> : null}
    </>
  )
}

export function EntryAbout({ entry }: { entry: InboxEntry }) {
  return (
    <>
      <Text fw={600} size="sm">
        {entry.from}
      </Text>
      <Text size="sm" lineClamp={2}>
        {entry.subject}
      </Text>
      {entry.tag ? <Tag tone="warning">{entry.tag}</Tag> : null}
    </>
  )
}
