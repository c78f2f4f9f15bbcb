import { Title } from '@mantine/core'
import type { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import type { listVersions } from '../queries/list-versions.ts'
import { ConfidenceBadge } from './confidence-badge.tsx'

type Version = z.output<typeof listVersions.output>['versions'][number]

const columns: readonly Column<Version>[] = [
  { header: 'Phiên bản', cell: (row) => row.version },
  {
    header: 'Áp dụng',
    cell: (row) =>
      row.validTo
        ? `${formatDate(row.validFrom)} – ${formatDate(row.validTo)}`
        : `từ ${formatDate(row.validFrom)}`,
  },
  { header: 'Thời hạn', cell: (row) => row.timeLimitText },
  { header: 'Quyết định công bố', cell: (row) => row.decision ?? 'Chưa ghi' },
  { header: 'Độ tin cậy', isPlain: true, cell: (row) => <ConfidenceBadge confidence={row.confidence} /> },
]

/** What the procedure asked and gave at other times. */
export function VersionList({ versions }: { versions: readonly Version[] }) {
  return (
    <section aria-labelledby="phien-ban">
      <Title order={2} size="h4" mb="xs" id="phien-ban">
        Các phiên bản
      </Title>
      <DataList
        label="Các phiên bản"
        columns={columns}
        rows={versions}
        rowKey={(row) => String(row.version)}
      />
    </section>
  )
}
