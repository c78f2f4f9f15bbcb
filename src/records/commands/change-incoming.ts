import type { Updateable } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { IncomingDocuments } from '../../platform/database-types.ts'
import type { Actor, AuditEntry, News, Tx } from '../../platform/operations.ts'
import type { OpenIncoming } from './open-incoming.ts'

/** A line of the document's history. */
export interface IncomingEvent {
  kind: string
  words: string
  facts?: Record<string, unknown>
}

/** What a change may set. Finishing is set by `closeIncoming` alone. */
export type IncomingChange = Omit<
  Updateable<IncomingDocuments>,
  | 'office_id'
  | 'id'
  | 'arrival_year'
  | 'arrival_number'
  | 'revision'
  | 'closed_as'
  | 'finished_at'
  | 'finished_by'
>

export interface ChangedIncoming {
  output: { id: string; revision: number; state: string }
  audit: [AuditEntry]
  news: News[]
}

/** Writes the change and its line of history; hands back what the command answers, with audit and news. */
export async function changeIncoming(
  tx: Tx,
  actor: Actor,
  change: { document: OpenIncoming; set: IncomingChange; event: IncomingEvent },
): Promise<ChangedIncoming> {
  const { document, set, event } = change
  const revision = document.revision + 1
  const state = String(set.state ?? document.state)
  await Promise.all([
    tx.db
      .updateTable('incoming_documents')
      .set({ ...set, revision })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', document.id)
      .execute(),
    addIncomingEvent(tx, actor, { incomingId: document.id, event }),
  ])
  return told(document, { revision, state, set, event })
}

/** What a change leaves in the journal and says to slices on the right. */
export function told(
  document: OpenIncoming,
  done: { revision: number; state: string; set: Record<string, unknown>; event: IncomingEvent },
): ChangedIncoming {
  const { revision, state, event } = done
  const { search_text: _, ...set } = done.set
  return {
    output: { id: document.id, revision, state },
    audit: [
      {
        subjectType: 'incoming_document',
        subjectId: document.id,
        facts: {
          number: `${document.arrivalNumber}/${document.arrivalYear}`,
          before: { state: document.state },
          change: set,
          event: event.kind,
          ...event.facts,
        },
      },
    ],
    news: [{ topic: `incoming.${event.kind}`, payload: { incomingId: document.id, state } }],
  }
}

/** Adds one line to the history of a document. */
export async function addIncomingEvent(
  tx: Tx,
  actor: Actor,
  { incomingId, event }: { incomingId: string; event: IncomingEvent },
): Promise<void> {
  await tx.db
    .insertInto('incoming_events')
    .values({
      office_id: actor.officeId,
      incoming_id: incomingId,
      id: uuid(),
      at: tx.now,
      kind: event.kind,
      actor_id: actor.kind === 'staff' ? actor.id : null,
      actor_name: actor.name,
      actor_post: actor.post,
      words: event.words,
      facts: JSON.stringify(event.facts ?? {}),
    })
    .execute()
}
