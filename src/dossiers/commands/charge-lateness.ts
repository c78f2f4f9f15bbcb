import { sql } from 'kysely'
import type { WorkingCalendar } from '../../calendar/model/working-calendar.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { type Charge, chargesOf } from '../model/lateness.ts'
import { readWatched, type Watched } from '../queries/watched-dossiers.ts'

/** The shares of one dossier's lateness in its present round; they take the place of those computed before. */
export interface Charged {
  dossierId: string
  round: number
  charges: readonly Charge[]
}

/** To whom what is late by now is charged: until it was finished or stopped, else until now. */
export function lateSharesOf(calendar: WorkingCalendar, dossier: Watched, now: Date): Charged {
  const { dueAt, steps, visits, pauses, partnerDelays, roundSince: since } = dossier
  const until = dossier.finishedAt ?? now
  const charges = chargesOf(calendar, { dueAt, until, since, steps, visits, pauses, partnerDelays })
  return { dossierId: dossier.id, round: dossier.round, charges }
}

/** Stores the shares of many dossiers in one statement. */
export async function storeCharges(tx: Tx, actor: Actor, all: readonly Charged[]): Promise<void> {
  if (all.length === 0) return
  const rounds = all.map(({ dossierId, round }) => ({ dossierId, round }))
  const rows = all.flatMap(({ dossierId, round, charges }) =>
    charges.map((charge) => ({ dossierId, round, ...charge })),
  )
  await sql`with rounds as (
      select * from jsonb_to_recordset(${JSON.stringify(rounds)}::jsonb) as r ("dossierId" uuid, round smallint)),
    charges as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c ("dossierId" uuid, round smallint, visit smallint,
        step smallint, name text, role text, "staffId" uuid, since timestamptz, overrun integer, minutes integer)),
    gone as (
      delete from dossier_lateness l using rounds r
      where l.office_id = ${actor.officeId}::uuid and l.dossier_id = r."dossierId" and l.round = r.round
        and not exists (select 1 from charges c where c."dossierId" = l.dossier_id and c.round = l.round and c.visit = l.visit))
    insert into dossier_lateness (office_id, dossier_id, round, visit, step, step_name, role, staff_id, since, overrun_minutes, minutes_late, computed_at)
    select ${actor.officeId}::uuid, "dossierId", round, visit, step, name, role, "staffId", since, overrun, minutes, ${tx.now}::timestamptz
    from charges
    on conflict (office_id, dossier_id, round, visit) do update set step = excluded.step, step_name = excluded.step_name,
      role = excluded.role, staff_id = excluded.staff_id, since = excluded.since, overrun_minutes = excluded.overrun_minutes,
      minutes_late = excluded.minutes_late, computed_at = excluded.computed_at`.execute(tx.db)
}

/** Before a new date is granted: what is late until now stays charged, whatever comes after. */
export async function settleLateness(
  tx: Tx,
  actor: Actor,
  { dossierId, calendar }: { dossierId: string; calendar: WorkingCalendar },
): Promise<void> {
  const which = sql`d.id = ${dossierId}::uuid`
  const [dossier] = await readWatched(tx.db, { officeId: actor.officeId, which, now: tx.now })
  if (!dossier) throw new AppError('stale')
  await storeCharges(tx, actor, [lateSharesOf(calendar, dossier, tx.now)])
}
