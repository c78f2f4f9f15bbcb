import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { type LocalDate, localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { usualUrgentMinutes } from '../model/urgent-time.ts'

const { urgent, veryUrgent, mostUrgent } = usualUrgentMinutes

/**
 * By when `incoming_documents d` needs its first direction, by the setting of the day on which it was registered; null where
 * it is not urgent, or a leader has looked at it.
 */
export const directBy = sql<Date | null>`(case when d.urgency = 0 or d.state <> 'registered' or d.forwarded_at is not null then null
  else d.registered_at + make_interval(mins => coalesce((
    select case d.urgency when 1 then s.urgent_minutes when 2 then s.very_urgent_minutes else s.most_urgent_minutes end
    from incoming_settings s where s.office_id = d.office_id and s.valid_from <= (d.registered_at at time zone 'Asia/Ho_Chi_Minh')::date
    order by s.valid_from desc limit 1),
    case d.urgency when 1 then ${urgent}::integer when 2 then ${veryUrgent}::integer else ${mostUrgent}::integer end)) end)`

/** Thời gian trình văn bản khẩn, as it is in force today. */
export const getIncomingSettings = defineQuery({
  name: 'records.getIncomingSettings',
  title: 'Xem thời gian trình văn bản khẩn',
  audience: 'staff',
  door: { method: 'GET', path: '/incoming-settings' },
  input: z.strictObject({}),
  output: z.object({
    urgentMinutes: z.int(),
    veryUrgentMinutes: z.int(),
    mostUrgentMinutes: z.int(),
    /** Null where the office has set nothing: the usual figures. */
    validFrom: z.string().nullable(),
    decision: z.string(),
    /** The next setting, already decided. */
    nextFrom: z.string().nullable(),
  }),
  async run({ db, now }, { officeId }) {
    const today = localDate(now)
    const [current, next] = await Promise.all([inForce(db, officeId, today), following(db, officeId, today)])
    return {
      urgentMinutes: current?.urgent_minutes ?? urgent,
      veryUrgentMinutes: current?.very_urgent_minutes ?? veryUrgent,
      mostUrgentMinutes: current?.most_urgent_minutes ?? mostUrgent,
      validFrom: current?.valid_from ?? null,
      decision: current?.decision ?? '',
      nextFrom: next?.valid_from ?? null,
    }
  },
})

function inForce(db: Kysely<DB>, officeId: string, today: LocalDate) {
  return db
    .selectFrom('incoming_settings')
    .selectAll()
    .where('office_id', '=', officeId)
    .where('valid_from', '<=', today)
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirst()
}

function following(db: Kysely<DB>, officeId: string, today: LocalDate) {
  return db
    .selectFrom('incoming_settings')
    .select('valid_from')
    .where('office_id', '=', officeId)
    .where('valid_from', '>', today)
    .orderBy('valid_from')
    .limit(1)
    .executeTakeFirst()
}
