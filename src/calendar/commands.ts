import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../platform/errors.ts'
import { defineCommand, type Tx } from '../platform/operations.ts'
import { calendarChanged, hoursRange } from './commands/calendar-news.ts'
import { publicHolidays } from './model/holidays.ts'
import { localDateSchema } from './model/local-time.ts'
import {
  calendarDaySchema,
  DEFAULT_HOURS,
  type WeeklyHours,
  weeklyHoursSchema,
} from './model/working-calendar.ts'

/** Years whose public holidays a new office starts with. */
const firstYear = 2021
const lastYear = 2030

/** Gives a new office the usual working hours and the public holidays 2021–2030, for the administrator to edit. */
export async function openCalendar(tx: Tx, officeId: string): Promise<void> {
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => firstYear + index)
  const days = years
    .flatMap(publicHolidays)
    .map((row) => ({ ...row, confirmed: row.confidence !== 'unconfirmed' }))
  await insertHours(tx, officeId, DEFAULT_HOURS)
  // Two rules may name one date (a lunar holiday on a fixed one): one row says that nobody works.
  await sql`insert into calendar_days (office_id, day, kind, name, legal_basis, confirmed)
    select ${officeId}::uuid, d.date, d.kind, d.name, d."legalBasis", d.confirmed
    from jsonb_to_recordset(${JSON.stringify(days)}::jsonb)
      as d (date date, kind text, name text, "legalBasis" text, confirmed boolean)
    on conflict (office_id, day) do nothing`.execute(tx.db)
}

async function insertHours(tx: Tx, officeId: string, hours: WeeklyHours): Promise<void> {
  const rows = hours.week.flatMap((intervals, index) =>
    intervals.map(({ from, to }) => ({
      office_id: officeId,
      valid_from: hours.validFrom,
      weekday: index + 1,
      from_minute: from,
      to_minute: to,
    })),
  )
  await tx.db.insertInto('working_hours').values(rows).execute()
}

/** Sets the hours of a week from a date on; what stood under the same date is replaced whole. */
export const setWorkingHours = defineCommand({
  name: 'calendar.setWorkingHours',
  title: 'Đặt giờ làm việc trong tuần kể từ một ngày',
  audience: ['admin'],
  input: z.strictObject(weeklyHoursSchema.shape),
  output: z.object({ validFrom: z.string() }),
  door: { method: 'PUT', path: '/working-hours/{validFrom}' },
  example: { validFrom: '2027-01-01', week: DEFAULT_HOURS.week },
  async run(tx, actor, input) {
    if (input.week.every((day) => day.length === 0)) {
      throw new AppError('invalid_input', { fields: { week: 'Tuần làm việc phải có ít nhất một buổi.' } })
    }
    const before = await tx.db
      .deleteFrom('working_hours')
      .where('office_id', '=', actor.officeId)
      .where('valid_from', '=', input.validFrom)
      .returning(['weekday', 'from_minute', 'to_minute'])
      .execute()
    await insertHours(tx, actor.officeId, input)
    const range = await hoursRange(tx, actor.officeId, input.validFrom)
    return {
      output: { validFrom: input.validFrom },
      news: [calendarChanged(range)],
      audit: [
        { subjectType: 'working_hours', subjectId: input.validFrom, facts: { before, after: input.week } },
      ],
    }
  },
})

/** Puts a day off or a day worked in exchange into the calendar, confirmed by the administrator. */
export const setCalendarDay = defineCommand({
  name: 'calendar.setCalendarDay',
  title: 'Ghi ngày nghỉ hoặc ngày làm bù',
  audience: ['admin'],
  input: z.strictObject({
    ...calendarDaySchema.shape,
    legalBasis: z.string().trim().max(300).default(''),
  }),
  output: z.object({ date: z.string() }),
  door: { method: 'PUT', path: '/calendar-days/{date}' },
  example: {
    date: '2026-08-22',
    kind: 'extra_working_day',
    name: 'Làm bù dịp Quốc khánh',
    legalBasis: 'Thông báo hoán đổi ngày làm việc',
  },
  async run(tx, actor, input) {
    const row = { kind: input.kind, name: input.name, legal_basis: input.legalBasis, confirmed: true }
    const before = await tx.db
      .selectFrom('calendar_days')
      .select('kind')
      .where('office_id', '=', actor.officeId)
      .where('day', '=', input.date)
      .forUpdate()
      .executeTakeFirst()
    await tx.db
      .insertInto('calendar_days')
      .values({ office_id: actor.officeId, day: input.date, ...row })
      .onConflict((conflict) => conflict.columns(['office_id', 'day']).doUpdateSet(row))
      .execute()
    // Confirmed or named otherwise: nothing is counted differently.
    const isCounted = before?.kind !== input.kind
    return {
      output: { date: input.date },
      audit: [{ subjectType: 'calendar_day', subjectId: input.date, facts: row }],
      news: isCounted ? [calendarChanged({ from: input.date, to: input.date })] : [],
    }
  },
})

/** Takes a day out of the calendar, so that its weekday alone decides. Fails with not_found. */
export const removeCalendarDay = defineCommand({
  name: 'calendar.removeCalendarDay',
  title: 'Bỏ ngày nghỉ hoặc ngày làm bù khỏi lịch',
  audience: ['admin'],
  input: z.strictObject({ date: localDateSchema }),
  output: z.object({ date: z.string() }),
  door: { method: 'DELETE', path: '/calendar-days/{date}' },
  example: { date: '2026-08-31' },
  async run(tx, actor, input) {
    const removed = await tx.db
      .deleteFrom('calendar_days')
      .where('office_id', '=', actor.officeId)
      .where('day', '=', input.date)
      .returning(['kind', 'name', 'legal_basis'])
      .executeTakeFirst()
    if (!removed) throw new AppError('not_found', { detail: 'Ngày này không có trong lịch nghỉ và làm bù.' })
    return {
      output: { date: input.date },
      audit: [{ subjectType: 'calendar_day', subjectId: input.date, facts: { before: removed } }],
      news: [calendarChanged({ from: input.date, to: input.date })],
    }
  },
})
