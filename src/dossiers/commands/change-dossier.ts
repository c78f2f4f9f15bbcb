import type { Updateable } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { Dossiers } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Outcome, Tx } from '../../platform/operations.ts'
import { mayMove, statusName } from '../model/status.ts'
import type { OpenDossier } from './open-dossier.ts'
import { lookAtOnce } from './watch-again.ts'

/** What happened, for the timeline: `publicText` is what the citizen reads and names posts, never people. */
export interface DossierEvent {
  kind: string
  publicText: string
  note?: string
  facts?: Record<string, unknown>
}

/** What a change may set. Due times are moved by `moveDueTimes` alone. */
export type DossierChange = Omit<
  Updateable<Dossiers>,
  'due_at' | 'original_due_at' | 'due_trace' | 'due_changes' | 'watch_at' | 'revision'
>

export interface ChangedDossier {
  id: string
  code: string | null
  status: number
  revision: number
}

/**
 * Writes the change and its event, and hands back the outcome with audit and news. A change of state must be in the
 * national table of transitions; anything else is a mistake of the program, not of the officer.
 */
export async function changeDossier(
  tx: Tx,
  actor: Actor,
  change: { dossier: OpenDossier; set: DossierChange; event: DossierEvent },
): Promise<Outcome<ChangedDossier>> {
  const { dossier, set, event } = change
  const status = set.status === undefined ? dossier.status : Number(set.status)
  if (status !== dossier.status && !mayMove(dossier.status, status)) {
    throw new AppError('wrong_state', {
      detail: `Hồ sơ “${statusName(dossier.status)}” không chuyển sang “${statusName(status)}” được.`,
    })
  }
  const revision = dossier.revision + 1
  await Promise.all([
    tx.db
      .updateTable('dossiers')
      .set({ ...set, revision, watch_at: lookAtOnce })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', dossier.id)
      .execute(),
    addEvent(tx, actor, { dossierId: dossier.id, event }),
  ])
  return {
    output: { id: dossier.id, code: dossier.code, status, revision },
    audit: [
      {
        subjectType: 'dossier',
        subjectId: dossier.id,
        facts: {
          code: dossier.code,
          before: { status: dossier.status, step: dossier.step },
          change: set,
          event: event.kind,
          ...event.facts,
        },
      },
    ],
    news: [
      { topic: `dossier.${event.kind}`, payload: { dossierId: dossier.id, code: dossier.code, status } },
    ],
  }
}

/** Adds one line to the dossier's timeline. */
export async function addEvent(
  tx: Tx,
  actor: Actor,
  line: { dossierId: string; event: DossierEvent },
): Promise<void> {
  await tx.db
    .insertInto('dossier_events')
    .values({
      office_id: actor.officeId,
      dossier_id: line.dossierId,
      id: uuid(),
      at: tx.now,
      kind: line.event.kind,
      actor_id: actor.kind === 'staff' ? actor.id : null,
      actor_name: actor.name,
      actor_post: actor.post,
      public_text: line.event.publicText,
      note: line.event.note ?? '',
      facts: JSON.stringify(line.event.facts ?? {}),
    })
    .execute()
}
