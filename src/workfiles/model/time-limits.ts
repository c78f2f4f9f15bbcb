import { addDays, dayNumber, type LocalDate } from '../../calendar/model/local-time.ts'
import type { WorkFileRules } from './rules.ts'

export const workFileKinds = { work: 'Hồ sơ công việc', construction: 'Hồ sơ công trình xây dựng' } as const
export type WorkFileKind = keyof typeof workFileKinds

/** What the time of a file depends on. */
export interface TimedFile {
  kind: WorkFileKind
  /** Null as long as the work goes on. */
  endedOn: LocalDate | null
  retentionCode: string | null
  /** Null with a code: for ever. */
  retentionYears: number | null
  heldUntil: LocalDate | null
}

/** The same day so many months on; the last of the month where it has no such day. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year = 1, month = 1, day = 1] = date.split('-').map(Number)
  const index = year * 12 + (month - 1) + months
  const first = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`
  const next = index + 1
  const following = `${String(Math.floor(next / 12)).padStart(4, '0')}-${String((next % 12) + 1).padStart(2, '0')}-01`
  const days = dayNumber(following) - dayNumber(first)
  return addDays(first, Math.min(day, days) - 1)
}

/** Whether a file must go to the archive of the office (Điều 30: those kept five years or longer). */
export function mustBeHandedOver(file: TimedFile, rules: WorkFileRules): boolean {
  if (file.retentionCode === null) return false
  return file.retentionYears === null || file.retentionYears >= rules.handOverFromYears
}

/** Last day for the hand-over, holding back counted in; null where the work goes on or none is due. */
export function handOverDueOn(file: TimedFile, rules: WorkFileRules): LocalDate | null {
  if (file.endedOn === null || !mustBeHandedOver(file, rules)) return null
  const months = file.kind === 'construction' ? rules.constructionMonths : rules.handOverMonths
  const due = addMonths(file.endedOn, months)
  return file.heldUntil !== null && file.heldUntil > due ? file.heldUntil : due
}

/** Latest day until which a file may be held back: counted from the day on which it was due without that. */
export function latestHoldOf(file: TimedFile, rules: WorkFileRules): LocalDate | null {
  const due = handOverDueOn({ ...file, heldUntil: null }, rules)
  return due === null ? null : addMonths(due, rules.mostHeldMonths)
}

/** First day on which the retention is over: counted from the year after that in which the work ended. Null: never. */
export function expiresOn(file: TimedFile): LocalDate | null {
  if (file.endedOn === null || file.retentionCode === null || file.retentionYears === null) return null
  const year = Number(file.endedOn.slice(0, 4)) + 1 + file.retentionYears
  return `${String(year).padStart(4, '0')}-01-01`
}

/** Whether a file may be proposed for destruction: its work and its retention are over and nobody has locked it. */
export function mayBeDestroyed(
  file: TimedFile & { state: string; frozen: boolean },
  today: LocalDate,
): boolean {
  const over = expiresOn(file)
  return (
    over !== null &&
    over <= today &&
    !file.frozen &&
    (file.state === 'closed' || file.state === 'handed_over')
  )
}
