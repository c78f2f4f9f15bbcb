import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { someCalendar, someDate, someInstant } from './factory.ts'
import { addDays, instantAt, localDate, minuteOfDay } from './local-time.ts'
import {
  assembleCalendar,
  DEFAULT_HOURS,
  hoursOn,
  isWorkingDay,
  reasonOff,
  type WorkingCalendar,
  workingCalendarSchema,
} from './working-calendar.ts'
import { addWorkingMinutes, nextWorkingMoment, workingMinutesBetween } from './working-time.ts'

const office = assembleCalendar(
  [DEFAULT_HOURS],
  [
    { date: '2026-04-27', kind: 'day_off', name: 'Nghỉ bù Giỗ Tổ Hùng Vương' },
    { date: '2026-04-25', kind: 'extra_working_day', name: 'Làm bù' },
  ],
)
const empty: WorkingCalendar = {
  hours: [{ ...DEFAULT_HOURS, week: [[], [], [], [], [], [], []] }],
  daysOff: {},
  extraWorkingDays: {},
}
const someMinutes = fc.nat({ max: 3000 })

/** The obvious model: look at every minute of the clock. */
function isWorkingMinute(calendar: WorkingCalendar, instant: Date): boolean {
  const minute = minuteOfDay(instant)
  return hoursOn(calendar, localDate(instant)).some(
    (interval) => interval.from <= minute && minute < interval.to,
  )
}

function tick(instant: Date): Date {
  return new Date(instant.getTime() + 60_000)
}

describe('hours of a date', () => {
  it('follow holidays, days worked in exchange and the weekday', () => {
    expect(isWorkingDay(office, '2026-04-24')).toBe(true)
    expect(hoursOn(office, '2026-04-25')).toEqual(hoursOn(office, '2026-04-24'))
    expect(reasonOff(office, '2026-04-26')).toBe('Ngày nghỉ hằng tuần (Chủ nhật)')
    expect(reasonOff(office, '2026-04-27')).toBe('Nghỉ bù Giỗ Tổ Hùng Vương')
    expect(reasonOff(office, '2026-04-28')).toBeUndefined()
  })

  it('change with the season on the day the new hours begin', () => {
    const summer = { validFrom: '2026-05-01', week: DEFAULT_HOURS.week.map((day) => day.slice(0, 1)) }
    const calendar = { ...office, hours: [summer, DEFAULT_HOURS] }
    expect(hoursOn(calendar, '2026-04-30')).toHaveLength(2)
    expect(hoursOn(calendar, '2026-05-01')).toHaveLength(1)
    expect(hoursOn(calendar, '2019-01-02')).toHaveLength(2)
  })

  it('are refused when they overlap, run backwards or are missing altogether', () => {
    const withMonday = (...monday: { from: number; to: number }[]) => ({
      ...office,
      hours: [{ validFrom: '2026-01-01', week: [monday, [], [], [], [], [], []] }],
    })
    expect(workingCalendarSchema.safeParse(office).success).toBe(true)
    expect(
      workingCalendarSchema.safeParse(withMonday({ from: 420, to: 690 }, { from: 600, to: 700 })).success,
    ).toBe(false)
    expect(workingCalendarSchema.safeParse(withMonday({ from: 690, to: 420 })).success).toBe(false)
    expect(workingCalendarSchema.safeParse(withMonday({ from: 420, to: 1440 })).success).toBe(false)
    expect(workingCalendarSchema.safeParse(empty).success).toBe(false)
    expect(workingCalendarSchema.safeParse({ ...office, hours: [] }).success).toBe(false)
    expect(workingCalendarSchema.safeParse({ ...office, daysOff: { '2026-02-30': 'Lễ' } }).success).toBe(
      false,
    )
    expect(workingCalendarSchema.safeParse({ ...office, daysOff: { '2026-02-28': ' ' } }).success).toBe(false)
  })
})

describe('working minutes', () => {
  it('skip lunch, nights and days off', () => {
    const friday = instantAt('2026-04-24', 11 * 60)
    expect(addWorkingMinutes(office, friday, 30)).toEqual(instantAt('2026-04-24', 11 * 60 + 30))
    expect(addWorkingMinutes(office, friday, 31)).toEqual(instantAt('2026-04-24', 13 * 60 + 31))
    // 240 minutes of Friday, 480 of the Saturday worked in exchange, then Tuesday: Monday is off.
    expect(addWorkingMinutes(office, friday, 240 + 480 + 1)).toEqual(instantAt('2026-04-28', 7 * 60 + 1))
    expect(workingMinutesBetween(office, friday, instantAt('2026-04-28', 7 * 60 + 1))).toBe(721)
    expect(workingMinutesBetween(office, instantAt('2026-04-28', 7 * 60 + 1), friday)).toBe(-721)
  })

  it('begin at the next opening for what comes out of hours', () => {
    const moment = (date: string, minute: number) => nextWorkingMoment(office, instantAt(date, minute))
    expect(moment('2026-04-28', 6 * 60)).toEqual(instantAt('2026-04-28', 7 * 60))
    expect(moment('2026-04-28', 12 * 60)).toEqual(instantAt('2026-04-28', 13 * 60 + 30))
    expect(moment('2026-04-28', 17 * 60)).toEqual(instantAt('2026-04-28', 17 * 60))
    expect(moment('2026-04-28', 17 * 60 + 1)).toEqual(instantAt('2026-04-29', 7 * 60))
    expect(moment('2026-04-26', 9 * 60)).toEqual(instantAt('2026-04-28', 7 * 60))
  })

  it('span years', () => {
    const from = instantAt('2026-01-01', 420)
    const minutes = 20 * 250 * 480
    expect(workingMinutesBetween(office, from, addWorkingMinutes(office, from, minutes))).toBe(minutes)
  })

  it('refuse a calendar without hours, a senseless amount, a senseless time', () => {
    const now = instantAt('2026-04-24', 600)
    expect(() => nextWorkingMoment(empty, now)).toThrow(/chưa có giờ làm việc/)
    expect(() => addWorkingMinutes(empty, now, 1)).toThrow(/chưa có giờ làm việc/)
    expect(() => addWorkingMinutes({ ...empty, hours: [] }, now, 1)).toThrow(RangeError)
    expect(() => addWorkingMinutes(office, now, -1)).toThrow(RangeError)
    expect(() => addWorkingMinutes(office, now, 0.5)).toThrow(RangeError)
    expect(() => addWorkingMinutes(office, now, 1e9)).toThrow(/100 năm/)
    expect(() => workingMinutesBetween(office, now, instantAt('2999-01-01', 0))).toThrow(RangeError)
    expect(() => addWorkingMinutes(office, new Date(Number.NaN), 1)).toThrow(RangeError)
    expect(() => nextWorkingMoment(office, new Date('-000001-01-01T00:00:00Z'))).toThrow(RangeError)
  })

  it('add up over splits', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, someMinutes, someMinutes, (calendar, from, a, b) => {
        const inTwo = addWorkingMinutes(calendar, addWorkingMinutes(calendar, from, a), b)
        expect(addWorkingMinutes(calendar, from, a + b)).toEqual(inTwo)
      }),
      { numRuns: 200 },
    )
  })

  it('are counted back exactly, and additively', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, someInstant, someMinutes, (calendar, from, other, minutes) => {
        const end = addWorkingMinutes(calendar, from, minutes)
        expect(workingMinutesBetween(calendar, from, end)).toBe(minutes)
        const viaOther =
          workingMinutesBetween(calendar, from, other) + workingMinutesBetween(calendar, other, end)
        expect(viaOther).toBe(minutes)
      }),
      { numRuns: 200 },
    )
  })

  it('agree with looking at every minute', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, fc.nat({ max: 700 }), (calendar, from, minutes) => {
        let clock = from
        for (let worked = 0; worked < minutes; clock = tick(clock)) {
          if (isWorkingMinute(calendar, clock)) worked += 1
        }
        expect(addWorkingMinutes(calendar, from, minutes)).toEqual(clock)
      }),
      { numRuns: 100 },
    )
  })

  it('never end on a day off', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, someDate, (calendar, from, date) => {
        const moment = nextWorkingMoment(calendar, from)
        expect(isWorkingDay(calendar, localDate(moment))).toBe(true)
        expect(moment >= from).toBe(true)
        expect(workingMinutesBetween(calendar, from, moment)).toBe(0)
        const withHoliday = { ...calendar, daysOff: { ...calendar.daysOff, [date]: 'Lễ' } }
        expect(nextWorkingMoment(withHoliday, from) >= moment).toBe(true)
        expect(isWorkingDay(withHoliday, addDays(date, 0))).toBe(false)
      }),
      { numRuns: 200 },
    )
  })
})
