import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../platform/database-types.ts'
import { AppError } from '../platform/errors.ts'
import { defineQuery } from '../platform/operations.ts'
import { type CountingRule, DEFAULT_COUNTING_RULES } from './model/due-date.ts'
import type { LocalDate } from './model/local-time.ts'
import { type WeeklyHours, type WorkingCalendar, weeklyHoursSchema } from './model/working-calendar.ts'

/** What the due-time rules of an office need: its calendar, and how it counts (from the office's own cut-off). */
export type OfficeCalendar = WorkingCalendar & { rules: readonly CountingRule[] }

interface CalendarRow {
  cutoff: string
  hours: { valid_from: string; weekday: number; from: number; to: number }[]
  days_off: Record<string, string>
  extra: Record<string, string>
}

/**
 * The calendar of an office in one round trip. `window` leaves out days before and after it: give one that reaches
 * from the earliest instant to well past the latest due time, or none. Fails with not_found for an unknown office.
 */
export async function loadCalendar(
  db: Kysely<DB>,
  officeId: string,
  window: { from: LocalDate; to: LocalDate } = { from: '0001-01-01', to: '9999-12-31' },
): Promise<OfficeCalendar> {
  const found = await sql<CalendarRow>`select o.same_day_cutoff as cutoff,
      (select coalesce(jsonb_agg(jsonb_build_object('valid_from', valid_from, 'weekday', weekday,
          'from', from_minute, 'to', to_minute) order by valid_from, weekday, from_minute), '[]'::jsonb)
        from working_hours where office_id = ${officeId}::uuid) as hours,
      coalesce(d.days_off, '{}'::jsonb) as days_off, coalesce(d.extra, '{}'::jsonb) as extra
    from offices o, (
      select jsonb_object_agg(day, name) filter (where kind = 'day_off') as days_off,
        jsonb_object_agg(day, name) filter (where kind = 'extra_working_day') as extra
      from calendar_days
      where office_id = ${officeId}::uuid and day between ${window.from}::date and ${window.to}::date) d
    where o.office_id = ${officeId}::uuid`.execute(db)
  const row = found.rows[0]
  if (!row) throw new AppError('not_found')
  return {
    hours: weeksOf(row.hours),
    daysOff: row.days_off,
    extraWorkingDays: row.extra,
    rules: DEFAULT_COUNTING_RULES.map((rule) => ({ ...rule, sameDayCutoff: row.cutoff })),
  }
}

/** Stored intervals, ordered, as one week per start date. */
function weeksOf(intervals: CalendarRow['hours']): WeeklyHours[] {
  const weeks = new Map<string, WeeklyHours>()
  for (const { valid_from: validFrom, weekday, from, to } of intervals) {
    const known = weeks.get(validFrom)
    const hours = known ?? { validFrom, week: Array.from({ length: 7 }, () => []) }
    hours.week[weekday - 1]?.push({ from, to })
    weeks.set(validFrom, hours)
  }
  return [...weeks.values()]
}

/** All sets of weekly hours, earliest first. */
export const getWorkingHours = defineQuery({
  name: 'calendar.getWorkingHours',
  title: 'Xem giờ làm việc',
  audience: 'staff',
  input: z.strictObject({}),
  output: z.object({ hours: z.array(weeklyHoursSchema) }),
  door: { method: 'GET', path: '/working-hours' },
  async run({ db }, actor) {
    const { hours } = await loadCalendar(db, actor.officeId)
    return { hours }
  },
})

/** Days off and days worked in exchange of one year, by date; `confirmed` tells defaults from what was announced. */
export const listCalendarDays = defineQuery({
  name: 'calendar.listCalendarDays',
  title: 'Xem ngày nghỉ và ngày làm bù của một năm',
  audience: 'staff',
  input: z.strictObject({ year: z.coerce.number().int().min(1).max(9999) }),
  output: z.object({
    days: z.array(
      z.object({
        date: z.string(),
        kind: z.enum(['day_off', 'extra_working_day']),
        name: z.string(),
        legalBasis: z.string(),
        confirmed: z.boolean(),
      }),
    ),
  }),
  door: { method: 'GET', path: '/calendar-days' },
  example: { year: 2026 },
  async run({ db }, actor, input) {
    const year = String(input.year).padStart(4, '0')
    const rows = await db
      .selectFrom('calendar_days')
      .select(['day', 'kind', 'name', 'legal_basis', 'confirmed'])
      .where('office_id', '=', actor.officeId)
      .where('day', '>=', `${year}-01-01`)
      .where('day', '<=', `${year}-12-31`)
      .orderBy('day')
      .execute()
    return {
      days: rows.map((row) => ({
        date: row.day,
        kind: row.kind === 'day_off' ? ('day_off' as const) : ('extra_working_day' as const),
        name: row.name,
        legalBasis: row.legal_basis,
        confirmed: row.confirmed,
      })),
    }
  },
})
