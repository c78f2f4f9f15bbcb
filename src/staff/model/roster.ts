import { addDays, type LocalDate } from '../../calendar/model/local-time.ts'
import { roleName } from '../model.ts'

/** Why somebody is away (nghỉ phép, công tác …). */
export const absenceKinds = {
  leave: 'Nghỉ phép',
  mission: 'Đi công tác',
  sick: 'Nghỉ ốm',
  training: 'Đi học, tập huấn',
  other: 'Lý do khác',
} as const

export type AbsenceKind = keyof typeof absenceKinds

/** Days, both included, on which nobody holds a needed role in a field; `until` null: for good. */
export interface CoverGap {
  role: string
  fieldCode: string
  fieldName: string
  from: LocalDate
  until: LocalDate | null
}

const lastDay: LocalDate = '9999-12-31'
const keyOf = (gap: CoverGap) => `${gap.role} ${gap.fieldCode}`

/** Gaps that touch become one, of the same role and field; by role, field and day. */
export function joinGaps(gaps: readonly CoverGap[]): CoverGap[] {
  const joined: CoverGap[] = []
  const ordered = gaps.toSorted(
    (a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0) || (a.from < b.from ? -1 : 1),
  )
  for (const gap of ordered) {
    const last = joined.at(-1)
    const touches =
      last !== undefined &&
      keyOf(last) === keyOf(gap) &&
      (last.until === null || gap.from <= addDays(last.until, 1))
    if (!touches) joined.push({ ...gap })
    else if (last.until !== null && (gap.until === null || gap.until > last.until)) last.until = gap.until
  }
  return joined
}

/** The days of `after` that were not open in `before`: what a change of the roster leaves open. Both are joined. */
export function newGaps(before: readonly CoverGap[], after: readonly CoverGap[]): CoverGap[] {
  return after.flatMap((gap) => {
    let open: CoverGap[] = [gap]
    for (const known of before)
      if (keyOf(known) === keyOf(gap)) open = open.flatMap((each) => cut(each, known))
    return open
  })
}

/** What is left of a gap when the days of another are taken out of it. */
function cut(gap: CoverGap, known: CoverGap): CoverGap[] {
  const end = gap.until ?? lastDay
  const knownEnd = known.until ?? lastDay
  if (known.from > end || knownEnd < gap.from) return [gap]
  const early = known.from > gap.from ? [{ ...gap, until: addDays(known.from, -1) }] : []
  const late = knownEnd < end ? [{ ...gap, from: addDays(knownEnd, 1) }] : []
  return [...early, ...late]
}

/** The gaps that are open on a day. */
export function gapsOn(gaps: readonly CoverGap[], day: LocalDate): CoverGap[] {
  return gaps.filter((gap) => gap.from <= day && (gap.until === null || gap.until >= day))
}

/**
 * One sentence per role and time: 'Từ 01/01/2027 không còn ai giữ vai trò … ở lĩnh vực: …; ….' At most so many fields
 * are named, the others counted.
 */
export function gapSentences(gaps: readonly CoverGap[], most = Number.POSITIVE_INFINITY): string[] {
  const groups = new Map<string, CoverGap[]>()
  for (const gap of gaps.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const key = `${gap.role} ${gap.from} ${gap.until}`
    groups.set(key, [...(groups.get(key) ?? []), gap])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const others = group.length > most ? `; và ${group.length - most} lĩnh vực khác` : ''
    const names = `${group
      .slice(0, most)
      .map((gap) => gap.fieldName)
      .join('; ')}${others}`
    return `${timeWords(first)} ai giữ vai trò ${roleName(first.role)} ở lĩnh vực: ${names}.`
  })
}

function timeWords({ from, until }: CoverGap): string {
  const day = (date: LocalDate) => date.split('-').reverse().join('/')
  if (until === null) return `Từ ${day(from)} không còn`
  return from === until ? `Ngày ${day(from)} không có` : `Từ ${day(from)} đến hết ${day(until)} không có`
}
