/** Counting working minutes (thời gian làm việc) between instants. Days without hours cost one lookup each. */
import { dateOfDay, dayOf, instantOfMinute, localMinute, MINUTES_PER_DAY } from './local-time.ts'
import { hoursOnDay, type WorkingCalendar, type WorkingInterval } from './working-calendar.ts'

/** A century: no deadline is longer, and a calendar with nothing in it must not be searched for ever. */
const MAX_SPAN_DAYS = 36_525

/**
 * Working minutes from one instant to the other; negative when `to` lies before `from`.
 * Throws RangeError for a span over 100 years.
 */
export function workingMinutesBetween(calendar: WorkingCalendar, from: Date, to: Date): number {
  const start = localMinute(from)
  const end = localMinute(to)
  if (end < start) return -workingMinutesBetween(calendar, to, from)
  if (dayOf(to) - dayOf(from) > MAX_SPAN_DAYS) throw spanTooLong()
  let total = 0
  for (let day = dayOf(from); day <= dayOf(to); day++) {
    for (const interval of intervalsOf(calendar, day)) {
      total += Math.max(0, Math.min(interval.to, end) - Math.max(interval.from, start))
    }
  }
  return total
}

/**
 * The first instant by which `minutes` of work have passed since `from`; `from` itself (seconds dropped) for 0.
 * It may be a closing time, never the opening that follows it. Throws RangeError when minutes is not a whole number
 * ≥ 0, when the calendar has no working hours, or when the result lies more than 100 years away.
 */
export function addWorkingMinutes(calendar: WorkingCalendar, from: Date, minutes: number): Date {
  if (!Number.isInteger(minutes) || minutes < 0) {
    throw new RangeError('Thời gian làm việc cộng thêm phải là số phút nguyên, không âm.')
  }
  const start = localMinute(from)
  if (minutes === 0) return instantOfMinute(start)
  let left = minutes
  for (const interval of intervalsFrom(calendar, dayOf(from))) {
    const begin = Math.max(interval.from, start)
    const available = Math.max(0, interval.to - begin)
    if (left <= available) return instantOfMinute(begin + left)
    left -= available
  }
  throw spanTooLong()
}

/**
 * The instant itself when the office is at work (closing minutes included), else the next opening: a dossier handed in
 * after closing time counts from the next working day, one handed in at lunch from the afternoon.
 * Throws RangeError when the calendar has no working hours.
 */
export function nextWorkingMoment(calendar: WorkingCalendar, instant: Date): Date {
  const minute = localMinute(instant)
  for (const interval of intervalsFrom(calendar, dayOf(instant))) {
    if (minute <= interval.to) return instantOfMinute(Math.max(minute, interval.from))
  }
  throw spanTooLong()
}

/**
 * The n-th working day after a day (both are day numbers); for n = 0 the day itself when it is a working day, else the
 * next one. Throws RangeError when the calendar has no working hours.
 */
export function workingDayAfter(calendar: WorkingCalendar, day: number, count: number): number {
  let left = count
  for (let candidate = count === 0 ? day : day + 1; candidate <= day + MAX_SPAN_DAYS; candidate++) {
    const isWorking = hoursOnDay(calendar, candidate).length > 0
    if (isWorking) left -= 1
    if (isWorking && left <= 0) return candidate
  }
  throw noHours(calendar) ?? spanTooLong()
}

/**
 * A clock time brought into the office hours of a working day: before opening → opening, lunch → afternoon opening,
 * after closing → closing. Throws RangeError on a day off.
 */
export function clipToHours(calendar: WorkingCalendar, day: number, minuteOfTheDay: number): Date {
  const wanted = day * MINUTES_PER_DAY + minuteOfTheDay
  let closing: number | undefined
  for (const interval of intervalsOf(calendar, day)) {
    if (wanted <= interval.to) return instantOfMinute(Math.max(wanted, interval.from))
    closing = interval.to
  }
  if (closing === undefined) throw new RangeError(`Ngày ${dateOfDay(day)} không phải là ngày làm việc.`)
  return instantOfMinute(closing)
}

/** Closing time of a working day. Throws RangeError on a day off. */
export function closingOf(calendar: WorkingCalendar, day: number): Date {
  return clipToHours(calendar, day, MINUTES_PER_DAY - 1)
}

/** The stretches of work of a day, as local minutes since 1970. */
function intervalsOf(calendar: WorkingCalendar, day: number): WorkingInterval[] {
  const midnight = day * MINUTES_PER_DAY
  return hoursOnDay(calendar, day).map(({ from, to }) => ({
    from: midnight + from,
    to: midnight + to,
  }))
}

/** All stretches of work from a day on, for a century. */
function* intervalsFrom(calendar: WorkingCalendar, firstDay: number): Generator<WorkingInterval> {
  let found = false
  for (let day = firstDay; day <= firstDay + MAX_SPAN_DAYS; day++) {
    for (const interval of intervalsOf(calendar, day)) {
      found = true
      yield interval
    }
  }
  if (!found) throw noHours(calendar) ?? spanTooLong()
}

function noHours(calendar: WorkingCalendar): RangeError | undefined {
  const hasAny = calendar.hours.some((version) => version.week.some((day) => day.length > 0))
  if (hasAny) return undefined
  return new RangeError('Lịch làm việc chưa có giờ làm việc nào; hãy khai báo giờ làm việc của cơ quan.')
}

function spanTooLong(): RangeError {
  return new RangeError(
    'Không tìm thấy giờ làm việc phù hợp trong vòng 100 năm; hãy kiểm tra lịch và thời hạn.',
  )
}
