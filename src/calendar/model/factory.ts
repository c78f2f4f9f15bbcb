/** Random calendars, moments and limits for the property tests. */
import fc from 'fast-check'
import type { TimeLimit } from './due-date.ts'
import { addDays, instantAt, type LocalDate } from './local-time.ts'
import type { WeeklyHours, WorkingCalendar, WorkingInterval } from './working-calendar.ts'

const START = '2026-01-01'
const DAYS = 120

const SHAPES: WorkingInterval[][] = [
  [],
  [{ from: 7 * 60, to: 11 * 60 + 30 }],
  [
    { from: 450, to: 690 },
    { from: 810, to: 1020 },
  ],
  [
    { from: 420, to: 690 },
    { from: 690, to: 780 },
    { from: 810, to: 1439 },
  ],
  [{ from: 0, to: 1 }],
]

export const someDate: fc.Arbitrary<LocalDate> = fc.nat({ max: DAYS }).map((days) => addDays(START, days))

export const someInstant: fc.Arbitrary<Date> = fc
  .tuple(someDate, fc.nat({ max: 1439 }))
  .map(([date, minute]) => instantAt(date, minute))

/** Seven shapes, with ordinary hours on one weekday at least, so that no count takes a century. */
const someWeek = fc
  .tuple(fc.array(fc.constantFrom(...SHAPES), { minLength: 7, maxLength: 7 }), fc.nat({ max: 6 }))
  .map(([week, sure]) => week.map((day, index) => (index === sure ? (SHAPES[2] ?? []) : day)))

const someHours: fc.Arbitrary<WeeklyHours[]> = fc
  .tuple(someWeek, someWeek, someDate)
  .map(([winter, summer, from]) => [
    { validFrom: from, week: summer },
    { validFrom: '2025-01-01', week: winter },
  ])

const someDays = fc
  .array(someDate, { maxLength: 25 })
  .map((dates) => Object.fromEntries(dates.map((d) => [d, 'Lễ'])))

export const someCalendar: fc.Arbitrary<WorkingCalendar> = fc.record({
  hours: someHours,
  daysOff: someDays,
  extraWorkingDays: someDays,
})

export const someLimit: fc.Arbitrary<TimeLimit> = fc.oneof(
  fc.record({ amount: fc.integer({ min: 1, max: 60 }), unit: fc.constantFrom('hour', 'working_day', 'day') }),
  fc.constant({ amount: 0, unit: 'same_day' } as const),
)

export const somePauses = fc.array(
  fc
    .tuple(someInstant, someInstant)
    .map(([one, other]) => (one < other ? { from: one, to: other } : { from: other, to: one })),
  { maxLength: 3 },
)
