import { z } from 'zod'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import type { OfficialDocument } from '../../platform/official-document.ts'
import { type Actor, defineQuery, type Reader } from '../../platform/operations.ts'
import type { Sheet } from '../../platform/spreadsheet.ts'
import { type RegisterColumn, registerSheet } from '../../records/model/register-table.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { exportColumnNames, exportColumns, usualColumns } from '../model/export-columns.ts'
import { type SearchFilter, searchFilter } from '../model/search-filter.ts'
import { searchEverything } from './search-everything.ts'
import type { FoundItem } from './show-places.ts'

/** Rows of a list; who needs more narrows what is asked. */
const mostRows = 500
/** Looks of the search that are put together: one may find little and still say that there is more. */
const mostPages = 60

/**
 * Kết quả tìm kiếm as a list to be kept or printed, with the columns that were chosen: the same that the page shows, found by
 * the same rights. Every paper of it says from where, when and by whom it was made (Phụ lục VI). Fails with invalid_input.
 */
export const exportFound = defineQuery({
  name: 'search.export',
  title: 'Xuất kết quả tìm kiếm',
  audience: 'staff',
  input: searchFilter.extend({
    columns: z
      .preprocess(
        (given) => (typeof given === 'string' ? [given] : given),
        z.array(z.enum(exportColumnNames)).min(1, 'Hãy chọn ít nhất một cột.'),
      )
      .default([...usualColumns]),
  }),
  output: z.object({
    fileName: z.string(),
    rows: z.int(),
    paper: z.custom<OfficialDocument>(),
    sheet: z.custom<Sheet>(),
  }),
  async run(reader, actor, { columns, ...filter }) {
    const [{ items, isAll }, office] = await Promise.all([
      collect(reader, actor, filter),
      officeFacts(reader.db, actor.officeId),
    ])
    const chosen = exportColumnNames
      .filter((name) => columns.includes(name))
      .map((name) => exportColumns[name])
    const rows = items.map((item, index) => [String(index + 1), ...chosen.map(({ cell }) => cell(item))])
    const today = localDate(reader.now)
    const made = {
      title: 'KẾT QUẢ TÌM KIẾM',
      subject: filter.q ? `Câu tìm: ${filter.q}` : 'Theo bộ lọc đã chọn',
      note: `In từ phần mềm Một Cửa lúc ${formatShortMoment(reader.now)}; người in: ${actor.name}. ${
        isAll
          ? `Có ${rows.length} kết quả.`
          : `${rows.length} kết quả mới nhất; còn kết quả khác, hãy lọc thêm.`
      }`,
      columns: [
        { label: 'STT', share: 5, align: 'center' as const },
        ...chosen.map(({ label, share }) => ({ label, share })),
      ],
      rows,
      agency: office.name,
    }
    const period = { from: filter.from ?? items.at(-1)?.on ?? today, to: filter.to ?? today }
    return {
      fileName: `ket-qua-tim-kiem-${today}`,
      rows: rows.length,
      paper: paperOf(made),
      sheet: registerSheet({ ...made, ...period, basis: made.note }, 'Kết quả tìm kiếm'),
    }
  },
})

async function collect(reader: Reader, actor: Actor, filter: SearchFilter) {
  if (Object.keys(filter).length === 0)
    throw new AppError('invalid_input', { fields: { q: 'Hãy gõ hoặc lọc điều cần tìm rồi xuất.' } })
  const found = new Map<string, FoundItem>()
  let cursor: string | undefined
  for (let page = 0; page < mostPages && found.size < mostRows; page += 1) {
    const { exact, items, next } = await searchEverything.run(reader, actor, { ...filter, cursor })
    for (const item of [...exact, ...items]) found.set(item.id, item)
    if (next === null) return { items: [...found.values()].slice(0, mostRows), isAll: found.size <= mostRows }
    cursor = next
  }
  return { items: [...found.values()].slice(0, mostRows), isAll: false }
}

interface List {
  title: string
  subject: string
  note: string
  columns: readonly RegisterColumn[]
  rows: string[][]
  agency: string
}

function paperOf({ title, subject, note, columns, rows, agency }: List): OfficialDocument {
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  return {
    title: `${title} - ${subject}`,
    draft: null,
    agency,
    symbol: '',
    place: '',
    sections: [
      {
        landscape: true,
        blocks: [
          { kind: 'title', name: title, subject, note },
          {
            kind: 'table',
            columns: columns.map(({ label, share, align }) => ({
              header: label,
              share: share / whole,
              centred: align === 'center',
            })),
            rows,
          },
        ],
      },
    ],
  }
}
