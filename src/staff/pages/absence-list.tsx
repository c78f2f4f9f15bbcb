import { Button, Text, Title } from '@mantine/core'
import type { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { Tag } from '../../ui/tag.tsx'
import { type AbsenceKind, absenceKinds } from '../model/roster.ts'
import type { listAbsences } from '../queries/list-absences.ts'

export type Absence = z.output<typeof listAbsences.output>['absences'][number]

interface AbsenceListProps {
  absences: readonly Absence[]
  today: string
  onEnd(absence: Absence): void
}

/** Who is away today or later, and who stands in. */
export function AbsenceList({ absences, today, onEnd }: AbsenceListProps) {
  const columns: readonly Column<Absence>[] = [
    {
      header: 'Cán bộ, công chức',
      isPlain: true,
      cell: (row) => (
        <Text span fw={600} size="sm">
          {row.fullName} {row.startsOn <= today ? <Tag tone="warning">Đang vắng</Tag> : null}
        </Text>
      ),
    },
    { header: 'Thời gian', cell: (row) => `${formatDate(row.startsOn)} – ${formatDate(row.endsOn)}` },
    {
      header: 'Vì sao',
      cell: (row) =>
        [absenceKinds[row.kind as AbsenceKind], row.reason, row.gapReason && `để trống vì: ${row.gapReason}`]
          .filter(Boolean)
          .join('; '),
    },
    { header: 'Người thay thế', cell: (row) => row.substituteName ?? 'Theo từng phân công' },
    {
      header: 'Việc',
      isPlain: true,
      cell: (row) => (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`${row.startsOn < today ? 'Trở lại' : 'Hủy vắng mặt'}: ${row.fullName} từ ${formatDate(row.startsOn)}`}
          onClick={() => onEnd(row)}
        >
          {row.startsOn < today ? 'Trở lại' : 'Hủy'}
        </Button>
      ),
    },
  ]
  return (
    <section aria-labelledby="vang-mat">
      <Title order={2} size="h4" mb="xs" id="vang-mat">
        Vắng mặt hôm nay và sắp tới
      </Title>
      {absences.length === 0 ? (
        <Text size="sm">Không có ai vắng. Bấm “Vắng mặt” ở tên cán bộ để ghi nghỉ phép, công tác.</Text>
      ) : (
        <DataList label="Vắng mặt" columns={columns} rows={absences} rowKey={(row) => row.id} />
      )}
    </section>
  )
}
