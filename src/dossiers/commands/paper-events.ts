import { v7 as uuid } from 'uuid'
import type { Actor, Tx } from '../../platform/operations.ts'

/** What happened to the paper of one dossier. */
export interface PaperEvent {
  dossierId: string
  kind: 'paper_sent' | 'paper_received' | 'paper_missing'
  /** What the citizen reads: names units and agencies, never people. */
  publicText: string
  note: string
}

/** Adds one line to the timeline of each dossier; the dossiers themselves stay as they are. */
export async function addPaperEvents(
  tx: Tx,
  actor: Actor,
  { slip, events }: { slip: { id: string; code: string }; events: readonly PaperEvent[] },
): Promise<void> {
  if (events.length === 0) return
  await tx.db
    .insertInto('dossier_events')
    .values(
      events.map((event) => ({
        office_id: actor.officeId,
        dossier_id: event.dossierId,
        id: uuid(),
        at: tx.now,
        kind: event.kind,
        actor_id: actor.id,
        actor_name: actor.name,
        actor_post: actor.post,
        public_text: event.publicText,
        note: [`Phiếu bàn giao ${slip.code}`, event.note].filter(Boolean).join('. '),
        facts: JSON.stringify({ slipId: slip.id, slip: slip.code }),
      })),
    )
    .execute()
}
