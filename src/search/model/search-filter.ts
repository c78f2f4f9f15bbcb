import { z } from 'zod'
import { addDays, instantAt, type LocalDate } from '../../calendar/model/local-time.ts'
import { longestTyped } from '../../platform/typed-words.ts'
import { searchKindNames } from './kinds.ts'

const day = z.iso.date('Ngày không hợp lệ; hãy nhập ngày/tháng/năm.')

/** What is typed and chosen on the page of search; everything together must hold. */
export const searchFilter = z.strictObject({
  /** Words, phrases in quotes, `-word`, `begin*`, a number or symbol, a day or month. */
  q: z
    .string()
    .max(longestTyped, `Câu tìm dài quá ${longestTyped} ký tự. Hãy chỉ giữ vài từ đặc trưng nhất.`)
    .optional(),
  kind: z.enum(searchKindNames).optional(),
  /** Whether the office still has to do something about it. */
  state: z.enum(['open', 'done']).optional(),
  staffId: z.uuid().optional(),
  unitId: z.uuid().optional(),
  field: z.string().max(200).optional(),
  from: day.optional(),
  to: day.optional(),
  /** By date, the newest first, or by how well it fits among the newest of each kind. */
  sort: z.enum(['date', 'best']).optional(),
})
export type SearchFilter = z.output<typeof searchFilter>

/** Days from the first to the last, both included; null is without an end. */
export interface Period {
  from: LocalDate | null
  to: LocalDate | null
}

/** The moments of several periods that must all hold; the later one is no longer in them. */
export function momentsOf(...periods: readonly (Period | null)[]): { from: Date | null; until: Date | null } {
  const starts = periods.flatMap((period) => period?.from ?? []).toSorted()
  const ends = periods.flatMap((period) => period?.to ?? []).toSorted()
  const [start, end] = [starts.at(-1), ends[0]]
  return {
    from: start === undefined ? null : instantAt(start, 0),
    until: end === undefined ? null : instantAt(addDays(end, 1), 0),
  }
}
