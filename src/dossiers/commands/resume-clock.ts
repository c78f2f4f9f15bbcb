import { sql } from 'kysely'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import { extendForPauses, type Pause, pausedMinutes } from '../../calendar/model/pauses.ts'
import { loadCalendar } from '../../calendar/queries.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { shiftedSteps } from '../model/shifted-steps.ts'
import { type DueCause, moveDueTimes, moveSteps } from './move-due.ts'
import type { OpenDossier } from './open-dossier.ts'

/** Why the clock stood still, as the record of the new due time says it. */
export interface Resumption {
  cause: Extract<DueCause, 'supplement' | 'resumed'>
  publicReason: string
}

const forSupplement: Resumption = {
  cause: 'supplement',
  publicReason: 'thời gian chờ bổ sung giấy tờ không tính vào thời hạn',
}

/**
 * Ends the pause: what is due, and the steps not yet done, move by the working time that stood still, from the date
 * promised last (QĐ 766: from the request until it is met). Returns what to set on the dossier, and when it is due now.
 */
export async function resumeClock(
  tx: Tx,
  actor: Actor,
  dossier: OpenDossier,
  why: Resumption = forSupplement,
): Promise<{ set: { paused_since: null }; dueAt: Date }> {
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
  const set = { paused_since: null }
  if (!dossier.pausedSince) return { set, dueAt: dossier.dueAt }
  const to = new Date(Math.max(tx.now.getTime(), dossier.pausedSince.getTime()))
  const pause: Pause = { from: dossier.pausedSince, to }
  const stood = pausedMinutes(calendar, [pause])
  const dueAt = extendForPauses(calendar, dossier.dueAt, [pause])
  if (dueAt <= dossier.dueAt) return { set, dueAt: dossier.dueAt }
  const trace = withPause(dossier.dueTrace, { pause, stood, dueAt })
  await moveDueTimes(tx, actor, [
    { dossierId: dossier.id, before: dossier.dueAt, after: dueAt, ...why, trace },
  ])
  const steps = shiftedSteps(calendar, dossier, { minutes: stood, dueAt })
  await moveSteps(
    tx,
    actor,
    steps.map((step) => ({ ...step, dossierId: dossier.id })),
  )
  return { set, dueAt }
}

/** The stored trace with one more pause in it. */
function withPause(stored: unknown, last: { pause: Pause; stood: number; dueAt: Date }): object {
  const trace = stored as { pauses?: unknown[]; pausedMinutes?: number }
  return {
    ...trace,
    pauses: [...(trace.pauses ?? []), last.pause],
    pausedMinutes: (trace.pausedMinutes ?? 0) + last.stood,
    dueAt: last.dueAt,
  }
}
