import { Badge } from '@mantine/core'

const words = {
  verified: { text: 'Đã đối chiếu', color: 'green.9' },
  known: { text: 'Theo quy định chung', color: 'gray.7' },
  check: { text: 'Chưa xác nhận', color: 'orange.9' },
} as const

/** How sure the catalogue is of a procedure, in words and colour. */
export function ConfidenceBadge({ confidence }: { confidence: keyof typeof words }) {
  const { text, color } = words[confidence]
  return (
    <Badge component="span" variant="light" color={color} tt="none">
      {text}
    </Badge>
  )
}
