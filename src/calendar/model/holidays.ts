/** The public holidays of a year (ngày nghỉ lễ, tết), as default rows which an office stores and then edits. */
import {
  COMPENSATION_BASIS,
  type Confidence,
  FIRST_YEAR,
  FIXED_HOLIDAYS,
  HUNG_KINGS_DAY,
  LAST_YEAR,
  NATIONAL_DAY_SECOND,
  SWAP_BASIS,
  SWAPS,
  TET,
} from './holiday-rules.ts'
import { addDays, isoWeekday, type LocalDate } from './local-time.ts'
import { lunarToSolar } from './lunar.ts'
import type { CalendarDay } from './working-calendar.ts'

/** A day off or a day worked in exchange, with the law behind it and how sure it is. */
export type HolidayRow = CalendarDay & { legalBasis: string; confidence: Confidence }

/**
 * All rows of a year, by date: holidays (also those on a weekend), the days that make up for them, and the announced
 * swaps. Computed for a rest on Saturday and Sunday. Throws RangeError outside 2021–2099.
 */
export function publicHolidays(year: number): HolidayRow[] {
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR) {
    throw new RangeError(`Chỉ lập được lịch nghỉ lễ cho các năm ${FIRST_YEAR}–${LAST_YEAR}.`)
  }
  const holidays = [
    ...fixedHolidays(year),
    ...tetHolidays(year),
    hungKingsDay(year),
    nationalDaySecond(year),
  ].toSorted(byDate)
  return [...holidays, ...compensations(holidays), ...swaps(year)].toSorted(byDate)
}

function fixedHolidays(year: number): HolidayRow[] {
  return FIXED_HOLIDAYS.map((rule) => ({ ...rule, date: `${year}-${rule.monthDay}` }))
    .filter((rule) => rule.date >= rule.validFrom)
    .map(({ date, name, legalBasis }) => ({ date, kind: 'day_off', name, legalBasis, confidence: 'law' }))
}

function tetHolidays(year: number): HolidayRow[] {
  const first = lunarToSolar({ year, month: 1, day: 1 })
  const announced = TET.announcedDaysBefore[year]
  const before = announced ?? TET.usualDaysBefore[isoWeekday(first) - 1] ?? 2
  return Array.from({ length: TET.days }, (_, index) => {
    const offset = index - before
    return {
      date: addDays(first, offset),
      kind: 'day_off',
      name: `${TET.name} (${lunarDayName(year, offset)})`,
      legalBasis: TET.legalBasis,
      confidence: announced === undefined ? 'unconfirmed' : 'announced',
    }
  })
}

/** 0 → 'mùng 1'; -1 → '29 tháng Chạp' or '30 tháng Chạp', as the month has it. */
function lunarDayName(year: number, offset: number): string {
  if (offset >= 0) return `mùng ${offset + 1}`
  const wanted = addDays(lunarToSolar({ year, month: 1, day: 1 }), offset)
  const lastMonth = lunarToSolar({ year: year - 1, month: 12, day: 1 })
  let day = 1
  while (addDays(lastMonth, day - 1) < wanted) day += 1
  return `${day} tháng Chạp`
}

function hungKingsDay(year: number): HolidayRow {
  const { month, day, name, legalBasis } = HUNG_KINGS_DAY
  return {
    date: lunarToSolar({ year, month, day }),
    kind: 'day_off',
    name,
    legalBasis,
    confidence: 'computed',
  }
}

function nationalDaySecond(year: number): HolidayRow {
  const announced = NATIONAL_DAY_SECOND.announced[year]
  const usual = NATIONAL_DAY_SECOND.usual[isoWeekday(`${year}-09-02`) - 1]
  return {
    date: `${year}-${announced ?? usual}`,
    kind: 'day_off',
    name: NATIONAL_DAY_SECOND.name,
    legalBasis: NATIONAL_DAY_SECOND.legalBasis,
    confidence: announced === undefined ? 'unconfirmed' : 'announced',
  }
}

/** A holiday on Saturday or Sunday is made up for on the next working day that is not taken yet. */
function compensations(holidays: readonly HolidayRow[]): HolidayRow[] {
  const taken = new Set(holidays.map((row) => row.date))
  return holidays
    .filter((row) => isWeekend(row.date))
    .map((row) => {
      let date = row.date
      while (isWeekend(date) || taken.has(date)) date = addDays(date, 1)
      taken.add(date)
      return { ...row, date, name: `Nghỉ bù ${row.name}`, legalBasis: COMPENSATION_BASIS }
    })
}

function swaps(year: number): HolidayRow[] {
  return SWAPS.filter((swap) => swap.dayOff.startsWith(`${year}-`)).flatMap(
    ({ dayOff, worked, occasion, confidence }) => [
      {
        date: dayOff,
        kind: 'day_off',
        name: `Nghỉ hoán đổi ${occasion}`,
        legalBasis: SWAP_BASIS,
        confidence,
      },
      {
        date: worked,
        kind: 'extra_working_day',
        name: `Làm bù ${occasion}`,
        legalBasis: SWAP_BASIS,
        confidence,
      },
    ],
  )
}

function isWeekend(date: LocalDate): boolean {
  return isoWeekday(date) >= 6
}

function byDate(one: HolidayRow, other: HolidayRow): number {
  if (one.date === other.date) return 0
  return one.date < other.date ? -1 : 1
}
