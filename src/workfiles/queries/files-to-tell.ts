import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import { defineQuery, type Reader } from '../../platform/operations.ts'
import { dueOnSql } from './due-sql.ts'
import { rulesOn } from './rules-on.ts'

/**
 * Closed files whose hand-over comes near or is past and of which that was not told for that date yet, as rows (id, kind,
 * due_on), longest due first.
 */
export async function waitingToTell(
  { db, now }: Reader,
  officeId: string,
  limit: number,
): Promise<RawBuilder<unknown>> {
  const today = localDate(now)
  const { rules } = await rulesOn(db, officeId, today)
  const soonUntil = addDays(today, rules.noticeDays)
  return sql`select w.id, w.kind, w.due_on from (
      select d.id, d.due_on, case when d.due_on < ${today}::date then 'late' else 'due_soon' end as kind
      from (select f.id, ${dueOnSql(rules)} as due_on from work_files f
        where f.office_id = ${officeId}::uuid and f.state = 'closed') d
      where d.due_on <= ${soonUntil}::date) w
    where not exists (select 1 from work_file_alerts a where a.office_id = ${officeId}::uuid and a.work_file_id = w.id
      and a.kind = w.kind and a.due_on = w.due_on)
    order by w.due_on, w.id limit ${limit}`
}

/** Whether the job has anything to tell; a quiet run leaves nothing in the journal. */
export const anyFileToTell = defineQuery({
  name: 'workfiles.anyToTell',
  title: 'Tìm hồ sơ công việc sắp đến hạn nộp lưu',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ any: z.boolean() }),
  async run(reader, { officeId }) {
    const found = await (await waitingToTell(reader, officeId, 1)).execute(reader.db)
    return { any: found.rows.length > 0 }
  },
})
