import type { Updateable } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { z } from 'zod'
import type { OutgoingDocuments } from '../../../platform/database-types.ts'
import type { Actor, Outcome, Tx } from '../../../platform/operations.ts'
import type { OutgoingState } from '../../model/outgoing/life.ts'
import type { outgoingChanged } from '../../model/outgoing/outgoing-inputs.ts'
import { numberWords } from '../../model/outgoing/symbols.ts'
import type { OpenOutgoing } from './open-outgoing.ts'

export interface OutgoingChange {
  document: OpenOutgoing
  set: Omit<Updateable<OutgoingDocuments>, 'revision' | 'changed_at' | 'state'> & { state?: OutgoingState }
  event: OutgoingEvent
}

/** A line of the history: what was done, and what was said with it. */
export interface OutgoingEvent {
  kind: string
  words: string
  version?: number
}

/** Writes the change and its line of history; hands back the outcome with its audit entry. */
export async function changeOutgoing(
  tx: Tx,
  actor: Actor,
  { document, set, event }: OutgoingChange,
): Promise<Outcome<z.output<typeof outgoingChanged>>> {
  const revision = document.revision + 1
  const state = set.state ?? document.state
  await tx.db
    .updateTable('outgoing_documents')
    .set({ ...set, revision, changed_at: tx.now })
    .where('office_id', '=', actor.officeId)
    .where('id', '=', document.id)
    .execute()
  await addOutgoingEvent(tx, actor, { documentId: document.id, version: document.version, event })
  const number = set.number === undefined ? document.row.number : set.number
  const symbol = set.symbol === undefined ? document.row.symbol : set.symbol
  return {
    output: {
      id: document.id,
      state,
      revision,
      code: codeOf(number as number | null, symbol as string | null),
    },
    audit: [
      {
        subjectType: 'outgoing_document',
        subjectId: document.id,
        facts: { before: document.state, state, event: event.kind, words: event.words, number, symbol },
      },
    ],
  }
}

export function codeOf(number: number | null, symbol: string | null): string | null {
  return number === null || symbol === null ? null : `${numberWords(number)}/${symbol}`
}

export async function addOutgoingEvent(
  tx: Tx,
  actor: Actor,
  line: { documentId: string; version: number; event: OutgoingEvent },
): Promise<void> {
  await tx.db
    .insertInto('outgoing_events')
    .values({
      office_id: actor.officeId,
      document_id: line.documentId,
      id: uuid(),
      at: tx.now,
      kind: line.event.kind,
      actor_id: actor.kind === 'staff' ? actor.id : null,
      actor_name: actor.name,
      actor_post: actor.post,
      words: line.event.words,
      version: line.event.version ?? line.version,
    })
    .execute()
}
