import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { finishing } from '../model/outcome.ts'
import { addIncomingEvent, type ChangedIncoming, type IncomingEvent, told } from './change-incoming.ts'
import type { OpenIncoming } from './open-incoming.ts'

/**
 * Finishes a document, if the rule lets it; the only place that does. Fails with wrong_state and the sentence that says
 * what is missing.
 */
export async function closeIncoming(
  tx: Tx,
  actor: Actor,
  { document, event }: { document: OpenIncoming; event: IncomingEvent },
): Promise<ChangedIncoming> {
  const result = finishing(document)
  if (!result.may) throw new AppError('wrong_state', { detail: result.missing })
  const revision = document.revision + 1
  const set = {
    state: 'finished',
    for_information: document.forInformation,
    closed_as: result.closedAs,
    finished_at: tx.now,
    finished_by: actor.id,
  }
  await Promise.all([
    tx.db
      .updateTable('incoming_documents')
      .set({ ...set, revision })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', document.id)
      .execute(),
    addIncomingEvent(tx, actor, { incomingId: document.id, event }),
  ])
  return told(document, { revision, state: 'finished', set, event })
}

/** Opens a finished document again, with what it was given to do before. */
export async function reopenClosed(
  tx: Tx,
  actor: Actor,
  { document, event }: { document: OpenIncoming; event: IncomingEvent },
): Promise<ChangedIncoming> {
  const revision = document.revision + 1
  // What was for information goes back before the leader, who alone may decide otherwise.
  const goesOn = document.leadId !== null && document.forInformation === false
  const state = goesOn ? 'in_progress' : 'registered'
  const set = {
    state,
    closed_as: null,
    finished_at: null,
    finished_by: null,
    for_information: goesOn ? false : null,
  }
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
