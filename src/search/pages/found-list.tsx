import { Anchor, Group, Mark, Paper, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { Tag } from '../../ui/tag.tsx'
import { searchKinds } from '../model/kinds.ts'
import type { MarkedText } from '../model/marked-text.ts'
import type { FoundItem } from '../queries/show-places.ts'

/** Found things, each with what it is, where it stands, and the place in its text. */
export function FoundList({ title, items }: { title: string; items: readonly FoundItem[] }) {
  if (items.length === 0) return null
  return (
    <Stack gap="xs" component="section" aria-label={title}>
      <Title order={2} size="h5">
        {title}
      </Title>
      {items.map((item) => (
        <Found key={`${item.kind} ${item.id}`} item={item} />
      ))}
    </Stack>
  )
}

function Found({ item }: { item: FoundItem }) {
  return (
    <Paper component="article" withBorder p="sm">
      <Anchor component={Link} to={item.to} fw={600} style={{ overflowWrap: 'anywhere' }}>
        {item.code ? `${item.code}: ` : ''}
        <Marked text={item.title} />
      </Anchor>
      <Text size="sm" c="dimmed">
        {searchKinds[item.kind]} · {formatDate(item.on)}
        {item.who.length > 0 ? ' · ' : ''}
        <Marked text={item.who} />
      </Text>
      {item.snippet ? (
        <Text size="sm" mt={4} style={{ overflowWrap: 'anywhere' }}>
          <Marked text={item.snippet} />
        </Text>
      ) : null}
      <Group gap="xs" mt={4}>
        <Tag tone="plain">{item.stateName}</Tag>
        {item.restricted ? <Tag tone="warning">Hạn chế người xem</Tag> : null}
      </Group>
    </Paper>
  )
}

function Marked({ text }: { text: MarkedText }) {
  return text.map(({ text: piece, marked }, index) =>
    // Pieces have no name but their place.
    marked ? <Mark key={index}>{piece}</Mark> : <span key={index}>{piece}</span>,
  )
}
