/** Clock times and dates in words, as official papers print them. */
import { z } from 'zod'
import { isoWeekday, type LocalDate, localDate, MINUTES_PER_DAY, minuteOfDay } from './local-time.ts'

/** A clock time '07:30'; '24:00' and '7h30' are refused. */
export const clockTimeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'Hãy nhập giờ theo dạng 07:30.' })
  .meta({ example: '07:30' })

/** '07:30' → 450 minutes of the day. Throws RangeError when it is not a clock time. */
export function parseClock(text: string): number {
  if (!clockTimeSchema.safeParse(text).success)
    throw new RangeError(`"${text}" không phải là giờ dạng 07:30.`)
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
}

/** 450 → '07:30'. Throws RangeError outside 0–1439. */
export function formatClock(minute: number): string {
  if (!Number.isInteger(minute) || minute < 0 || minute >= MINUTES_PER_DAY) {
    throw new RangeError('Số phút trong ngày phải từ 0 đến 1439.')
  }
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`
}

/** '2026-01-05' → '05/01/2026'. */
export function formatDate(date: LocalDate): string {
  return date.split('-').reverse().join('/')
}

/** '14:05 ngày 05/01/2026', for lists and messages. */
export function formatShortMoment(instant: Date): string {
  return `${formatClock(minuteOfDay(instant))} ngày ${formatDate(localDate(instant))}`
}

/**
 * 'ngày 05 tháng 01 năm 2026'. Days below 10 and months 1 and 2 take a leading zero, months 3 to 9 do not
 * (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 4).
 */
export function formatLongDate(date: LocalDate): string {
  const [year, month, day] = date.split('-')
  const monthText = Number(month) < 3 ? month : String(Number(month))
  return `ngày ${day} tháng ${monthText} năm ${year}`
}

/** '14 giờ 05 phút, ngày 05 tháng 01 năm 2026', as on the receipt and the control sheet. */
export function formatLongMoment(instant: Date): string {
  const minute = minuteOfDay(instant)
  const clock = `${twoDigits(Math.floor(minute / 60))} giờ ${twoDigits(minute % 60)} phút`
  return `${clock}, ${formatLongDate(localDate(instant))}`
}

/** 'Thứ Hai' … 'Chủ nhật'. */
export function weekdayName(date: LocalDate): string {
  const names = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật']
  return names[isoWeekday(date) - 1] ?? ''
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
