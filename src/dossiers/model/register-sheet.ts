import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import type { Sheet, SheetCell, StyledCell } from '../../platform/spreadsheet.ts'
import { type RegisterEntry, type RegisterSection, registerCells } from './register.ts'

/** One volume with its rows. */
export interface SheetPart {
  section: RegisterSection
  entries: readonly RegisterEntry[]
}

const widths = [7, 28, 40, 9, 26, 38, 22, 12, 12, 12, 20, 20, 40]

const label = (value: string, more: StyledCell = {}): StyledCell => ({
  value,
  fontWeight: 'bold',
  align: 'center',
  alignVertical: 'center',
  wrap: true,
  borderStyle: 'thin',
  ...more,
})
const tall = (value: string) => label(value, { rowSpan: 2 })
const nothing = null

/** The register as sheets: the words of the cover, the grouped head, the numbers of the columns, then the rows. */
export function registerSheets(
  parts: readonly SheetPart[],
  head: { agency: string; unit: string; scope: string | null },
): Sheet[] {
  return parts.map(({ section, entries }) => {
    const { year, volume, form, from, to } = section
    const scope = head.scope ? ` (${head.scope})` : ''
    return {
      name: `${year} mẫu ${form.number}`,
      widths,
      stickyRows: 8,
      rows: [
        [{ value: head.agency.toUpperCase() }],
        [{ value: head.unit.toUpperCase(), fontWeight: 'bold' }],
        [{ value: form.title, fontWeight: 'bold', fontSize: 16 }],
        [{ value: `Năm ${year}, Quyển số ${volume}` }],
        [
          {
            value: `Từ ngày ${formatDate(from)} đến ngày ${formatDate(to)}${scope}. Mẫu số ${form.number}, ${form.legalBasis}`,
          },
        ],
        ...columnHeads(),
        ...entries.map((entry) => rowOf(entry, head.agency)),
      ],
    }
  })
}

function columnHeads(): SheetCell[][] {
  return [
    [
      ...['TT', 'Mã hồ sơ', 'Tên thủ tục hành chính', 'Số lượng hồ sơ (bộ)', 'Tên cá nhân, tổ chức'].map(
        tall,
      ),
      ...['Địa chỉ, số điện thoại', 'Cơ quan chủ trì giải quyết'].map(tall),
      label('Ngày, tháng, năm', { columnSpan: 2 }),
      nothing,
      label('Trả kết quả', { columnSpan: 3 }),
      nothing,
      nothing,
      tall('Ghi chú'),
    ],
    [
      ...Array.from({ length: 7 }, () => nothing),
      ...['Nhận hồ sơ', 'Hẹn trả kết quả', 'Ngày trả kết quả', 'Phương thức nhận kết quả', 'Ký nhận'].map(
        (words) => label(words),
      ),
      nothing,
    ],
    widths.map((_, index) => label(`(${index + 1})`, { fontStyle: 'italic' })),
  ]
}

/** Numbers and days as such, so that the sheet can be sorted and counted. */
function rowOf(entry: RegisterEntry, agency: string): SheetCell[] {
  const cells = registerCells(entry, agency).map((value): SheetCell => boxed({ value, wrap: true }))
  cells[0] = entry.entry === null ? boxed({ value: '–', align: 'center' }) : boxed({ value: entry.entry })
  cells[3] = boxed({ value: entry.setCount })
  cells[7] = dayCell(entry.receivedAt)
  cells[8] = entry.entry === null ? boxed({}) : dayCell(entry.promisedAt)
  cells[9] = entry.returnedAt ? dayCell(entry.returnedAt) : boxed({})
  return cells
}

const boxed = (cell: StyledCell): StyledCell => ({ alignVertical: 'top', borderStyle: 'thin', ...cell })

function dayCell(instant: Date): StyledCell {
  return boxed({ value: new Date(`${localDate(instant)}T00:00:00Z`), format: 'dd/mm/yyyy', align: 'center' })
}
