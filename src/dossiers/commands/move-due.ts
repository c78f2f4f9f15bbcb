import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'

export type DueCause = 'supplement' | 'extension' | 'calendar_corrected' | 'resumed'

/** A due time that moves later, and why. `publicReason` goes on after "vì" and is read by everybody. */
export interface DueMove {
  dossierId: string
  before: Date
  after: Date
  cause: DueCause
  publicReason: string
  /** In the officer's words; may name people, so it stays in the office. */
  reason?: string
  /** All that the new due time was computed from. */
  trace: object
}

/**
 * The only place where a due time changes once a dossier is received: each change leaves a row with the times before
 * and after, the traces, the cause and who did it, and a line that the citizen reads. A due time never moves earlier
 * than what was promised (the database refuses it). Fails with stale when another change came in between.
 */
export async function moveDueTimes(tx: Tx, actor: Actor, moves: readonly DueMove[]): Promise<void> {
  if (moves.length === 0) return
  const rows = moves.map((move) => ({
    ...move,
    reason: move.reason ?? '',
    text: publicText(move),
    event: uuid(),
  }))
  const staffId = actor.kind === 'staff' ? actor.id : null
  const moved = await sql<{ count: number }>`with m as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m ("dossierId" uuid, before timestamptz,
        after timestamptz, cause text, "publicReason" text, reason text, trace jsonb, text text, event uuid)),
    moved as (
      update dossiers d set due_at = m.after, due_trace = m.trace, due_changes = d.due_changes + 1,
        revision = d.revision + 1, watch_at = '1970-01-01T00:00:00Z'
      from m, dossiers o
      where d.office_id = ${actor.officeId}::uuid and d.id = m."dossierId" and d.due_at = m.before
        and o.office_id = ${actor.officeId}::uuid and o.id = m."dossierId"
      returning d.id, d.due_changes as sequence, o.due_trace as old_trace, m.*),
    changes as (
      insert into dossier_due_changes (office_id, dossier_id, sequence, at, due_before, due_after, cause, public_reason, reason,
        changed_by, changed_by_name, trace_before, trace_after)
      select ${actor.officeId}::uuid, id, sequence, ${tx.now}::timestamptz, before, after, cause, "publicReason", reason,
        ${staffId}::uuid, ${actor.name}::text, old_trace, trace from moved),
    events as (
      insert into dossier_events (office_id, dossier_id, id, at, kind, actor_id, actor_name, actor_post, public_text, note, facts)
      select ${actor.officeId}::uuid, id, event, ${tx.now}::timestamptz, 'due_moved', ${staffId}::uuid, ${actor.name}::text,
        ${actor.post}::text, text, reason, jsonb_build_object('cause', cause, 'before', before, 'after', after) from moved)
    select count(*)::int as count from moved`.execute(tx.db)
  if (moved.rows[0]?.count !== moves.length) throw new AppError('stale')
}

function publicText({ before, after, publicReason }: DueMove): string {
  return `Ngày hẹn trả đổi từ ${formatShortMoment(before)} sang ${formatShortMoment(after)} vì ${publicReason}.`
}

export interface StepMove {
  dossierId: string
  ordinal: number
  dueAt: Date
}

/** Sets when steps should be done; each of them is still to be done. */
export async function moveSteps(tx: Tx, actor: Actor, moves: readonly StepMove[]): Promise<void> {
  if (moves.length === 0) return
  await sql`update dossier_steps s set due_at = m."dueAt"
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as m ("dossierId" uuid, ordinal smallint, "dueAt" timestamptz)
    where s.office_id = ${actor.officeId}::uuid and s.dossier_id = m."dossierId" and s.ordinal = m.ordinal`.execute(
    tx.db,
  )
}
