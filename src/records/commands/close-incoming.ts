import type { Updateable } from 'kysely'
import type { IncomingDocuments } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { finishing } from '../model/outcome.ts'
import {
  addIncomingEvent,
  type ChangedIncoming,
  type IncomingChange,
  type IncomingEvent,
  told,
} from './change-incoming.ts'
import type { OpenIncoming } from './open-incoming.ts'

/**
 * Finishes a document, if the rule lets it; the only place that does. Fails with wrong_state and the sentence that says
 * what is missing.
 */
export async function closeIncoming(
  tx: Tx,
  actor: Actor,
  { document, event, also = {} }: { document: OpenIncoming; event: IncomingEvent; also?: IncomingChange },
): Promise<ChangedIncoming> {
  const result = finishing(document)
  if (!result.may) throw new AppError('wrong_state', { detail: result.missing })
  return write(tx, actor, {
    document,
    event,
    set: {
      ...also,
      state: 'finished',
      for_information: document.forInformation,
      closed_as: result.closedAs,
      finished_at: tx.now,
      finished_by: actor.id,
    },
  })
}

/** Gives up the number of a document registered by mistake: it stays in the register with the reason (Điều 22). */
export async function voidDocument(
  tx: Tx,
  actor: Actor,
  { document, event }: { document: OpenIncoming; event: IncomingEvent },
): Promise<ChangedIncoming> {
  const set = { state: 'void', closed_as: 'void', finished_at: tx.now, finished_by: actor.id }
  return write(tx, actor, { document, event, set })
}

/** Opens a finished document again, with what it was given to do before. */
export async function reopenClosed(
  tx: Tx,
  actor: Actor,
  { document, event }: { document: OpenIncoming; event: IncomingEvent },
): Promise<ChangedIncoming> {
  // What was for information goes back before the leader, who alone may decide otherwise.
  const goesOn = document.leadId !== null && document.forInformation === false
  const set = {
    state: goesOn ? 'in_progress' : 'registered',
    closed_as: null,
    finished_at: null,
    finished_by: null,
    for_information: goesOn ? false : null,
  }
  return write(tx, actor, { document, event, set })
}

type Closing = IncomingChange &
  Pick<Updateable<IncomingDocuments>, 'closed_as' | 'finished_at' | 'finished_by'> & { state: string }

async function write(
  tx: Tx,
  actor: Actor,
  { document, event, set }: { document: OpenIncoming; event: IncomingEvent; set: Closing },
): Promise<ChangedIncoming> {
  const revision = document.revision + 1
  await Promise.all([
    tx.db
      .updateTable('incoming_documents')
      .set({ ...set, revision })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', document.id)
      .execute(),
    addIncomingEvent(tx, actor, { incomingId: document.id, event }),
  ])
  return told(document, { revision, state: set.state, set, event })
}
