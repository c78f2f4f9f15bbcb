/**
 * The lunar calendar of Viet Nam (âm lịch), computed at UTC+7 by the rules Hồ Ngọc Đức published: a month begins on
 * the day of the new moon, month 11 holds the winter solstice, and when thirteen moons lie between two solstice months
 * the first one without a major solar term is the leap month. Moon and sun after Meeus, Astronomical Algorithms.
 * Calendars made for China differ: Tết 2030 is 02/02 in Viet Nam and 03/02 in China.
 */
import { dateOfDay, dayNumber, type LocalDate, UTC_OFFSET_MINUTES } from './local-time.ts'

/** Julian day of 00:00 UTC, 01/01/1970. */
const JULIAN_DAY_1970 = 2_440_587.5
const LOCAL_DAYS = UTC_OFFSET_MINUTES / (24 * 60)
const SYNODIC_MONTH = 29.530588853
/** Julian day of new moon number 0, in January 1900. */
const FIRST_NEW_MOON = 2_415_021.076998695
/** The sun's longitude in sectors of 30°: the winter solstice opens sector 9. */
const SOLSTICE_SECTOR = 9

/** A day in the Vietnamese lunar calendar; never one of a leap month, since no holiday falls in one. */
export type LunarDate = { year: number; month: number; day: number }

/**
 * The solar date of a lunar one, for example 10/3 of 2026 → '2026-04-26'.
 * Throws RangeError when the month has no such day, or outside 1900–2199, where the series is not checked.
 */
export function lunarToSolar({ year, month, day }: LunarDate): LocalDate {
  const isSane =
    [year, month, day].every(Number.isInteger) && year >= 1900 && year <= 2199 && month >= 1 && month <= 12
  if (!isSane) throw new RangeError('Ngày âm lịch không hợp lệ hoặc nằm ngoài các năm 1900–2199.')
  const moon = moonOfMonth(year, month)
  const first = newMoonDay(moon)
  if (day < 1 || day > newMoonDay(moon + 1) - first) {
    throw new RangeError(`Tháng ${month} âm lịch năm ${year} không có ngày ${day}.`)
  }
  return dateOfDay(first + day - 1)
}

/** Number of the new moon that begins a lunar month. */
function moonOfMonth(year: number, month: number): number {
  const solsticeYear = month >= 11 ? year : year - 1
  const start = solsticeMoon(solsticeYear)
  const monthsAfter = (month + 1) % 12
  const leap = solsticeMoon(solsticeYear + 1) - start === 13 ? leapMoonAfter(start) : Number.POSITIVE_INFINITY
  return start + monthsAfter + (start + monthsAfter >= leap ? 1 : 0)
}

/** Number of the new moon that begins month 11: the last one not after the winter solstice. */
function solsticeMoon(year: number): number {
  const newYearsEve = dayNumber(`${year}-12-31`)
  let moon = Math.ceil((newYearsEve + JULIAN_DAY_1970 - FIRST_NEW_MOON) / SYNODIC_MONTH) + 1
  while (newMoonDay(moon) > newYearsEve || sunSector(newMoonDay(moon)) >= SOLSTICE_SECTOR) moon -= 1
  return moon
}

/** The first moon after a solstice month in which the sun enters no new sector. */
function leapMoonAfter(start: number): number {
  let moon = start + 1
  while (sunSector(newMoonDay(moon)) !== sunSector(newMoonDay(moon + 1))) moon += 1
  return moon
}

/** Day number, in Viet Nam, of the k-th new moon since 1900. */
function newMoonDay(moon: number): number {
  return Math.floor(newMoonInstant(moon) - JULIAN_DAY_1970 + LOCAL_DAYS)
}

/** Sector (0–11) in which the sun stands at midnight, in Viet Nam, when the day begins. */
function sunSector(day: number): number {
  return Math.floor(sunLongitude(day + JULIAN_DAY_1970 - LOCAL_DAYS) / 30)
}

/** [degrees of correction, multiple of the sun's anomaly, of the moon's anomaly, of the moon's argument of latitude]. */
const NEW_MOON_TERMS: readonly (readonly [number, number, number, number])[] = [
  [0.0021, 2, 0, 0],
  [-0.4068, 0, 1, 0],
  [0.0161, 0, 2, 0],
  [-0.0004, 0, 3, 0],
  [0.0104, 0, 0, 2],
  [-0.0051, 1, 1, 0],
  [-0.0074, 1, -1, 0],
  [0.0004, 1, 0, 2],
  [-0.0004, -1, 0, 2],
  [-0.0006, 0, 1, 2],
  [0.001, 0, -1, 2],
  [0.0005, 1, 2, 0],
]

/** Julian day (universal time) of the k-th new moon. */
function newMoonInstant(k: number): number {
  const t = k / 1236.85
  const sun = 359.2242 + 29.10535608 * k - 0.0000333 * t ** 2 - 0.00000347 * t ** 3
  const moon = 306.0253 + 385.81691806 * k + 0.0107306 * t ** 2 + 0.00001236 * t ** 3
  const latitude = 21.2964 + 390.67050646 * k - 0.0016528 * t ** 2 - 0.00000239 * t ** 3
  const mean =
    2_415_020.75933 +
    29.53058868 * k +
    0.0001178 * t ** 2 -
    0.000000155 * t ** 3 +
    0.00033 * sine(166.56 + 132.87 * t - 0.009173 * t ** 2)
  const correction = NEW_MOON_TERMS.reduce(
    (sum, [size, suns, moons, latitudes]) =>
      sum + size * sine(suns * sun + moons * moon + latitudes * latitude),
    (0.1734 - 0.000393 * t) * sine(sun),
  )
  const dynamicalTime = -0.000278 + 0.000265 * t + 0.000262 * t ** 2
  return mean + correction - dynamicalTime
}

/** Longitude of the sun in degrees (0–360) at a Julian day. */
function sunLongitude(julianDay: number): number {
  const t = (julianDay - 2_451_545) / 36_525
  const anomaly = 357.5291 + 35_999.0503 * t - 0.0001559 * t ** 2 - 0.00000048 * t ** 3
  const mean = 280.46645 + 36_000.76983 * t + 0.0003032 * t ** 2
  const centre =
    (1.9146 - 0.004817 * t - 0.000014 * t ** 2) * sine(anomaly) +
    (0.019993 - 0.000101 * t) * sine(2 * anomaly) +
    0.00029 * sine(3 * anomaly)
  return (((mean + centre) % 360) + 360) % 360
}

function sine(degrees: number): number {
  return Math.sin((degrees * Math.PI) / 180)
}
