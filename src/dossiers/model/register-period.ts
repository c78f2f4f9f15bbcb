import { addDays, type LocalDate } from '../../calendar/model/local-time.ts'

/** Periods that an officer asks the register for. */
export const periodKinds = {
  thang: 'Tháng này',
  quy: 'Quý này',
  nam: 'Năm nay',
  khac: 'Từ ngày đến ngày',
} as const
export type PeriodKind = keyof typeof periodKinds

/** First and last day of the calendar month, quarter or year in which `today` lies. */
export function periodAround(
  kind: Exclude<PeriodKind, 'khac'>,
  today: LocalDate,
): { from: LocalDate; to: LocalDate } {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  const firstMonth = { thang: month, quy: month - ((month - 1) % 3), nam: 1 }[kind]
  const months = { thang: 1, quy: 3, nam: 12 }[kind]
  return { from: firstDay(year, firstMonth), to: addDays(firstDay(year, firstMonth + months), -1) }
}

function firstDay(year: number, month: number): LocalDate {
  const [inYear, inMonth] = month > 12 ? [year + 1, month - 12] : [year, month]
  return `${String(inYear).padStart(4, '0')}-${String(inMonth).padStart(2, '0')}-01`
}
