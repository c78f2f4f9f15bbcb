import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'

/** Calls that the display shows large. */
const shownCalls = 4
/** Calls told again to whoever was cut off. */
const keptCalls = 64

const call = z.object({
  sequence: z.int(),
  code: z.string(),
  desk: z.string(),
  place: z.string(),
  field: z.string(),
})
export type ShownCall = z.output<typeof call>

const feed = z.object({
  /** Number of the latest event. */
  at: z.int(),
  /** Calls after the one asked about, oldest first. */
  calls: z.array(call),
  state: z.object({ latest: z.array(call), waiting: z.int() }),
  /** Devices that may still watch. */
  devices: z.array(z.uuid()),
})

/** What the displays of an office are told: today's calls after an event, the last four of them, and how many wait. */
export const queueFeed = defineQuery({
  name: 'counters.queueFeed',
  title: 'Xem số đang gọi và số người chờ',
  audience: 'staff',
  door: { method: 'GET', path: '/queue/calls' },
  input: z.strictObject({ after: z.coerce.number().int().min(0).default(0) }),
  output: feed,
  example: {},
  async run({ db, now }, { officeId }, { after }) {
    const day = localDate(now)
    const [{ rows }, calls] = await Promise.all([
      sql<{ at: number; waiting: number; devices: string[] }>`select
        (select coalesce(max(sequence), 0)::int from ticket_events where office_id = ${officeId}::uuid) as at,
        (select count(*)::int from tickets where office_id = ${officeId}::uuid and day = ${day}::date and state = 'waiting') as waiting,
        (select coalesce(jsonb_agg(id), '[]') from queue_devices where office_id = ${officeId}::uuid and revoked_at is null) as devices`.execute(
        db,
      ),
      callsAfter(db, { officeId, day, after }),
    ])
    const state = rows[0] ?? { at: 0, waiting: 0, devices: [] }
    const latest = await latestCalled(db, { officeId, day })
    return { at: state.at, calls, state: { latest, waiting: state.waiting }, devices: state.devices }
  },
})

const callColumns = sql`t.code, k.name as desk, k.place, f.name as field`

async function callsAfter(
  db: Kysely<DB>,
  { officeId, day, after }: { officeId: string; day: string; after: number },
): Promise<ShownCall[]> {
  const found = await sql<ShownCall>`
    select e.sequence, ${callColumns} from ticket_events e
    join tickets t on t.office_id = e.office_id and t.id = e.ticket_id and t.day = ${day}::date
    join desks k on k.office_id = e.office_id and k.id = e.desk_id
    join fields f on f.office_id = t.office_id and f.code = t.field_code
    where e.office_id = ${officeId}::uuid and e.sequence > ${after} and e.kind = 'called'
    order by e.sequence desc limit ${keptCalls}`.execute(db)
  return found.rows.toReversed()
}

/** The tickets called last, each once however often it was called, latest first. */
async function latestCalled(
  db: Kysely<DB>,
  { officeId, day }: { officeId: string; day: string },
): Promise<ShownCall[]> {
  const found = await sql<ShownCall>`
    select t.call_sequence as sequence, ${callColumns} from tickets t
    join ticket_events e on e.office_id = t.office_id and e.sequence = t.call_sequence
    join desks k on k.office_id = e.office_id and k.id = e.desk_id
    join fields f on f.office_id = t.office_id and f.code = t.field_code
    where t.office_id = ${officeId}::uuid and t.day = ${day}::date and t.call_sequence is not null
    order by t.call_sequence desc limit ${shownCalls}`.execute(db)
  return found.rows
}
