import { Anchor, Button, Group, Text } from '@mantine/core'
import { Link } from 'react-router'
import { type Column, DataList } from '../../ui/data-list.tsx'
import type { Asked, Entry, Heading, HeadingProps } from './yearly-list.tsx'

/** What stands under one heading, in the columns of the printed list. */
export function Entries({ list, heading, onAsk }: Omit<HeadingProps, 'number'>) {
  const entries = list.entries.filter(({ headingId }) => headingId === heading.id)
  if (entries.length === 0) return null
  const mayEdit = onAsk !== null && list.state === 'draft'
  return (
    <DataList
      label={`Hồ sơ của đề mục ${heading.title}`}
      columns={mayEdit ? [...columns, editing(heading, onAsk)] : columns}
      rows={entries}
      rowKey={({ id }) => id}
    />
  )
}

const text = (words: string) => (
  <Text span size="sm">
    {words}
  </Text>
)

const columns: readonly Column<Entry>[] = [
  {
    header: 'Số, ký hiệu',
    isTitle: true,
    cell: ({ workFileId, symbol }) =>
      workFileId ? (
        <Anchor component={Link} inherit to={`/ho-so-cong-viec/${workFileId}`}>
          {symbol}
        </Anchor>
      ) : (
        <Text span size="sm" fw={600}>
          {symbol}
        </Text>
      ),
  },
  { header: 'Tiêu đề hồ sơ', isPlain: true, isWide: true, cell: ({ title }) => text(title) },
  { header: 'Bảo quản', cell: ({ retention }) => text(retention) },
  { header: 'Người lập', cell: ({ keeperName }) => text(keeperName) },
  {
    header: 'Ghi chú',
    cell: ({ note, addedReason }) =>
      text([note, addedReason ? `Bổ sung: ${addedReason}` : ''].filter(Boolean).join('. ')),
  },
]

function editing(heading: Heading, onAsk: (asked: Asked) => void): Column<Entry> {
  return {
    header: 'Việc',
    cell: (entry) => (
      <Group gap="xs" wrap="nowrap">
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Sửa ${entry.symbol}`}
          onClick={() => onAsk({ what: 'entry', heading, entry })}
        >
          Sửa
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Bỏ ${entry.symbol}`}
          onClick={() => onAsk({ what: 'remove', id: entry.id, of: 'entry', name: entry.symbol })}
        >
          Bỏ
        </Button>
      </Group>
    ),
  }
}
