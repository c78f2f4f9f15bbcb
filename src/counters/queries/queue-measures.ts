import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'

const group = z.object({
  name: z.string(),
  tickets: z.int(),
  waiting: z.int(),
  /** Minutes from taking to the first call; null when none was called. */
  waitedMinutes: z.int().nullable(),
  /** Minutes from start to end; null when none was served. */
  servedMinutes: z.int().nullable(),
  absent: z.int(),
})
export type QueueGroup = z.output<typeof group>

/** How the queue goes today: waiting, serving and absent, by field and by desk. */
export const queueMeasures = defineQuery({
  name: 'counters.queueMeasures',
  title: 'Xem số liệu hàng chờ trong ngày',
  audience: ['leader', 'admin'],
  door: { method: 'GET', path: '/queue/measures' },
  input: z.strictObject({}),
  output: z.object({ all: group, byField: z.array(group), byDesk: z.array(group) }),
  example: {},
  async run({ db, now }, { officeId }) {
    const figures = sql`count(*)::int as tickets, (count(*) filter (where t.state = 'waiting'))::int as waiting,
      round(avg(extract(epoch from t.called_at - t.taken_at)) / 60)::int as "waitedMinutes",
      round(avg(extract(epoch from t.ended_at - t.started_at) ) filter (where t.state = 'done') / 60)::int as "servedMinutes",
      (count(*) filter (where t.state = 'absent'))::int as absent`
    const today = sql`t.office_id = ${officeId}::uuid and t.day = ${localDate(now)}::date`
    const [all, byField, byDesk] = await Promise.all([
      sql<QueueGroup>`select 'Cả đơn vị' as name, ${figures} from tickets t where ${today}`.execute(db),
      sql<QueueGroup>`select f.name, ${figures} from tickets t
        join fields f on f.office_id = t.office_id and f.code = t.field_code
        where ${today} group by f.code, f.name order by count(*) desc, f.name`.execute(db),
      sql<QueueGroup>`select k.name, ${figures} from tickets t
        join desks k on k.office_id = t.office_id and k.id = t.desk_id
        where ${today} group by k.id, k.name, k.sort order by k.sort`.execute(db),
    ])
    return { all: group.parse(all.rows[0]), byField: byField.rows, byDesk: byDesk.rows }
  },
})
