import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { addDays, dayOf, localDate, localMinute, MINUTES_PER_DAY } from '../../calendar/model/local-time.ts'
import { hoursOnDay, reasonOff, type WorkingCalendar } from '../../calendar/model/working-calendar.ts'
import { addWorkingMinutes, closingOf, nextWorkingMoment } from '../../calendar/model/working-time.ts'

/** A new date further away than this is a slip of the keyboard (days). */
const farthest = 366

/**
 * What is wrong with a new date, for the officer; null when it can be promised: later than now and than the date
 * promised so far, in office hours of a working day.
 */
export function newDateProblem(
  calendar: WorkingCalendar,
  wanted: { now: Date; dueAt: Date; newDueAt: Date },
): string | null {
  const { now, dueAt, newDueAt } = wanted
  const day = localDate(newDueAt)
  if (localMinute(newDueAt) <= localMinute(now)) return 'Ngày hẹn mới phải sau lúc này.'
  if (localMinute(newDueAt) <= localMinute(dueAt)) {
    return `Ngày hẹn mới phải sau ngày đã hẹn (${formatShortMoment(dueAt)}).`
  }
  if (day > addDays(localDate(now), farthest)) return 'Ngày hẹn mới xa quá một năm. Hãy kiểm tra lại năm.'
  const off = reasonOff(calendar, day)
  if (off) return `Ngày ${formatDate(day)} cơ quan không làm việc (${off}). Hãy chọn ngày làm việc khác.`
  const minute = localMinute(newDueAt) - dayOf(newDueAt) * MINUTES_PER_DAY
  const hours = hoursOnDay(calendar, dayOf(newDueAt))
  if (!hours.some(({ from, to }) => from <= minute && minute <= to)) {
    return 'Giờ hẹn mới ngoài giờ làm việc. Hãy chọn giờ trong giờ làm việc của ngày đó.'
  }
  return null
}

/** What is still to be done: the minutes of the process for the current step and those after it. */
export function minutesToDo(steps: readonly { ordinal: number; minutes: number }[], step: number): number {
  return steps.filter((each) => each.ordinal >= step).reduce((sum, each) => sum + each.minutes, 0)
}

/**
 * A new date to propose: time for all that is still to be done, from now or the date promised so far, whichever is
 * later, and the end of that day or of the next working day at the least. Throws RangeError without working hours.
 */
export function proposeNewDate(
  calendar: WorkingCalendar,
  facts: { now: Date; dueAt: Date; minutesToDo: number },
): Date {
  const from = nextWorkingMoment(calendar, new Date(Math.max(facts.now.getTime(), facts.dueAt.getTime())))
  const done = addWorkingMinutes(calendar, from, facts.minutesToDo)
  const closing = closingOf(calendar, dayOf(nextWorkingMoment(calendar, done)))
  if (closing > from) return closing
  return closingOf(calendar, dayOf(nextWorkingMoment(calendar, new Date(closing.getTime() + 60_000))))
}
