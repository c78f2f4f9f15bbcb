import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import type { Sheet, SheetHeadCell, SheetStyle, SheetValue } from '../../platform/spreadsheet.ts'
import { type RegisterEntry, type RegisterSection, registerCells } from './register.ts'

/** One volume with its rows. */
export interface SheetPart {
  section: RegisterSection
  entries: readonly RegisterEntry[]
}

const box: SheetStyle = { alignVertical: 'top', borderStyle: 'thin' }
const words: SheetStyle = { ...box, wrap: true }
const day: SheetStyle = { ...box, align: 'center' }
const columns = (
  [
    [7, box],
    [28, words],
    [40, words],
    [9, box],
    [26, words],
    [38, words],
    [22, words],
    [12, day],
    [12, day],
    [12, day],
    [20, words],
    [20, words],
    [40, words],
  ] as const
).map(([width, style]) => ({ width, style }))

const label = (value: string, more: SheetStyle = {}): SheetHeadCell => ({
  value,
  fontWeight: 'bold',
  align: 'center',
  alignVertical: 'center',
  wrap: true,
  borderStyle: 'thin',
  ...more,
})
const tall = (value: string) => label(value, { rowSpan: 2 })

/** The register as sheets: the words of the cover, the grouped head, the numbers of the columns, then the rows. */
export function registerSheets(
  parts: readonly SheetPart[],
  head: { agency: string; unit: string; scope: string | null },
): Sheet[] {
  return parts.map(({ section, entries }) => {
    const { year, volume, form, from, to } = section
    const scope = head.scope ? ` (${head.scope})` : ''
    const period = `Từ ngày ${formatDate(from)} đến ngày ${formatDate(to)}${scope}`
    return {
      name: `${year} mẫu ${form.number}`,
      columns,
      head: [
        [{ value: head.agency.toUpperCase() }],
        [{ value: head.unit.toUpperCase(), fontWeight: 'bold' }],
        [{ value: form.title, fontWeight: 'bold', fontSize: 16 }],
        [{ value: `Năm ${year}, Quyển số ${volume}` }],
        [{ value: `${period}. Mẫu số ${form.number}, ${form.legalBasis}` }],
        ...columnHeads(),
      ],
      body: entries.map((entry) => rowOf(entry, head.agency)),
    }
  })
}

function columnHeads(): SheetHeadCell[][] {
  const dates = ['Nhận hồ sơ', 'Hẹn trả kết quả', 'Ngày trả kết quả', 'Phương thức nhận kết quả', 'Ký nhận']
  return [
    [
      ...['TT', 'Mã hồ sơ', 'Tên thủ tục hành chính', 'Số lượng hồ sơ (bộ)', 'Tên cá nhân, tổ chức'].map(
        tall,
      ),
      ...['Địa chỉ, số điện thoại', 'Cơ quan chủ trì giải quyết'].map(tall),
      ...[label('Ngày, tháng, năm', { columnSpan: 2 }), null],
      ...[label('Trả kết quả', { columnSpan: 3 }), null, null],
      tall('Ghi chú'),
    ],
    [...Array.from({ length: 7 }, () => null), ...dates.map((each) => label(each)), null],
    columns.map((_, index) => label(`(${index + 1})`, { fontStyle: 'italic' })),
  ]
}

/** Numbers and days as such, so that the sheet can be sorted and counted. */
function rowOf(entry: RegisterEntry, agency: string): SheetValue[] {
  const cells: SheetValue[] = registerCells(entry, agency)
  cells[0] = entry.entry ?? '–'
  cells[3] = entry.setCount
  cells[7] = dayOf(entry.receivedAt)
  cells[8] = entry.entry === null ? null : dayOf(entry.promisedAt)
  cells[9] = entry.returnedAt && dayOf(entry.returnedAt)
  return cells
}

const dayOf = (instant: Date) => new Date(`${localDate(instant)}T00:00:00Z`)
