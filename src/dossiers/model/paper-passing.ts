import {
  addDays,
  instantAt,
  type LocalDate,
  localDate,
  minuteOfDay,
} from '../../calendar/model/local-time.ts'
import { hoursOn, isWorkingDay, type WorkingCalendar } from '../../calendar/model/working-calendar.ts'

/** "Đầu giờ": by the end of the first hour of work. The decree says no more; this is how we read it. */
const firstHour = 60
/** No office rests longer than this. */
const longestRest = 60

/**
 * Which paper dossiers should have been passed on by now: those received before the instant that comes back. Paper
 * passes on the same working day; what came after the cut-off (15:00) at the start of the next one (NĐ 61/2018/NĐ-CP,
 * Điều 18). `cutoff` is in minutes of the day.
 */
export function receivedBeforeToPass(
  calendar: WorkingCalendar,
  { now, cutoff }: { now: Date; cutoff: number },
): Date {
  const today = localDate(now)
  const [first, last] = [hoursOn(calendar, today)[0], hoursOn(calendar, today).at(-1)]
  if (!first || !last || minuteOfDay(now) < first.from + firstHour) {
    return instantAt(workingDayBefore(calendar, today), cutoff)
  }
  return minuteOfDay(now) < last.to ? instantAt(today, 0) : instantAt(today, cutoff)
}

function workingDayBefore(calendar: WorkingCalendar, date: LocalDate): LocalDate {
  for (let back = 1; back < longestRest; back += 1) {
    const day = addDays(date, -back)
    if (isWorkingDay(calendar, day)) return day
  }
  return addDays(date, -longestRest)
}
