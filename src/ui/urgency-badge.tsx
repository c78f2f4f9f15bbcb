import { Badge, Group, Text } from '@mantine/core'

export type UrgencyLevel = 'on_time' | 'due_soon' | 'late'

/** Each level by colour, sign and word: none of them alone carries the meaning. */
const looks = {
  on_time: { color: 'green', ink: '#1b5e20', sign: '●', label: 'Trong hạn' },
  due_soon: { color: 'orange', ink: '#8a3300', sign: '▲', label: 'Sắp đến hạn' },
  late: { color: 'red', ink: '#9c1f18', sign: '■', label: 'Quá hạn' },
} as const

/** The word for a level. */
export function urgencyLabel(level: UrgencyLevel): string {
  return looks[level].label
}

interface Props {
  level: UrgencyLevel | null
  /** How much time is left or over, in words. */
  words: string
}

/** How something stands against its due time. Nothing but the words where no time runs. */
export function UrgencyBadge({ level, words }: Props) {
  if (!level) {
    return (
      <Text span size="sm" c="gray.7">
        {words}
      </Text>
    )
  }
  const { color, ink, sign, label } = looks[level]
  return (
    <Group gap={6} wrap="wrap" component="span" display="inline-flex">
      <Badge
        component="span"
        variant="light"
        color={color}
        c={ink}
        tt="none"
        miw="max-content"
        leftSection={sign}
        fz="0.8125rem"
      >
        {label}
      </Badge>
      <Text span size="sm">
        {words}
      </Text>
    </Group>
  )
}
