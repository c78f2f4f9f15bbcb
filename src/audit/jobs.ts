import { sql } from 'kysely'
import type { Clock } from '../platform/clock.ts'
import type { Database, Session } from '../platform/database.ts'
import { openingStatement } from '../platform/transaction.ts'
import { chainStart, earliestUnsealed, sealHash, type WrittenEvent } from './model.ts'
import { eventColumns } from './queries.ts'

export interface SealDeps {
  database: Database
  clock: Clock
}

/**
 * Chains the events of an office that have no seal yet, by id, and returns how many there were. Programs that seal the
 * same office at once wait for each other. It opens its own transactions, because `write()` would add an event about
 * each sealing, which would have to be sealed in turn.
 */
export async function sealAudit(deps: SealDeps, officeId: string, batch = 2000): Promise<number> {
  let sealed = 0
  let after: string | null = null
  for (;;) {
    const work: Work = { batch, after, now: deps.clock() }
    const done = await deps.database.use((session) => sealBatch(session, officeId, work))
    sealed += done.count
    if (done.count < batch) return sealed
    after = done.last
  }
}

interface Work {
  batch: number
  now: Date
  /** Last id of the batch before, so that no batch looks again at what the ones before it sealed. */
  after: string | null
}

interface Done {
  count: number
  last: string | null
}

async function sealBatch(session: Session, officeId: string, work: Work): Promise<Done> {
  const { client } = session
  await client.query(openingStatement(officeId, 'read write'))
  try {
    const done = await appendSeals(session, officeId, work)
    await client.query('commit')
    return done
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

async function appendSeals({ db }: Session, officeId: string, work: Work): Promise<Done> {
  // The lock comes in a statement of its own: the next one then sees what the program before committed.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`audit ${officeId}`}, 0))`.execute(db)
  const head = await sql<{ sequence: number; hash: string; highest: string }>`select sequence, hash,
      (select event_id from audit_seals where office_id = ${officeId}::uuid order by event_id desc limit 1) as highest
    from audit_seals where office_id = ${officeId}::uuid order by sequence desc limit 1`.execute(db)
  const last = head.rows[0]
  const floor = work.after ?? earliestUnsealed(last?.highest ?? null)
  // Lateral: each seal is looked up by its event, also on a fresh table of which the planner knows nothing yet.
  const events = await sql<WrittenEvent>`select ${eventColumns} from audit_events e
    left join lateral (select true as found from audit_seals s
      where s.office_id = ${officeId}::uuid and s.event_id = e.id limit 1) seal on true
    where e.office_id = ${officeId}::uuid and e.id >= ${floor}::uuid and seal.found is null
    order by e.id limit ${work.batch}`.execute(db)
  if (events.rows.length === 0) return { count: 0, last: null }
  const seals = chain(officeId, last ?? { sequence: 0, hash: chainStart }, events.rows)
  await sql`insert into audit_seals (office_id, sequence, event_id, hash, sealed_at)
    select ${officeId}::uuid, s.sequence, s.id, s.hash, ${work.now}
    from jsonb_to_recordset(${JSON.stringify(seals)}::jsonb) as s (sequence bigint, id uuid, hash text)`.execute(
    db,
  )
  return { count: seals.length, last: seals.at(-1)?.id ?? null }
}

function chain(officeId: string, head: { sequence: number; hash: string }, events: readonly WrittenEvent[]) {
  let { sequence, hash } = head
  return events.map((event) => {
    sequence += 1
    hash = sealHash(hash, officeId, event)
    return { sequence, id: event.id, hash }
  })
}
