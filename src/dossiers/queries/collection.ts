import { type Kysely, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { usualUncollectedDays } from '../model/collection.ts'

/** After how many days a result counts as uncollected in this office. */
export async function uncollectedDays(db: Kysely<DB>, officeId: string): Promise<number> {
  const row = await db
    .selectFrom('return_settings')
    .select('uncollected_days')
    .where('office_id', '=', officeId)
    .executeTakeFirst()
  return row?.uncollected_days ?? usualUncollectedDays
}

/** Since when the result of `dossiers d` waits for its owner. */
export const waitingSince = sql<Date>`coalesce(d.undelivered_since, d.finished_at)`

const localDay = (moment: RawBuilder<unknown>) => sql`(${moment} at time zone 'Asia/Ho_Chi_Minh')::date`

/**
 * The latest reminder of `dossiers d` as `latest`, and the day of the next one as `next.due_on`: the day agreed, else so
 * many days after the latest reminder, else so many days after the result was there.
 */
export const nextReminder = (officeId: string, days: number) => sql`
  left join lateral (select r.at, r.how, r.answer, r.next_on, r.staff_name, count(*) over ()::int as times
    from result_reminders r where r.office_id = ${officeId}::uuid and r.dossier_id = d.id and r.at >= ${waitingSince}
    order by r.at desc, r.id desc limit 1) latest on true
  cross join lateral (select coalesce(latest.next_on, ${localDay(sql`latest.at`)} + ${days}::int,
    ${localDay(waitingSince)} + ${days}::int) as due_on) next`

/** Results that wait for their owner: finished, or brought back by the post. Served by the two partial indexes. */
export const isWaiting = sql<boolean>`(d.status = 9 or d.undelivered_since is not null)`

/**
 * Results whose reminder day has come and was not announced yet, as `id` and `due_on`. What the office itself has still
 * to post or to confirm as sent is no matter for a reminder.
 */
export const remindersDue = (of: { officeId: string; days: number; today: string; limit: number }) => sql`
  select d.id, next.due_on from dossiers d ${nextReminder(of.officeId, of.days)}
  where d.office_id = ${of.officeId}::uuid and ${isWaiting} and (d.return_method = 'counter' or d.undelivered_since is not null)
    and next.due_on <= ${of.today}::date and d.reminder_due_on is distinct from next.due_on
  order by d.id limit ${of.limit}::int`

/** Whether any reminder is due: asked by the program itself, so that a day without any leaves no trace. */
export const anyReminderDue = defineQuery({
  name: 'dossiers.anyReminderDue',
  title: 'Xem có kết quả nào đến ngày phải nhắc',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ any: z.boolean() }),
  async run({ db, now }, { officeId }) {
    const days = await uncollectedDays(db, officeId)
    const found = await sql`${remindersDue({ officeId, days, today: localDate(now), limit: 1 })}`.execute(db)
    return { any: found.rows.length > 0 }
  },
})
