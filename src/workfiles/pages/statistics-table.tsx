import { Stack, Text, Title } from '@mantine/core'
import { DataList } from '../../ui/data-list.tsx'
import type { FileStatistics } from '../queries/file-statistics.ts'

const columns = [
  ['files', 'Hồ sơ'],
  ['open', 'Đang lập'],
  ['closed', 'Đã kết thúc'],
  ['handedOver', 'Đã nộp lưu'],
  ['destroyed', 'Đã tiêu hủy'],
  ['documents', 'Văn bản, tài liệu'],
  ['views', 'Lượt xem'],
  ['taken', 'Lượt tải'],
] as const satisfies readonly (readonly [keyof FileStatistics, string])[]

/** Files of a year by who keeps them, and how often they were looked at; at the end all together. */
export function StatisticsTable({ rows, year }: { rows: readonly FileStatistics[]; year: number }) {
  if (rows.length === 0) return null
  const sums = columns.map(([column]) => [column, rows.reduce((total, row) => total + row[column], 0)])
  const all = { keeperId: 'tat-ca', keeperName: 'Cộng', ...Object.fromEntries(sums) } as FileStatistics
  return (
    <Stack gap="xs" mt="md" component="section" aria-labelledby="ho-so-theo-nguoi">
      <Title order={2} size="h4" id="ho-so-theo-nguoi">
        Hồ sơ năm {year} theo người lập
      </Title>
      <Text size="sm">
        Lượt xem: mỗi người mỗi ngày tính một lượt cho một hồ sơ. Lượt tải: tải gói nộp lưu trữ hoặc toàn văn.
      </Text>
      <DataList
        label={`Hồ sơ năm ${year} theo người lập`}
        columns={[
          { header: 'Người lập', isTitle: true, cell: ({ keeperName }: FileStatistics) => keeperName },
          ...columns.map(([column, header]) => ({ header, cell: (row: FileStatistics) => row[column] })),
        ]}
        rows={[...rows, all]}
        rowKey={({ keeperId }) => keeperId}
      />
    </Stack>
  )
}
