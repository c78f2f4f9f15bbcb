/** When the office works (lịch làm việc): weekly hours by validity date, days off, days worked in exchange. */
import { z } from 'zod'
import { weekdayName } from './clock-time.ts'
import {
  dateOfDay,
  dayNumber,
  type LocalDate,
  localDateSchema,
  MINUTES_PER_DAY,
  weekdayOfDay,
} from './local-time.ts'

/**
 * One stretch of work, minutes of the day, `from` < `to`. It ends before midnight so that its last minute still
 * belongs to the same day.
 */
export const workingIntervalSchema = z
  .object({
    from: z
      .int()
      .min(0)
      .max(MINUTES_PER_DAY - 2),
    to: z
      .int()
      .min(1)
      .max(MINUTES_PER_DAY - 1),
  })
  .refine((interval) => interval.from < interval.to, { error: 'Giờ bắt đầu phải trước giờ kết thúc.' })
export type WorkingInterval = z.infer<typeof workingIntervalSchema>

const daySchema = z
  .array(workingIntervalSchema)
  .max(6)
  .refine(isInOrder, { error: 'Các buổi làm việc trong ngày phải theo thứ tự và không được trùng nhau.' })

/** Hours of one week from a date on; `week` holds seven days, Monday first; an empty day is the weekly rest. */
export const weeklyHoursSchema = z.object({ validFrom: localDateSchema, week: z.array(daySchema).length(7) })
export type WeeklyHours = z.infer<typeof weeklyHoursSchema>

const nameSchema = z.string().trim().min(1, { error: 'Hãy ghi tên ngày nghỉ hoặc ngày làm bù.' }).max(200)

/**
 * `hours`: versions by date (summer and winter hours). `daysOff` and `extraWorkingDays`: date → name, shown to people
 * as the reason. A date in both is off.
 */
export const workingCalendarSchema = z.object({
  hours: z
    .array(weeklyHoursSchema)
    .refine(hasHours, { error: 'Lịch phải có ít nhất một buổi làm việc trong tuần.' })
    .refine(hasDistinctStarts, { error: 'Hai khung giờ không được có cùng ngày bắt đầu áp dụng.' }),
  daysOff: z.record(localDateSchema, nameSchema),
  extraWorkingDays: z.record(localDateSchema, nameSchema),
})
export type WorkingCalendar = z.infer<typeof workingCalendarSchema>

/** `day_off`: nghỉ lễ, nghỉ bù, nghỉ hoán đổi. `extra_working_day`: ngày làm bù. */
export const calendarDaySchema = z.object({
  date: localDateSchema,
  kind: z.enum(['day_off', 'extra_working_day']),
  name: nameSchema,
})
export type CalendarDay = z.infer<typeof calendarDaySchema>

/** 40 hours a week, 07:00–11:30 and 13:30–17:00 from Monday to Friday: the usual hours, for an office to edit. */
export const DEFAULT_HOURS: WeeklyHours = {
  validFrom: '2021-01-01',
  week: Array.from({ length: 7 }, (_, index) =>
    index < 5
      ? [
          { from: 7 * 60, to: 11 * 60 + 30 },
          { from: 13 * 60 + 30, to: 17 * 60 },
        ]
      : [],
  ),
}

const NO_HOURS: readonly WorkingInterval[] = []

/** The calendar of an office from its stored hours and stored days. */
export function assembleCalendar(hours: WeeklyHours[], days: readonly CalendarDay[]): WorkingCalendar {
  const named = (kind: CalendarDay['kind']) =>
    Object.fromEntries(days.filter((day) => day.kind === kind).map((day) => [day.date, day.name]))
  return { hours, daysOff: named('day_off'), extraWorkingDays: named('extra_working_day') }
}

/**
 * The stretches of work of a date, in order; none on a day off. A day worked in exchange has the hours of the fullest
 * day of its week, since it replaces a weekday. Throws RangeError for a date that does not exist.
 */
export function hoursOn(calendar: WorkingCalendar, date: LocalDate): readonly WorkingInterval[] {
  return hoursOnDay(calendar, dayNumber(date))
}

/** The same for a day number; what long counts use, since it parses no text. */
export function hoursOnDay(calendar: WorkingCalendar, day: number): readonly WorkingInterval[] {
  const date = dateOfDay(day)
  if (calendar.daysOff[date] !== undefined) return NO_HOURS
  const week = weekOn(calendar, date)
  if (calendar.extraWorkingDays[date] !== undefined) return fullestDay(week)
  return week[weekdayOfDay(day) - 1] ?? NO_HOURS
}

export function isWorkingDay(calendar: WorkingCalendar, date: LocalDate): boolean {
  return hoursOn(calendar, date).length > 0
}

/** Why nobody works on that date, in words for the officer; undefined on a working day. */
export function reasonOff(calendar: WorkingCalendar, date: LocalDate): string | undefined {
  if (isWorkingDay(calendar, date)) return undefined
  return calendar.daysOff[date] ?? `Ngày nghỉ hằng tuần (${weekdayName(date)})`
}

/** The version in force; before the first one begins, the first applies: an office always has hours. */
function weekOn(calendar: WorkingCalendar, date: LocalDate): WeeklyHours['week'] {
  let chosen = calendar.hours[0]
  for (const version of calendar.hours) {
    if (chosen && isNearer(version.validFrom, chosen.validFrom, date)) chosen = version
  }
  return chosen?.week ?? []
}

/** Whether a start rather than another one decides about a date: the last one begun, else the first to begin. */
function isNearer(start: LocalDate, other: LocalDate, date: LocalDate): boolean {
  if (start <= date) return other > date || start > other
  return other > date && start < other
}

function fullestDay(week: WeeklyHours['week']): readonly WorkingInterval[] {
  return week.reduce<readonly WorkingInterval[]>(
    (fullest, day) => (minutesOfWork(day) > minutesOfWork(fullest) ? day : fullest),
    NO_HOURS,
  )
}

function minutesOfWork(day: readonly WorkingInterval[]): number {
  return day.reduce((sum, interval) => sum + interval.to - interval.from, 0)
}

function isInOrder(day: readonly WorkingInterval[]): boolean {
  return day.every((interval, index) => index === 0 || (day[index - 1]?.to ?? 0) <= interval.from)
}

function hasHours(hours: readonly WeeklyHours[]): boolean {
  return hours.length > 0 && hours.every((version) => version.week.some((day) => day.length > 0))
}

function hasDistinctStarts(hours: readonly WeeklyHours[]): boolean {
  return new Set(hours.map((version) => version.validFrom)).size === hours.length
}
