import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { AlertKind } from '../model/watch.ts'

/** Something noticed of a dossier; step -1: of the whole. */
export interface RaisedAlert {
  dossierId: string
  kind: AlertKind
  step: number
  dueAt: Date
}

/** Notes what was not noted yet for that due time, and returns only that: two programs at once note it once. */
export async function raiseAlerts(
  tx: Tx,
  actor: Actor,
  alerts: readonly RaisedAlert[],
): Promise<RaisedAlert[]> {
  if (alerts.length === 0) return []
  const raised =
    await sql<RaisedAlert>`insert into dossier_alerts (office_id, dossier_id, kind, step, due_at, raised_at)
    select ${actor.officeId}::uuid, a."dossierId", a.kind, a.step, a."dueAt", ${tx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(alerts)}::jsonb) as a ("dossierId" uuid, kind text, step smallint, "dueAt" timestamptz)
    on conflict (office_id, dossier_id, kind, step, due_at) do nothing
    returning dossier_id as "dossierId", kind, step, due_at as "dueAt"`.execute(tx.db)
  return raised.rows
}

/** One line of the timeline, which the citizen reads, for each dossier that is late now. */
export async function tellLateness(tx: Tx, actor: Actor, raised: readonly RaisedAlert[]): Promise<void> {
  const lines = raised
    .filter(({ kind }) => kind === 'late')
    .map(({ dossierId, dueAt }) => ({
      id: uuid(),
      dossierId,
      text: `Đã quá ngày hẹn trả kết quả (${formatShortMoment(dueAt)}). Cơ quan xin lỗi và sẽ hẹn lại ngày trả.`,
    }))
  if (lines.length === 0) return
  await sql`insert into dossier_events (office_id, dossier_id, id, at, kind, actor_id, actor_name, actor_post, public_text, note, facts)
    select ${actor.officeId}::uuid, l."dossierId", l.id, ${tx.now}::timestamptz, 'late', null, ${actor.name}::text, ${actor.post}::text, l.text, '', '{}'
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l (id uuid, "dossierId" uuid, text text)`.execute(
    tx.db,
  )
}

/** An apology (Mẫu số 04) for an officer to complete: the reason is theirs to give. */
export interface Draft {
  dossierId: string
  sequence: number
  dueBefore: Date
  /** Null where the calendar cannot count. */
  proposedDueAt: Date | null
}

/** Stores the drafts; where one is open already, or was written meanwhile, that one stays. */
export async function storeDrafts(tx: Tx, actor: Actor, drafts: readonly Draft[]): Promise<void> {
  if (drafts.length === 0) return
  await sql`insert into dossier_extensions (office_id, dossier_id, sequence, state, due_before, proposed_due_at, drafted_at)
    select ${actor.officeId}::uuid, d."dossierId", d.sequence, 'draft', d."dueBefore", d."proposedDueAt", ${tx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb) as d ("dossierId" uuid, sequence smallint, "dueBefore" timestamptz, "proposedDueAt" timestamptz)
    on conflict do nothing`.execute(tx.db)
}

/** Lays aside apologies that nobody needs any more: the dossier has ended, or is not late after all. */
export async function dropDrafts(tx: Tx, actor: Actor, dossierIds: readonly string[]): Promise<void> {
  if (dossierIds.length === 0) return
  await tx.db
    .updateTable('dossier_extensions')
    .set({ state: 'dropped' })
    .where('office_id', '=', actor.officeId)
    .where('dossier_id', 'in', dossierIds)
    .where('state', 'in', ['draft', 'proposed'])
    .execute()
}
