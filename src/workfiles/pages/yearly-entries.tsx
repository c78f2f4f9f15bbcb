import { Anchor, Button, Group, Table } from '@mantine/core'
import { Link } from 'react-router'
import type { HeadingProps } from './yearly-list.tsx'

/** What stands under one heading, as the list is printed. */
export function Entries({ list, heading, onAsk }: Omit<HeadingProps, 'number'>) {
  const entries = list.entries.filter(({ headingId }) => headingId === heading.id)
  if (entries.length === 0) return null
  const mayEdit = onAsk !== null && list.state === 'draft'
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table withTableBorder mt="xs" aria-label={`Hồ sơ của đề mục ${heading.title}`}>
        <Table.Thead>
          <Table.Tr>
            {['Số, ký hiệu', 'Tiêu đề hồ sơ', 'Thời hạn bảo quản', 'Người lập', 'Ghi chú'].map((label) => (
              <Table.Th key={label}>{label}</Table.Th>
            ))}
            {mayEdit ? <Table.Th>Việc</Table.Th> : null}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Table.Tr key={entry.id}>
              <Table.Td>
                {entry.workFileId ? (
                  <Anchor component={Link} inherit to={`/ho-so-cong-viec/${entry.workFileId}`}>
                    {entry.symbol}
                  </Anchor>
                ) : (
                  entry.symbol
                )}
              </Table.Td>
              <Table.Td>{entry.title}</Table.Td>
              <Table.Td>{entry.retention}</Table.Td>
              <Table.Td>{entry.keeperName}</Table.Td>
              <Table.Td>
                {[entry.note, entry.addedReason ? `Bổ sung: ${entry.addedReason}` : '']
                  .filter(Boolean)
                  .join('. ')}
              </Table.Td>
              {mayEdit ? (
                <Table.Td>
                  <Group gap="xs" wrap="nowrap">
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={`Sửa ${entry.symbol}`}
                      onClick={() => onAsk?.({ what: 'entry', heading, entry })}
                    >
                      Sửa
                    </Button>
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={`Bỏ ${entry.symbol}`}
                      onClick={() =>
                        onAsk?.({ what: 'remove', id: entry.id, of: 'entry', name: entry.symbol })
                      }
                    >
                      Bỏ
                    </Button>
                  </Group>
                </Table.Td>
              ) : null}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
