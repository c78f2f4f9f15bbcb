import { Stack, Text, Title } from '@mantine/core'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { differenceKinds } from '../model/differences.ts'
import type { ShownComparison, ShownDifference } from '../queries/reconciliation.ts'
import { DossierName } from './difference-list.tsx'

/** Comparisons of late, and what was settled. */
export function ReconciliationHistory({
  settled,
  comparisons,
}: {
  settled: readonly ShownDifference[]
  comparisons: readonly ShownComparison[]
}) {
  return (
    <Stack component="section" gap="sm" aria-labelledby="lich-su">
      <Title order={2} size="h4" id="lich-su">
        Lịch sử đối soát
      </Title>
      {comparisons.length > 0 ? (
        <DataList
          label="Các lần đối soát"
          columns={comparisonColumns}
          rows={comparisons}
          rowKey={({ startedAt }) => startedAt.toISOString()}
        />
      ) : (
        <Text>Chưa đối soát lần nào.</Text>
      )}
      {settled.length > 0 ? (
        <DataList label="Sai khác đã xử lý" columns={settledColumns} rows={settled} rowKey={({ id }) => id} />
      ) : null}
    </Stack>
  )
}

const comparisonColumns: readonly Column<ShownComparison>[] = [
  {
    header: 'Lần đối soát',
    isTitle: true,
    cell: ({ startedAt }) => (
      <Text size="sm" fw={600}>
        {formatShortMoment(startedAt)}
      </Text>
    ),
  },
  { header: 'Số hồ sơ', cell: ({ compared }) => <Text size="sm">{compared}</Text> },
  {
    header: 'Kết quả',
    isWide: true,
    cell: (each) => <Text size="sm">{foundWords(each)}</Text>,
  },
]

const settledColumns: readonly Column<ShownDifference>[] = [
  { header: 'Hồ sơ', isTitle: true, cell: (each) => <DossierName {...each} /> },
  { header: 'Sai khác', cell: ({ kind }) => <Text size="sm">{differenceKinds[kind].name}</Text> },
  {
    header: 'Đã xử lý',
    isWide: true,
    cell: ({ resolution, resolvedBy, resolvedAt, note }) => (
      <>
        <Text size="sm">{[resolution, note].filter(Boolean).join('. ')}</Text>
        <Text size="sm" c="gray.7">
          {[resolvedBy, resolvedAt ? formatShortMoment(resolvedAt) : ''].filter(Boolean).join(', ')}
        </Text>
      </>
    ),
  },
]

function foundWords({ found, closed, problem }: ShownComparison): string {
  if (problem) return `Chưa xong: ${problem}`
  const words = [
    found > 0 ? `Thấy thêm ${found} sai khác.` : 'Không có sai khác mới.',
    closed > 0 ? `${closed} sai khác trước đây đã khớp.` : '',
  ]
  return words.filter(Boolean).join(' ')
}
