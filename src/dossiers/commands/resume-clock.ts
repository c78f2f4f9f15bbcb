import { sql } from 'kysely'
import { type CountingRule, dueAt, type TimeLimit } from '../../calendar/model/due-date.ts'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import type { Pause } from '../../calendar/model/pauses.ts'
import { addWorkingMinutes, workingMinutesBetween } from '../../calendar/model/working-time.ts'
import { loadCalendar } from '../../calendar/queries.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { OpenDossier } from './open-dossier.ts'

interface StoredTrace {
  receivedAt: string
  limit: TimeLimit
  rule: CountingRule
}

/**
 * Ends the pause and counts the due time again, longer by the working time that stood still; the steps not yet done
 * move by the same time. Returns what to set on the dossier.
 */
export async function resumeClock(tx: Tx, actor: Actor, dossier: OpenDossier) {
  const from = localDate(dossier.receivedAt)
  const calendar = await loadCalendar(tx.db, actor.officeId, { from, to: addDays(localDate(tx.now), 800) })
  await tx.db
    .updateTable('dossier_pauses')
    // A clock turned back meanwhile must not make the pause end before it began.
    .set({ to_at: sql`greatest(from_at, ${tx.now})` })
    .where('office_id', '=', actor.officeId)
    .where('dossier_id', '=', dossier.id)
    .where('to_at', 'is', null)
    .execute()
  const stored = await tx.db
    .selectFrom('dossier_pauses')
    .select(['from_at', 'to_at'])
    .where('office_id', '=', actor.officeId)
    .where('dossier_id', '=', dossier.id)
    .orderBy('from_at')
    .execute()
  const pauses: Pause[] = stored.map((pause) => ({ from: pause.from_at, to: pause.to_at ?? tx.now }))
  const trace = dossier.dueTrace as StoredTrace
  const counted = dueAt(calendar, { receivedAt: new Date(trace.receivedAt), limit: trace.limit, pauses }, [
    trace.rule,
  ])
  const stood = dossier.pausedSince
    ? Math.max(0, workingMinutesBetween(calendar, dossier.pausedSince, tx.now))
    : 0
  const moved = dossier.steps
    .filter((step) => step.ordinal >= dossier.step)
    .map((step) => ({ ordinal: step.ordinal, due: addWorkingMinutes(calendar, step.dueAt, stood) }))
    .map((step) => ({
      ordinal: step.ordinal,
      due: new Date(Math.min(step.due.getTime(), counted.dueAt.getTime())),
    }))
  await sql`update dossier_steps s set due_at = m.due
    from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as m (ordinal smallint, due timestamptz)
    where s.office_id = ${actor.officeId} and s.dossier_id = ${dossier.id} and s.ordinal = m.ordinal`.execute(
    tx.db,
  )
  return { due_at: counted.dueAt, due_trace: JSON.stringify(counted), paused_since: null }
}
