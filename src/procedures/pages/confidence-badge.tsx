import { Tag } from '../../ui/tag.tsx'

/** How sure the catalogue is of a procedure, in words and colour. */
export function ConfidenceBadge({ confidence }: { confidence: 'verified' | 'known' | 'check' }) {
  if (confidence === 'verified') return <Tag tone="good">Đã đối chiếu</Tag>
  return confidence === 'check' ? (
    <Tag tone="warning">Chưa xác nhận</Tag>
  ) : (
    <Tag tone="plain">Theo quy định chung</Tag>
  )
}
