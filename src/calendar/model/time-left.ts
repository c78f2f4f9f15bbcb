/** How much working time is left, or over, and how to say it. Late (quá hạn) is computed, never stored. */
import { formatClock, formatShortMoment } from './clock-time.ts'
import { dayOf, localDate, localMinute, minuteOfDay } from './local-time.ts'
import { hoursOnDay, type WorkingCalendar } from './working-calendar.ts'
import { clipToHours, nextWorkingMoment, workingMinutesBetween } from './working-time.ts'

/**
 * `workingDays` whole working days plus `workingMinutes` more, left when not late and over when late; a whole day runs
 * from a clock time to the same one on a later working day. `totalMinutes` is the same span in working minutes.
 */
export type TimeLeft = {
  dueAt: Date
  isLate: boolean
  isDueToday: boolean
  workingDays: number
  workingMinutes: number
  totalMinutes: number
}

export type Urgency = 'on_time' | 'due_soon' | 'late'

/** One working day: from here on a dossier is due soon, and an apology would already be late in coming. */
export const DUE_SOON_MINUTES = 8 * 60

/** Working time between now and the due time; late from the minute after it. Throws RangeError over 100 years. */
export function timeLeft(calendar: WorkingCalendar, now: Date, due: Date): TimeLeft {
  const isLate = localMinute(now) > localMinute(due)
  const [from, to] = isLate ? [due, now] : [now, due]
  return {
    dueAt: due,
    isLate,
    isDueToday: localDate(now) === localDate(due),
    ...wholeDays(calendar, from, to),
    totalMinutes: workingMinutesBetween(calendar, from, to),
  }
}

/** `dueSoonMinutes`: working minutes under which a dossier is due soon; what is due today always is. */
export function urgency(left: TimeLeft, dueSoonMinutes: number = DUE_SOON_MINUTES): Urgency {
  if (left.isLate) return 'late'
  return left.isDueToday || left.totalMinutes <= dueSoonMinutes ? 'due_soon' : 'on_time'
}

/** 'còn 2 ngày 3 giờ làm việc', 'quá hạn 1 ngày 4 giờ làm việc', 'đến hạn hôm nay lúc 16:30'. */
export function describeTimeLeft(left: TimeLeft): string {
  const amount = describeAmount(left)
  if (left.isLate) return amount ? `quá hạn ${amount} làm việc` : 'vừa quá hạn'
  if (left.isDueToday) return `đến hạn hôm nay lúc ${formatClock(minuteOfDay(left.dueAt))}`
  return amount ? `còn ${amount} làm việc` : `đến hạn lúc ${formatShortMoment(left.dueAt)}`
}

function describeAmount({ workingDays, workingMinutes }: TimeLeft): string {
  const hours = Math.floor(workingMinutes / 60)
  const minutes = workingMinutes % 60
  const parts = [
    workingDays > 0 ? `${workingDays} ngày` : '',
    hours > 0 ? `${hours} giờ` : '',
    // Next to days, minutes would only be noise.
    workingDays === 0 && minutes > 0 ? `${minutes} phút` : '',
  ]
  return parts.filter(Boolean).join(' ')
}

function wholeDays(calendar: WorkingCalendar, from: Date, to: Date) {
  let reached = nextWorkingMoment(calendar, from)
  let workingDays = 0
  const clock = minuteOfDay(reached)
  for (let day = dayOf(reached) + 1; day <= dayOf(to); day++) {
    if (hoursOnDay(calendar, day).length === 0) continue
    const candidate = clipToHours(calendar, day, clock)
    if (candidate > to) break
    reached = candidate
    workingDays += 1
  }
  return { workingDays, workingMinutes: Math.max(0, workingMinutesBetween(calendar, reached, to)) }
}
