import { Anchor, Paper, SimpleGrid, Text } from '@mantine/core'
import { Link } from 'react-router'
import type { BoardRow } from '../../queries/list-sheets.ts'

/** How the board stands, in four numbers; what is wrong in red. */
export function BoardFigures({ rows, unconfirmed }: { rows: readonly BoardRow[]; unconfirmed: number }) {
  const having = (...states: string[]) =>
    rows.filter(({ sheets }) => sheets.some(({ state }) => states.includes(state))).length
  const figures = [
    { label: 'Phải niêm yết', value: rows.filter(({ isPosted }) => isPosted).length },
    { label: 'Đang treo đúng bản', value: having('current') },
    {
      label: 'Chưa có phiếu',
      value: rows.filter((row) => row.isPosted && row.sheets.length === 0).length,
      isBad: true,
    },
    { label: 'Phiếu cũ, phải gỡ hoặc rà soát', value: having('outdated', 'remove', 'review'), isBad: true },
  ]
  return (
    <div>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
        {figures.map(({ label, value, isBad }) => (
          <Paper key={label} withBorder p="sm">
            <Text size="2rem" fw={700} lh={1.2} c={isBad && value > 0 ? 'red.9' : undefined}>
              {value}
            </Text>
            <Text size="sm">{label}</Text>
          </Paper>
        ))}
      </SimpleGrid>
      {unconfirmed > 0 ? (
        <Text size="sm" mt="xs">
          {unconfirmed} thủ tục đang áp dụng chưa được xác nhận nên chưa niêm yết cho công dân.{' '}
          <Anchor component={Link} to="/quan-tri/thu-tuc/ra-soat?xem=tat-ca" size="sm" underline="always">
            Xem danh sách
          </Anchor>
        </Text>
      ) : null}
    </div>
  )
}
