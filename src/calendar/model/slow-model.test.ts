import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_COUNTING_RULES, type DueRequest, dueAt } from './due-date.ts'
import { someCalendar, someDate, someInstant, someLimit, somePauses } from './factory.ts'
import { latestStart } from './latest-start.ts'
import {
  addDays,
  dateOfDay,
  dayOf,
  instantAt,
  instantOfMinute,
  localMinute,
  weekdayOfDay,
} from './local-time.ts'
import type { Pause } from './pauses.ts'
import { recountDue } from './recount.ts'
import { assembleCalendar, DEFAULT_HOURS, type WorkingCalendar } from './working-calendar.ts'
import { addWorkingMinutes, workingMinutesBetween } from './working-time.ts'

/**
 * The slow, obvious clock: a wall of minutes, each worked or not, walked one by one. It shares nothing with the rules
 * but the numbering of days and minutes.
 */
function slowClock(calendar: WorkingCalendar) {
  const days = new Map<number, boolean[]>()
  function minutesOf(day: number): boolean[] {
    const known = days.get(day)
    if (known) return known
    const date = dateOfDay(day)
    const begun = calendar.hours.filter((set) => set.validFrom <= date)
    const candidates = (begun.length > 0 ? begun : calendar.hours).map((set) => set.validFrom).toSorted()
    const start = begun.length > 0 ? candidates.at(-1) : candidates[0]
    const week = calendar.hours.find((set) => set.validFrom === start)?.week ?? []
    const worked = Array.from({ length: 1440 }, () => false)
    const length = (shape: { from: number; to: number }[]) =>
      shape.reduce((sum, { from, to }) => sum + to - from, 0)
    const fullest = week.toSorted((a, b) => length(b) - length(a))[0] ?? []
    const shape =
      date in calendar.daysOff
        ? []
        : date in calendar.extraWorkingDays
          ? fullest
          : (week[weekdayOfDay(day) - 1] ?? [])
    for (const { from, to } of shape) for (let minute = from; minute < to; minute++) worked[minute] = true
    days.set(day, worked)
    return worked
  }
  const isWorked = (minute: number) => minutesOf(Math.floor(minute / 1440))[minute % 1440] === true
  /** The closing minute still belongs to the office hours. */
  const isOpen = (minute: number) => isWorked(minute) || isWorked(minute - 1)
  const isWorkingDay = (day: number) => minutesOf(day).some(Boolean)
  function add(from: number, minutes: number): number {
    let at = from
    for (let left = minutes; left > 0; at++) if (isWorked(at)) left--
    return at
  }
  function nextOpen(from: number): number {
    let at = from
    while (!isOpen(at)) at++
    return at
  }
  function dayAfter(day: number, count: number): number {
    let at = day
    for (let left = count; left > 0; ) if (isWorkingDay(++at)) left--
    while (!isWorkingDay(at)) at++
    return at
  }
  function closing(day: number): number {
    let at = day * 1440 + 1439
    while (!isWorked(at - 1)) at--
    return at
  }
  function sameClock(day: number, from: number): number {
    const wanted = day * 1440 + (from % 1440)
    for (let at = wanted; at < (day + 1) * 1440; at++) if (isOpen(at)) return at
    return closing(day)
  }
  function limitEnd(from: number, limit: DueRequest['limit']): number {
    const day = Math.floor(from / 1440)
    if (limit.unit === 'hour') return add(from, limit.amount * 60)
    if (limit.unit === 'working_day') return sameClock(dayAfter(day, limit.amount), from)
    if (limit.unit === 'day') return sameClock(dayAfter(day + limit.amount, 0), from)
    // Received after 15:00: the next working day.
    return closing(from % 1440 > 15 * 60 ? dayAfter(day, 1) : day)
  }
  function paused(pauses: readonly Pause[]): number {
    const stopped = new Set<number>()
    for (const pause of pauses) {
      for (let at = localMinute(pause.from); at < localMinute(pause.to); at++)
        if (isWorked(at)) stopped.add(at)
    }
    return stopped.size
  }
  function due({ receivedAt, limit, pauses = [] }: DueRequest): Date {
    const end = limitEnd(nextOpen(localMinute(receivedAt)), limit)
    return instantOfMinute(nextOpen(add(end, paused(pauses))))
  }
  function granted(promisedAt: Date, pauses: readonly Pause[]): Date {
    return instantOfMinute(nextOpen(add(localMinute(promisedAt), paused(pauses))))
  }
  function between(from: number, to: number): number {
    let total = 0
    for (let at = from; at < to; at++) if (isWorked(at)) total++
    return total
  }
  return { due, granted, between, add, isWorked }
}

/** A correction of the holiday table: days off added and taken out, a Saturday worked. */
const someCorrection = fc.record({
  off: fc.array(someDate, { maxLength: 4 }),
  removed: fc.nat({ max: 30 }),
  worked: fc.array(someDate, { maxLength: 3 }),
})

function corrected(
  calendar: WorkingCalendar,
  change: { off: string[]; removed: number; worked: string[] },
): WorkingCalendar {
  const kept = Object.entries(calendar.daysOff).filter((_, index) => index !== change.removed)
  const named = (dates: string[]) => dates.map((date) => [date, 'Sửa'] as const)
  return {
    ...calendar,
    daysOff: Object.fromEntries([...kept, ...named(change.off)]),
    extraWorkingDays: { ...calendar.extraWorkingDays, ...Object.fromEntries(named(change.worked)) },
  }
}

const runs = { numRuns: 150 }

describe('the clock, beside one that walks minute by minute', () => {
  it('ends every limit at the same minute, with its pauses (BLDS 2015, Điều 147 and 148)', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, someLimit, somePauses, (calendar, receivedAt, limit, pauses) => {
        expect(dueAt(calendar, { receivedAt, limit, pauses }).dueAt).toEqual(
          slowClock(calendar).due({ receivedAt, limit, pauses }),
        )
      }),
      runs,
    )
  })

  it('counts again after a correction as if the calendar had been right from the start', () => {
    fc.assert(
      fc.property(
        fc.tuple(someCalendar, someCorrection),
        someInstant,
        someLimit,
        somePauses,
        ([calendar, correction], receivedAt, limit, pauses) => {
          const trace = dueAt(calendar, { receivedAt, limit, pauses })
          const right = corrected(calendar, correction)
          const again = recountDue(right, { receivedAt, limit, rule: trace.rule }, pauses)
          expect(again.dueAt).toEqual(slowClock(right).due({ receivedAt, limit, pauses }))
        },
      ),
      runs,
    )
  })

  it('moves a granted new date off days off and by the pauses after it, and by no earlier one', () => {
    fc.assert(
      fc.property(
        fc.tuple(someCalendar, someCorrection),
        fc.tuple(someInstant, someInstant),
        someLimit,
        somePauses,
        ([calendar, correction], [receivedAt, promisedAt], limit, pauses) => {
          const right = corrected(calendar, correction)
          const [rule = DEFAULT_COUNTING_RULES[0]] = DEFAULT_COUNTING_RULES
          if (!rule) throw new Error('there is a rule')
          const grant = { promisedAt, decidedAt: receivedAt }
          const again = recountDue(right, { receivedAt, limit, rule, granted: grant }, pauses)
          const after = pauses.filter((pause) => pause.from >= receivedAt)
          expect(again.dueAt).toEqual(slowClock(right).granted(promisedAt, after))
        },
      ),
      runs,
    )
  })

  it('counts the same minutes between two moments, forwards and backwards', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, fc.nat({ max: 20_000 }), (calendar, from, minutes) => {
        const slow = slowClock(calendar)
        const end = addWorkingMinutes(calendar, from, minutes)
        expect(localMinute(end)).toBe(slow.add(localMinute(from), minutes))
        expect(workingMinutesBetween(calendar, from, end)).toBe(
          slow.between(localMinute(from), localMinute(end)),
        )
        const start = latestStart(calendar, end, minutes)
        expect(slow.between(localMinute(start), localMinute(end))).toBe(minutes)
        if (minutes > 0) expect(slow.isWorked(localMinute(start))).toBe(true)
      }),
      runs,
    )
  })

  it('knows lunch, a worked Saturday and the 15:00 rule in plain cases', () => {
    const office = assembleCalendar(
      [DEFAULT_HOURS],
      [
        { date: '2026-08-31', kind: 'day_off', name: 'Nghỉ hoán đổi' },
        { date: '2026-08-22', kind: 'extra_working_day', name: 'Làm bù' },
      ],
    )
    const slow = slowClock(office)
    const lunch = {
      receivedAt: instantAt('2026-08-21', 12 * 60),
      limit: { amount: 1, unit: 'working_day' as const },
    }
    // In the lunch break: from the afternoon; the next working day is the Saturday worked in exchange.
    expect(slow.due(lunch)).toEqual(instantAt('2026-08-22', 13 * 60 + 30))
    expect(dueAt(office, lunch).dueAt).toEqual(slow.due(lunch))
    const same = { amount: 0, unit: 'same_day' as const }
    for (const [minute, day] of [
      [15 * 60, '2026-08-28'],
      [15 * 60 + 1, '2026-09-01'],
    ] as const) {
      const request = { receivedAt: instantAt('2026-08-28', minute), limit: same }
      expect(slow.due(request)).toEqual(instantAt(day, 17 * 60))
      expect(dueAt(office, request).dueAt).toEqual(slow.due(request))
    }
    expect(dateOfDay(dayOf(instantAt(addDays('2026-08-28', 1), 0)))).toBe('2026-08-29')
  })
})

describe('latestStart', () => {
  const office = assembleCalendar([DEFAULT_HOURS], [])
  it('goes back over lunch and the weekend, and stays where it is for nothing', () => {
    expect(latestStart(office, instantAt('2026-03-24', 13 * 60 + 40), 60)).toEqual(
      instantAt('2026-03-24', 10 * 60 + 40),
    )
    expect(latestStart(office, instantAt('2026-03-23', 9 * 60), 480)).toEqual(instantAt('2026-03-20', 9 * 60))
    expect(latestStart(office, instantAt('2026-03-22', 9 * 60), 0)).toEqual(instantAt('2026-03-22', 9 * 60))
  })

  it('refuses what cannot be counted', () => {
    expect(() => latestStart(office, instantAt('2026-03-22', 0), -1)).toThrow(RangeError)
    expect(() => latestStart({ ...office, hours: [] }, instantAt('2026-03-22', 0), 1)).toThrow(
      'khai báo giờ làm việc',
    )
  })
})
