import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
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
