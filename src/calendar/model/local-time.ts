/**
 * Local time of Viet Nam. The office thinks in local dates ('YYYY-MM-DD') and minutes of the day; the computer in
 * instants (`Date`). Viet Nam has kept UTC+7 without summer time since 1975, so that a fixed offset is exact.
 * Every rule of this slice works in whole minutes, as printed on the receipt; seconds are dropped.
 */
import { z } from 'zod'

/** A day on the wall calendar in Viet Nam, 'YYYY-MM-DD', years 0001–9999. */
export type LocalDate = string

export const UTC_OFFSET_MINUTES = 7 * 60
export const MINUTES_PER_DAY = 24 * 60

const MS_PER_MINUTE = 60_000
const MS_PER_DAY = MINUTES_PER_DAY * MS_PER_MINUTE
const FIRST_MINUTE = (Date.parse('0001-01-01T00:00:00Z') / MS_PER_DAY) * MINUTES_PER_DAY
const LAST_MINUTE = (Date.parse('9999-12-31T00:00:00Z') / MS_PER_DAY) * MINUTES_PER_DAY + MINUTES_PER_DAY - 1

/** Days since 01/01/1970. Throws RangeError when the text is not a real date of the years 0001–9999. */
export function dayNumber(date: LocalDate): number {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  const day = milliseconds / MS_PER_DAY
  if (Number.isNaN(day) || dateOfDay(day) !== date) {
    throw new RangeError(`Ngày "${date}" không có trên lịch; hãy nhập ngày từ năm 1 đến năm 9999.`)
  }
  return day
}

/** The date of a day number. Throws RangeError outside the years 0001–9999. */
export function dateOfDay(day: number): LocalDate {
  checkMinute(day * MINUTES_PER_DAY)
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10)
}

/** Whole minutes since 00:00 of 01/01/1970 in Viet Nam. Throws RangeError for an invalid or unreasonable instant. */
export function localMinute(instant: Date): number {
  return checkMinute(Math.floor(instant.getTime() / MS_PER_MINUTE) + UTC_OFFSET_MINUTES)
}

/** The instant of a local minute; the inverse of `localMinute`. */
export function instantOfMinute(minute: number): Date {
  return new Date((checkMinute(minute) - UTC_OFFSET_MINUTES) * MS_PER_MINUTE)
}

/** The instant of a date and a minute of that day (0–1439). */
export function instantAt(date: LocalDate, minuteOfTheDay: number): Date {
  return instantOfMinute(dayNumber(date) * MINUTES_PER_DAY + minuteOfTheDay)
}

/** The day number in Viet Nam at this instant. */
export function dayOf(instant: Date): number {
  return Math.floor(localMinute(instant) / MINUTES_PER_DAY)
}

/** The date in Viet Nam at this instant. */
export function localDate(instant: Date): LocalDate {
  return dateOfDay(dayOf(instant))
}

/** Minutes since midnight in Viet Nam (0–1439). */
export function minuteOfDay(instant: Date): number {
  return localMinute(instant) - dayOf(instant) * MINUTES_PER_DAY
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDay(dayNumber(date) + days)
}

/** 1 (Monday) to 7 (Sunday), as ISO 8601. */
export function isoWeekday(date: LocalDate): number {
  return weekdayOfDay(dayNumber(date))
}

/** The ISO weekday of a day number; 01/01/1970 was a Thursday. */
export function weekdayOfDay(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** A date typed or stored by an office; refuses 30/02, 1 BC and the year 10000. */
export const localDateSchema = z
  .string()
  .refine(isLocalDate, {
    error: 'Ngày không có trên lịch; hãy nhập theo dạng năm-tháng-ngày, ví dụ 2026-02-17.',
  })
  .meta({ format: 'date', example: '2026-02-17' })

function isLocalDate(text: string): boolean {
  try {
    dayNumber(text)
    return true
  } catch {
    return false
  }
}

function checkMinute(minute: number): number {
  if (minute >= FIRST_MINUTE && minute <= LAST_MINUTE) return minute
  throw new RangeError('Thời điểm không hợp lệ hoặc nằm ngoài khoảng từ năm 1 đến năm 9999.')
}
