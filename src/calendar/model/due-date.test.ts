import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CountingRule,
  countingRuleOn,
  DEFAULT_COUNTING_RULES,
  dueAt,
  type TimeLimit,
  timeLimitSchema,
} from './due-date.ts'
import { someCalendar, someDate, someInstant, someLimit, somePauses } from './factory.ts'
import { publicHolidays } from './holidays.ts'
import { addDays, instantAt, localDate, localMinute, minuteOfDay } from './local-time.ts'
import { extendForPauses } from './pauses.ts'
import {
  assembleCalendar,
  DEFAULT_HOURS,
  hoursOn,
  isWorkingDay,
  type WorkingCalendar,
} from './working-calendar.ts'
import { workingMinutesBetween } from './working-time.ts'

const office = assembleCalendar([DEFAULT_HOURS], [...publicHolidays(2021), ...publicHolidays(2026)])
const closingRules: CountingRule[] = [
  { validFrom: '2021-01-01', sameDayCutoff: '15:00', promisedTime: 'closing' },
]

function due(date: string, minute: number, limit: TimeLimit) {
  return dueAt(office, { receivedAt: instantAt(date, minute), limit })
}

describe('dueAt', () => {
  it('counts ten working days from Monday 31/05/2021 to Monday 14/06/2021', () => {
    const trace = due('2021-05-31', 9 * 60, { amount: 10, unit: 'working_day' })
    expect(trace.dueAt).toEqual(instantAt('2021-06-14', 9 * 60))
    expect(trace.daysSkipped.map((day) => day.date)).toEqual([
      '2021-06-05',
      '2021-06-06',
      '2021-06-12',
      '2021-06-13',
    ])
  })

  it('passes over Giỗ Tổ, its make-up day, 30/4 and 01/5, and says so', () => {
    const trace = due('2026-04-24', 10 * 60, { amount: 3, unit: 'working_day' })
    expect(trace.dueAt).toEqual(instantAt('2026-05-04', 10 * 60))
    expect(trace.daysSkipped).toContainEqual({ date: '2026-04-27', reason: 'Nghỉ bù Giỗ Tổ Hùng Vương' })
    expect(trace.daysSkipped).toContainEqual({ date: '2026-04-25', reason: 'Ngày nghỉ hằng tuần (Thứ Bảy)' })
    expect(trace.daysSkipped).toHaveLength(7)
  })

  it('counts calendar days and rolls the end off a weekend', () => {
    const trace = due('2026-06-04', 16 * 60, { amount: 30, unit: 'day' })
    expect(trace.dueAt).toEqual(instantAt('2026-07-06', 16 * 60))
    expect(trace.daysSkipped.map((day) => day.date)).toEqual(['2026-07-04', '2026-07-05'])
  })

  it('counts hours inside office hours', () => {
    expect(due('2026-06-04', 10 * 60, { amount: 8, unit: 'hour' }).dueAt).toEqual(
      instantAt('2026-06-05', 10 * 60),
    )
    expect(due('2026-06-05', 16 * 60, { amount: 4, unit: 'hour' }).dueAt).toEqual(
      instantAt('2026-06-08', 10 * 60),
    )
  })

  it('counts what came out of hours from the next opening', () => {
    const trace = due('2026-06-05', 17 * 60 + 1, { amount: 1, unit: 'working_day' })
    expect(trace.countedFrom).toEqual(instantAt('2026-06-08', 7 * 60))
    expect(trace.dueAt).toEqual(instantAt('2026-06-09', 7 * 60))
    expect(trace.daysSkipped.map((day) => day.date)).toEqual(['2026-06-06', '2026-06-07'])
    const atLunch = due('2026-06-04', 12 * 60, { amount: 1, unit: 'working_day' })
    expect(atLunch.dueAt).toEqual(instantAt('2026-06-05', 13 * 60 + 30))
  })

  it('keeps same-day results on the day until 15:00 and moves later ones to the next working day', () => {
    const sameDay = { amount: 0, unit: 'same_day' } as const
    expect(due('2026-06-05', 15 * 60, sameDay).dueAt).toEqual(instantAt('2026-06-05', 17 * 60))
    expect(due('2026-06-05', 15 * 60 + 1, sameDay).dueAt).toEqual(instantAt('2026-06-08', 17 * 60))
    expect(due('2026-06-05', 18 * 60, sameDay).dueAt).toEqual(instantAt('2026-06-08', 17 * 60))
  })

  it('takes the rule in force on the day of reception', () => {
    const rules: CountingRule[] = [
      { validFrom: '2026-06-01', sameDayCutoff: '11:00', promisedTime: 'closing' },
      ...DEFAULT_COUNTING_RULES,
    ]
    const receivedAt = instantAt('2026-06-04', 11 * 60 + 1)
    expect(dueAt(office, { receivedAt, limit: { amount: 1, unit: 'same_day' } }, rules).dueAt).toEqual(
      instantAt('2026-06-05', 17 * 60),
    )
    expect(dueAt(office, { receivedAt, limit: { amount: 1, unit: 'working_day' } }, rules).dueAt).toEqual(
      instantAt('2026-06-05', 17 * 60),
    )
    expect(countingRuleOn(rules, '2026-05-31').sameDayCutoff).toBe('15:00')
    expect(() => countingRuleOn([], '2026-05-31')).toThrow(RangeError)
  })

  it('adds the working time of pauses, overlapping ones once', () => {
    const receivedAt = instantAt('2026-06-04', 10 * 60)
    const pauses = [
      { from: instantAt('2026-06-05', 9 * 60), to: instantAt('2026-06-08', 9 * 60) },
      { from: instantAt('2026-06-05', 16 * 60), to: instantAt('2026-06-08', 8 * 60) },
      { from: instantAt('2026-06-09', 12 * 60), to: instantAt('2026-06-09', 13 * 60) },
    ]
    const trace = dueAt(office, { receivedAt, limit: { amount: 5, unit: 'working_day' }, pauses })
    expect(trace.pausedMinutes).toBe(480)
    expect(trace.dueBeforePauses).toEqual(instantAt('2026-06-11', 10 * 60))
    expect(trace.dueAt).toEqual(instantAt('2026-06-12', 10 * 60))
    expect(dueAt(office, trace)).toEqual(trace)
    const calendarDays = dueAt(office, { receivedAt, limit: { amount: 8, unit: 'day' }, pauses })
    expect(calendarDays.dueAt).toEqual(instantAt('2026-06-15', 10 * 60))
  })

  it.each([
    { amount: 0, unit: 'working_day' },
    { amount: -1, unit: 'day' },
    { amount: 1.5, unit: 'hour' },
    { amount: Number.NaN, unit: 'day' },
    { amount: 2, unit: 'same_day' },
  ] as const)('refuses the limit %o', (limit) => {
    expect(() => due('2026-06-04', 600, limit)).toThrow(RangeError)
    expect(timeLimitSchema.safeParse(limit).success).toBe(false)
  })

  it('refuses impossible times, pauses and calendars', () => {
    const limit = { amount: 1, unit: 'day' } as const
    const receivedAt = instantAt('2026-06-04', 600)
    const backwards = [{ from: receivedAt, to: instantAt('2026-06-03', 600) }]
    expect(() => dueAt(office, { receivedAt: new Date(Number.NaN), limit })).toThrow(RangeError)
    expect(() => dueAt(office, { receivedAt: new Date('-000001-06-01T00:00:00Z'), limit })).toThrow(
      RangeError,
    )
    expect(() => dueAt(office, { receivedAt: new Date('+010000-06-01T00:00:00Z'), limit })).toThrow(
      RangeError,
    )
    expect(() => dueAt(office, { receivedAt, limit, pauses: backwards })).toThrow(RangeError)
    expect(() => dueAt({ ...office, hours: [] }, { receivedAt, limit })).toThrow(/chưa có giờ làm việc/)
  })
})

/** The obvious model, day by day, for limits in days. */
function slowDueDate(calendar: WorkingCalendar, countedFrom: Date, limit: TimeLimit): string {
  let date = localDate(countedFrom)
  let left = limit.amount
  while (left > 0) {
    date = addDays(date, 1)
    if (limit.unit === 'day' || isWorkingDay(calendar, date)) left -= 1
  }
  while (!isWorkingDay(calendar, date)) date = addDays(date, 1)
  return date
}

describe('dueAt, always', () => {
  it('is in office hours and never before reception', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, someLimit, somePauses, (calendar, receivedAt, limit, pauses) => {
        const trace = dueAt(calendar, { receivedAt, limit, pauses })
        const minute = minuteOfDay(trace.dueAt)
        const hours = hoursOn(calendar, localDate(trace.dueAt))
        expect(hours.some((interval) => interval.from <= minute && minute <= interval.to)).toBe(true)
        expect(trace.dueAt >= trace.countedFrom && trace.countedFrom >= receivedAt).toBe(true)
        expect(trace.daysSkipped.every((day) => !isWorkingDay(calendar, day.date))).toBe(true)
        expect(new Set(trace.daysSkipped.map((day) => day.date)).size).toBe(trace.daysSkipped.length)
        expect(dueAt(calendar, trace)).toEqual(trace)
      }),
      { numRuns: 300 },
    )
  })

  it('is never brought forward by a pause', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, someLimit, somePauses, (calendar, receivedAt, limit, pauses) => {
        const without = dueAt(calendar, { receivedAt, limit, pauses: pauses.slice(1) }).dueAt
        const extended = dueAt(calendar, { receivedAt, limit, pauses })
        expect(extended.dueAt >= without).toBe(true)
        expect(extendForPauses(calendar, extended.dueBeforePauses, pauses)).toEqual(extended.dueAt)
        const gained = workingMinutesBetween(calendar, extended.dueBeforePauses, extended.dueAt)
        expect(gained).toBe(extended.pausedMinutes)
      }),
      { numRuns: 200 },
    )
  })

  // A limit in calendar days that ends on a weekend is rolled with its clock time (Thursday 16:00 and Friday 08:00 may
  // both roll to Monday), so that at the clock of reception only its date is monotone; at closing time all of it is.
  it('is never earlier for a later reception', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, someInstant, someLimit, (calendar, one, other, limit) => {
        const [earlier, later] = one < other ? [one, other] : [other, one]
        const first = dueAt(calendar, { receivedAt: earlier, limit }).dueAt
        const second = dueAt(calendar, { receivedAt: later, limit }).dueAt
        expect(localDate(second) >= localDate(first)).toBe(true)
        if (limit.unit !== 'day') expect(second >= first).toBe(true)
        const firstClosing = dueAt(calendar, { receivedAt: earlier, limit }, closingRules).dueAt
        expect(dueAt(calendar, { receivedAt: later, limit }, closingRules).dueAt >= firstClosing).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('is never earlier for one holiday more', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, someLimit, someDate, (calendar, receivedAt, limit, date) => {
        const withHoliday = { ...calendar, daysOff: { ...calendar.daysOff, [date]: 'Nghỉ thêm' } }
        const before = dueAt(calendar, { receivedAt, limit }).dueAt
        const after = dueAt(withHoliday, { receivedAt, limit }).dueAt
        expect(localDate(after) >= localDate(before)).toBe(true)
        if (limit.unit !== 'day') expect(after >= before).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('agrees with counting day by day on the fingers', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, someLimit, (calendar, receivedAt, limit) => {
        const trace = dueAt(calendar, { receivedAt, limit })
        if (limit.unit === 'hour') {
          expect(workingMinutesBetween(calendar, trace.countedFrom, trace.dueAt)).toBe(limit.amount * 60)
        } else if (limit.unit !== 'same_day') {
          expect(localDate(trace.dueAt)).toBe(slowDueDate(calendar, trace.countedFrom, limit))
        }
        expect(localMinute(trace.dueAt)).toBeGreaterThanOrEqual(localMinute(receivedAt))
      }),
      { numRuns: 200 },
    )
  })
})
