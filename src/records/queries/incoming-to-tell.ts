import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { addDays, type LocalDate } from '../../calendar/model/local-time.ts'
import { isWorkingDay } from '../../calendar/model/working-calendar.ts'
import { loadCalendar } from '../../calendar/queries.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { dueDays } from './due-days.ts'
import { directBy } from './urgent-time.ts'

/** By what days it is judged what must be told. */
export interface TellBounds {
  now: Date
  today: LocalDate
  soonUntil: LocalDate
  /** What arrived until this day should have a direction; null on a day on which nobody works. */
  arrivedUntil: LocalDate | null
}

export async function tellBounds(db: Kysely<DB>, officeId: string, now: Date): Promise<TellBounds> {
  const [days, calendar] = await Promise.all([dueDays(db, officeId, now), loadCalendar(db, officeId)])
  return { ...days, arrivedUntil: isWorkingDay(calendar, days.today) ? addDays(days.today, -1) : null }
}

/** What is to be told of one office and was not told yet, as rows (id, kind, due_on), longest due first. */
export function waitingToTell(officeId: string, bounds: TellBounds & { limit: number }) {
  const { now, today, soonUntil, arrivedUntil, limit } = bounds
  return sql`select w.id, w.kind, w.due_on from (
      select d.id, d.due_on, case when d.due_on < ${today}::date then 'late' else 'due_soon' end as kind
      from incoming_documents d
      where d.office_id = ${officeId}::uuid and d.finished_at is null and d.due_on <= ${soonUntil}::date
      union all
      select d.id, d.arrived_on, 'undirected' from incoming_documents d
      where d.office_id = ${officeId}::uuid and d.finished_at is null and d.state = 'registered'
        and d.arrived_on <= ${arrivedUntil}::date
      union all
      select d.id, d.arrived_on, 'urgent_late' from incoming_documents d
      where d.office_id = ${officeId}::uuid and d.finished_at is null and d.state = 'registered' and d.urgency > 0
        and ${directBy} < ${now}::timestamptz) w
    where not exists (select 1 from incoming_alerts a where a.office_id = ${officeId}::uuid and a.incoming_id = w.id
      and a.kind = w.kind and a.due_on = w.due_on)
    order by w.due_on, w.id limit ${limit}`
}

/** Whether the job has anything to tell; a quiet run leaves nothing in the journal. */
export const anyToTell = defineQuery({
  name: 'records.anyToTell',
  title: 'Tìm văn bản đến cần nhắc hạn',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ any: z.boolean() }),
  async run({ db, now }, { officeId }) {
    const bounds = await tellBounds(db, officeId, now)
    const found = await waitingToTell(officeId, { ...bounds, limit: 1 }).execute(db)
    return { any: found.rows.length > 0 }
  },
})
