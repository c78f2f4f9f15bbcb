/**
 * When a result is due (hạn trả kết quả). The first day is not counted (Bộ luật Dân sự 2015, Điều 147), and a limit
 * never ends on a day off (Điều 148).
 */
import { z } from 'zod'
import { clockTimeSchema, parseClock } from './clock-time.ts'
import { dateOfDay, dayOf, type LocalDate, localDate, localDateSchema, minuteOfDay } from './local-time.ts'
import { extendForPauses, type Pause, pausedMinutes } from './pauses.ts'
import { reasonOff, type WorkingCalendar } from './working-calendar.ts'
import {
  addWorkingMinutes,
  clipToHours,
  closingOf,
  nextWorkingMoment,
  workingDayAfter,
} from './working-time.ts'

/**
 * A time limit (thời hạn giải quyết). `hour`: giờ làm việc. `working_day`: ngày làm việc. `day`: ngày, every day of
 * the calendar. `same_day`: trong ngày; its amount says nothing and is 0 or 1.
 */
export const timeLimitSchema = z
  .object({
    amount: z.int().min(0).max(3650),
    unit: z.enum(['hour', 'working_day', 'day', 'same_day']),
  })
  .refine(isTimeLimit, { error: 'Thời hạn phải từ 1 trở lên; trả trong ngày thì ghi 0 hoặc 1.' })
export type TimeLimit = z.infer<typeof timeLimitSchema>

/**
 * How an office promises the time of day, from a date on. `sameDayCutoff`: received later than this, a same-day
 * result is due on the next working day. `promisedTime`: the clock time of reception, or the closing time.
 */
export const countingRuleSchema = z.object({
  validFrom: localDateSchema,
  sameDayCutoff: clockTimeSchema,
  promisedTime: z.enum(['clock_of_reception', 'closing']),
})
export type CountingRule = z.infer<typeof countingRuleSchema>

/** The 15:00 rule of civil status and certification; the clock time of reception is the usual promise. */
export const DEFAULT_COUNTING_RULES: readonly CountingRule[] = [
  { validFrom: '2021-01-01', sameDayCutoff: '15:00', promisedTime: 'clock_of_reception' },
]

export type DueRequest = { receivedAt: Date; limit: TimeLimit; pauses?: readonly Pause[] }

/** A day that did not count, and why, in words. */
export type SkippedDay = { date: LocalDate; reason: string }

/**
 * A due time with all that it was computed from, to be stored, shown and computed again (a trace is a `DueRequest`).
 * `countedFrom`: reception moved into office hours. `daysSkipped`: days without work that moved the due time.
 */
export type DueTrace = {
  receivedAt: Date
  countedFrom: Date
  limit: TimeLimit
  rule: CountingRule
  daysSkipped: SkippedDay[]
  pauses: Pause[]
  pausedMinutes: number
  dueBeforePauses: Date
  dueAt: Date
}

type Count = { countedFrom: Date; limit: TimeLimit; rule: CountingRule }

/**
 * The due time of what was received at `receivedAt`. The rule in force on the day of reception applies.
 * Throws RangeError for a limit below 1, an invalid instant, or a calendar without working hours.
 */
export function dueAt(
  calendar: WorkingCalendar,
  request: DueRequest,
  rules: readonly CountingRule[] = DEFAULT_COUNTING_RULES,
): DueTrace {
  const { receivedAt, limit } = request
  const pauses = [...(request.pauses ?? [])]
  if (!isTimeLimit(limit)) throw new RangeError('Thời hạn giải quyết phải là số nguyên từ 1 trở lên.')
  const rule = countingRuleOn(rules, localDate(receivedAt))
  const countedFrom = nextWorkingMoment(calendar, receivedAt)
  const dueBeforePauses = endOfLimit(calendar, { countedFrom, limit, rule })
  const due = extendForPauses(calendar, dueBeforePauses, pauses)
  const count = dayOf(countedFrom)
  const lastDay = limit.unit === 'day' ? count + limit.amount - 1 : count
  const daysSkipped = [
    ...daysOffBetween(calendar, dayOf(receivedAt), count),
    ...daysOffBetween(calendar, lastDay + 1, dayOf(due)),
  ]
  const paused = pausedMinutes(calendar, pauses)
  return {
    receivedAt,
    countedFrom,
    limit,
    rule,
    daysSkipped,
    pauses,
    pausedMinutes: paused,
    dueBeforePauses,
    dueAt: due,
  }
}

/** The rule in force on a date; before the first one begins, the first applies. Throws RangeError for no rules. */
export function countingRuleOn(rules: readonly CountingRule[], date: LocalDate): CountingRule {
  const ordered = rules.toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1))
  const rule = ordered.findLast((candidate) => candidate.validFrom <= date) ?? ordered[0]
  if (!rule)
    throw new RangeError('Chưa có quy tắc tính thời hạn; hãy khai báo giờ chốt trả kết quả trong ngày.')
  return rule
}

function endOfLimit(calendar: WorkingCalendar, count: Count): Date {
  const firstDay = dayOf(count.countedFrom)
  switch (count.limit.unit) {
    case 'hour':
      return addWorkingMinutes(calendar, count.countedFrom, count.limit.amount * 60)
    case 'working_day':
      return promisedOn(calendar, workingDayAfter(calendar, firstDay, count.limit.amount), count)
    case 'day':
      return promisedOn(calendar, workingDayAfter(calendar, firstDay + count.limit.amount, 0), count)
    case 'same_day': {
      const isTooLate = minuteOfDay(count.countedFrom) > parseClock(count.rule.sameDayCutoff)
      return closingOf(calendar, isTooLate ? workingDayAfter(calendar, firstDay, 1) : firstDay)
    }
  }
}

function promisedOn(calendar: WorkingCalendar, day: number, count: Count): Date {
  if (count.rule.promisedTime === 'closing') return closingOf(calendar, day)
  return clipToHours(calendar, day, minuteOfDay(count.countedFrom))
}

function daysOffBetween(calendar: WorkingCalendar, from: number, before: number): SkippedDay[] {
  const skipped: SkippedDay[] = []
  for (let day = from; day < before; day++) {
    const date = dateOfDay(day)
    const reason = reasonOff(calendar, date)
    if (reason !== undefined) skipped.push({ date, reason })
  }
  return skipped
}

function isTimeLimit(limit: { amount: number; unit: string }): boolean {
  return (
    Number.isInteger(limit.amount) &&
    (limit.unit === 'same_day' ? limit.amount >= 0 && limit.amount <= 1 : limit.amount >= 1)
  )
}
