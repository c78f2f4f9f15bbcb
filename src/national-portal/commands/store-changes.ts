import { sql } from 'kysely'
import { z } from 'zod'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { type ArrivalKind, arrivalKinds } from '../model/arrivals.ts'

const arrival = z.strictObject({
  item: z.string().min(1).max(100),
  position: z.int().min(0),
  kind: z.enum(Object.keys(arrivalKinds) as [ArrivalKind, ...ArrivalKind[]]),
  portalCode: z.string().max(60),
  body: z.record(z.string(), z.unknown()),
})

/** Keeps news of the portal before anything is done with it, once each, and remembers up to where it was read. */
export const storeChanges = defineCommand({
  name: 'nationalPortal.storeChanges',
  title: 'Nhận tin mới từ Cổng Dịch vụ công quốc gia',
  audience: [],
  input: z.strictObject({ arrivals: z.array(arrival).max(1000), cursor: z.string().max(200) }),
  output: z.object({ stored: z.int() }),
  async run(tx, { officeId }, { arrivals, cursor }) {
    const stored = await storeArrivals(tx, officeId, arrivals)
    await sql`insert into portal_state (office_id, cursor, last_fetched_at, last_success_at) values
      (${officeId}::uuid, ${cursor}, ${tx.now}::timestamptz, ${tx.now}::timestamptz)
      on conflict (office_id) do update set cursor = excluded.cursor, last_fetched_at = excluded.last_fetched_at,
        last_success_at = excluded.last_success_at,
        last_error = case portal_state.failures when 0 then '' else portal_state.last_error end`.execute(
      tx.db,
    )
    return {
      output: { stored },
      audit: [{ subjectType: 'office', subjectId: officeId, facts: { told: arrivals.length, new: stored } }],
    }
  },
})

type NewArrival = z.output<typeof arrival>

/** Keeps arrivals that were not kept before; returns how many. */
export async function storeArrivals(
  tx: Tx,
  officeId: string,
  arrivals: readonly NewArrival[],
): Promise<number> {
  const stored = await sql`
    insert into portal_arrivals (office_id, item, position, kind, portal_code, body, state, seen_at, next_at)
    select ${officeId}::uuid, a.item, a.position, a.kind, a."portalCode", a.body, 'waiting', ${tx.now}::timestamptz, ${tx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(arrivals)}::jsonb) as a (item text, position bigint, kind text, "portalCode" text, body jsonb)
    on conflict do nothing returning item`.execute(tx.db)
  return stored.rows.length
}

/** Asks for one dossier anew, as if the portal had told of it (used where it has it and we do not). */
export function lookupOf(portalCode: string, at: Date): NewArrival {
  return {
    item: `lookup ${portalCode} ${at.toISOString()}`,
    position: 0,
    kind: 'lookup',
    portalCode,
    body: {},
  }
}
