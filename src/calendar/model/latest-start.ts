/** Counting working time backwards: from when on something can no longer be done in time. */
import { dayOf, instantOfMinute, localMinute, MINUTES_PER_DAY } from './local-time.ts'
import { hoursOnDay, type WorkingCalendar } from './working-calendar.ts'

/** As far back as a warning can lie: a century, as everywhere in counting. */
const maxSpanDays = 36_525

/**
 * The last instant from which `minutes` of work still lie before `until`; `until` itself for 0. With 60 minutes and
 * until 13:40 (lunch from 11:30 to 13:30) it is 10:40. Throws RangeError for a number below 0, or a calendar that has
 * not so many working minutes.
 */
export function latestStart(calendar: WorkingCalendar, until: Date, minutes: number): Date {
  if (!Number.isInteger(minutes) || minutes < 0) {
    throw new RangeError('Thời gian làm việc trừ lùi phải là số phút nguyên, không âm.')
  }
  const end = localMinute(until)
  if (minutes === 0) return instantOfMinute(end)
  let left = minutes
  for (let day = dayOf(until); day > dayOf(until) - maxSpanDays; day--) {
    const midnight = day * MINUTES_PER_DAY
    for (const interval of hoursOnDay(calendar, day).toReversed()) {
      const close = Math.min(midnight + interval.to, end)
      const available = Math.max(0, close - (midnight + interval.from))
      if (left <= available) return instantOfMinute(close - left)
      left -= available
    }
  }
  throw new RangeError(
    'Lịch làm việc không đủ giờ làm việc để tính lùi; hãy khai báo giờ làm việc của cơ quan.',
  )
}
