import { describe, expect, it } from 'vitest'
import { publicHolidays } from './holidays.ts'
import { isoWeekday } from './local-time.ts'
import { lunarToSolar } from './lunar.ts'
import { calendarDaySchema } from './working-calendar.ts'

const YEARS = [2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030]

function datesOff(year: number, from: string, to: string) {
  return publicHolidays(year)
    .filter((row) => row.kind === 'day_off' && row.date >= from && row.date <= to)
    .map((row) => row.date.slice(5))
}

describe('lunarToSolar', () => {
  it.each([
    [2021, '2021-02-12', '2021-04-21'],
    [2022, '2022-02-01', '2022-04-10'],
    [2023, '2023-01-22', '2023-04-29'],
    [2024, '2024-02-10', '2024-04-18'],
    [2025, '2025-01-29', '2025-04-07'],
    [2026, '2026-02-17', '2026-04-26'],
    [2027, '2027-02-06', '2027-04-16'],
    [2028, '2028-01-26', '2028-04-04'],
    [2029, '2029-02-13', '2029-04-23'],
    [2030, '2030-02-02', '2030-04-12'],
    // Known splits from the Chinese calendar: Tết 1985 a month earlier (leap month 2), Tết 2007 a day earlier.
    [1985, '1985-01-21', '1985-04-29'],
    [2007, '2007-02-17', '2007-04-26'],
  ])('knows Tết and Giỗ Tổ of %i', (year, tet, hungKings) => {
    expect(lunarToSolar({ year, month: 1, day: 1 })).toBe(tet)
    expect(lunarToSolar({ year, month: 3, day: 10 })).toBe(hungKings)
  })

  it('counts a leap month before the months after it', () => {
    // 2023 has a leap second month, 2025 a leap sixth; mid-autumn is the 15th of the eighth.
    expect(lunarToSolar({ year: 2023, month: 8, day: 15 })).toBe('2023-09-29')
    expect(lunarToSolar({ year: 2025, month: 8, day: 15 })).toBe('2025-10-06')
    expect(lunarToSolar({ year: 2025, month: 6, day: 1 })).toBe('2025-06-25')
    expect(lunarToSolar({ year: 2025, month: 12, day: 23 })).toBe('2026-02-10')
  })

  it('refuses days that do not exist', () => {
    expect(() => lunarToSolar({ year: 2024, month: 12, day: 30 })).toThrow(RangeError)
    expect(() => lunarToSolar({ year: 2024, month: 13, day: 1 })).toThrow(RangeError)
    expect(() => lunarToSolar({ year: 2024, month: 1, day: 1.5 })).toThrow(RangeError)
    expect(() => lunarToSolar({ year: -1, month: 1, day: 1 })).toThrow(RangeError)
  })
})

describe('publicHolidays', () => {
  it('gives the days off for Tết as they were announced, with the make-up days', () => {
    expect(datesOff(2021, '2021-02-01', '2021-03-01')).toEqual([
      ...['02-10', '02-11', '02-12', '02-13', '02-14', '02-15', '02-16'],
    ])
    expect(datesOff(2022, '2022-01-20', '2022-03-01')).toEqual(['01-31', '02-01', '02-02', '02-03', '02-04'])
    expect(datesOff(2023, '2023-01-10', '2023-03-01').at(-1)).toBe('01-26')
    expect(datesOff(2024, '2024-02-01', '2024-03-01').at(0)).toBe('02-08')
    expect(datesOff(2024, '2024-02-01', '2024-03-01').at(-1)).toBe('02-14')
    expect(datesOff(2025, '2025-01-20', '2025-03-01')).toEqual(['01-27', '01-28', '01-29', '01-30', '01-31'])
    expect(datesOff(2026, '2026-02-01', '2026-03-01')).toEqual(['02-16', '02-17', '02-18', '02-19', '02-20'])
  })

  it('moves holidays on a weekend to the next free working days', () => {
    expect(datesOff(2023, '2023-04-20', '2023-05-10')).toEqual(['04-29', '04-30', '05-01', '05-02', '05-03'])
    expect(datesOff(2022, '2022-04-01', '2022-04-20')).toEqual(['04-10', '04-11'])
    expect(datesOff(2026, '2026-04-20', '2026-04-29')).toEqual(['04-26', '04-27'])
    expect(datesOff(2022, '2022-01-01', '2022-01-10')).toEqual(['01-01', '01-03'])
    expect(datesOff(2023, '2023-08-20', '2023-09-10')).toEqual(['09-01', '09-02', '09-04'])
  })

  it('has the Day of Vietnamese Culture from 2026 on', () => {
    expect(datesOff(2025, '2025-11-01', '2025-11-30')).toEqual([])
    expect(datesOff(2026, '2026-11-01', '2026-11-30')).toEqual(['11-24'])
    expect(datesOff(2029, '2029-11-01', '2029-11-30')).toEqual(['11-24', '11-26'])
  })

  it.each(YEARS)('gives every holiday of %i a free weekday, once', (year) => {
    const rows = publicHolidays(year)
    const holidays = rows.filter((row) => row.kind === 'day_off' && !row.name.startsWith('Nghỉ'))
    expect(holidays).toHaveLength(year >= 2026 ? 12 : 11)
    const free = rows.filter(
      (row) => row.kind === 'day_off' && isoWeekday(row.date) < 6 && !row.name.startsWith('Nghỉ hoán đổi'),
    )
    expect(free).toHaveLength(year >= 2026 ? 12 : 11)
    expect(new Set(rows.map((row) => row.date)).size).toBe(rows.length)
    expect(
      rows.every((row) => calendarDaySchema.safeParse(row).success && row.date.startsWith(`${year}-`)),
    ).toBe(true)
  })

  it('names the lunar day and says how sure each row is', () => {
    const tet = publicHolidays(2025).filter((row) => row.name.startsWith('Tết Âm lịch'))
    expect(tet.map((row) => row.name)).toEqual([
      'Tết Âm lịch (28 tháng Chạp)',
      'Tết Âm lịch (29 tháng Chạp)',
      'Tết Âm lịch (mùng 1)',
      'Tết Âm lịch (mùng 2)',
      'Tết Âm lịch (mùng 3)',
    ])
    expect(tet.every((row) => row.confidence === 'announced')).toBe(true)
    const later = publicHolidays(2028)
    expect(later.find((row) => row.name.includes('mùng 1'))?.confidence).toBe('unconfirmed')
    expect(later.find((row) => row.date === '2028-05-01')?.confidence).toBe('law')
  })

  it('has the announced swaps as pairs', () => {
    const rows = publicHolidays(2025)
    expect(rows.find((row) => row.date === '2025-05-02')?.kind).toBe('day_off')
    expect(rows.find((row) => row.date === '2025-04-26')?.kind).toBe('extra_working_day')
  })

  it.each([2020, 2100, 2021.5, Number.NaN])('refuses the year %s', (year) => {
    expect(() => publicHolidays(year)).toThrow(RangeError)
  })
})
