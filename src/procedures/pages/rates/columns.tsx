import { Anchor, Text } from '@mantine/core'
import { formatDate } from '../../../calendar/model/clock-time.ts'
import type { Column } from '../../../ui/data-list.tsx'
import { Tag } from '../../../ui/tag.tsx'
import { FEE_CHANNEL_NAMES, FEE_KIND_NAMES, feeDetails } from '../../model/fee-words.ts'
import { feeSummary } from '../../model/summaries.ts'
import { feeKind } from '../../model.ts'
import type { RatesView } from '../../queries/list-rates.ts'

export type RateRow = RatesView['rates'][number]
type PlannedRow = RatesView['planned'][number]

const columns: readonly Column<RateRow>[] = [
  {
    header: 'Khoản thu',
    isPlain: true,
    cell: ({ fee }) => (
      <>
        <Text span fw={600}>
          {fee.name}
        </Text>
        <Text size="sm">
          {FEE_KIND_NAMES[feeKind(fee)]}
          {fee.channel ? `, ${FEE_CHANNEL_NAMES[fee.channel]}` : ''}
        </Text>
      </>
    ),
  },
  {
    header: 'Mức thu',
    cell: ({ fee }) =>
      fee.amountVnd === null ? (
        <>
          <Tag tone="warning">Chưa có mức thu</Tag>
          <Text size="sm">HĐND tỉnh, theo {fee.unit}</Text>
        </>
      ) : (
        feeSummary([fee])
      ),
  },
  { header: 'Căn cứ', cell: ({ fee }) => fee.basis || 'Chưa ghi' },
  {
    header: 'Cách tính, miễn giảm',
    cell: ({ fee: { exemptions = [], ...fee } }) => (
      <>
        <Text size="sm">{feeDetails(fee).join('; ') || 'Không tự tính'}</Text>
        {exemptions.length > 0 ? (
          <Folded
            summary={`Miễn cho ${exemptions.length} đối tượng`}
            lines={exemptions.map(({ name, paper }) => (paper ? `${name} (${paper})` : name))}
          />
        ) : null}
      </>
    ),
  },
  { header: 'Thủ tục', cell: ({ procedures }) => <Procedures procedures={procedures} /> },
]

/** With a way to set the rate, for who may. */
export function rateColumns(onSet: ((rate: RateRow) => void) | null): readonly Column<RateRow>[] {
  if (!onSet) return columns
  return [
    ...columns,
    {
      header: 'Đặt mức',
      isPlain: true,
      cell: (rate) => (
        <Anchor
          component="button"
          size="sm"
          type="button"
          onClick={() => onSet(rate)}
          aria-label={`Đặt mức ${rate.fee.name}, ${feeSummary([rate.fee])}`}
        >
          Đặt mức
        </Anchor>
      ),
    },
  ]
}

export const plannedColumns: readonly Column<PlannedRow>[] = [
  { header: 'Áp dụng từ', cell: ({ validFrom }) => formatDate(validFrom) },
  { header: 'Khoản thu', cell: ({ what }) => what },
  { header: 'Trước', cell: ({ before }) => before ?? 'Chưa có' },
  { header: 'Sau', cell: ({ after }) => after ?? 'Không thu nữa' },
  { header: 'Thủ tục', cell: ({ procedures }) => <Procedures procedures={procedures} /> },
]

function Procedures({ procedures }: Pick<RateRow, 'procedures'>) {
  return <Folded summary={`${procedures.length} thủ tục`} lines={procedures.map(nameOf)} />
}

/** Many lines behind a word or two, so that the rates stay in sight. */
function Folded({ summary, lines }: { summary: string; lines: readonly string[] }) {
  return (
    <details>
      <summary>{summary}</summary>
      <ul style={{ margin: 0, paddingInlineStart: '1.1rem' }}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  )
}

function nameOf({ name, code }: RateRow['procedures'][number]): string {
  return code ? `${name} (${code})` : name
}
