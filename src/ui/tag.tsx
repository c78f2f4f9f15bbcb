import { Badge } from '@mantine/core'

const looks = {
  good: { color: 'green', ink: '#1b5e20' },
  warning: { color: 'orange', ink: '#8a3300' },
  plain: { color: 'gray', ink: '#343a40' },
} as const

/** A word or two that mark the state of something; the words carry the meaning, the colour only helps. */
export function Tag({ tone, children }: { tone: keyof typeof looks; children: string }) {
  const { color, ink } = looks[tone]
  return (
    <Badge component="span" variant="light" color={color} c={ink} tt="none" miw="max-content" fz="0.8125rem">
      {children}
    </Badge>
  )
}
