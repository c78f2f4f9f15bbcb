import { v7 as uuid } from 'uuid'
import type { Actor, Tx } from '../../platform/operations.ts'
import { isPractice } from '../../platform/practice.ts'
import type { EdxmlStatusCode } from '../model/edxml/message.ts'
import type { MessageKind } from '../model/sending.ts'
import { mayStillTell } from '../model/status-order.ts'

interface Queued {
  agencyIds: readonly string[]
  kind: Exclude<MessageKind, 'status'>
  /** The document that goes, or is asked back. */
  outgoingId: string
  documentId: string
  /** The document updated or replaced. */
  aboutId?: string
  /** Of all messages about one document with one agency: they go in their order. */
  thread: string
  words?: string
  by: string
}

/** Puts a document, or word about one, on its way to each agency. Returns the agencies for which there was not one yet. */
export async function queueMessages(tx: Tx, { officeId }: Actor, queued: Queued): Promise<string[]> {
  if (queued.agencyIds.length === 0 || isPractice(officeId)) return []
  const added = await tx.db
    .insertInto('interchange_messages')
    .values(
      queued.agencyIds.map((agencyId) => ({
        office_id: officeId,
        id: uuid(),
        agency_id: agencyId,
        kind: queued.kind,
        thread: queued.thread,
        outgoing_id: queued.outgoingId,
        about_id: queued.aboutId ?? null,
        document_id: queued.documentId,
        words: queued.words ?? '',
        state: 'waiting',
        next_at: tx.now,
        made_at: tx.now,
        made_by: queued.by,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('agency_id')
    .execute()
  return added.map(({ agency_id }) => agency_id)
}

interface Told {
  /** Of the message, where it must be known beforehand. */
  id?: string
  /** The message that arrived of which the status tells; its sender hears it. */
  arrival: { id: string; agencyId: string; documentId: string }
  /** The document it is about, where that is another arrival: the answer to a recall keeps its place among its statuses. */
  thread?: string
  code: EdxmlStatusCode
  words: string
}

/** Tells the sender of a document what became of it: each status once, none that would go back. */
export async function queueStatus(tx: Tx, actor: Actor, told: Told): Promise<void> {
  const { arrival, code } = told
  if (isPractice(actor.officeId)) return
  const [earlier, agency] = await Promise.all([
    tx.db
      .selectFrom('interchange_messages')
      .select('status_code')
      .where('office_id', '=', actor.officeId)
      .where('arrival_id', '=', arrival.id)
      .where('kind', '=', 'status')
      .execute(),
    tx.db
      .selectFrom('interchange_agencies')
      .select('via')
      .where('office_id', '=', actor.officeId)
      .where('id', '=', arrival.agencyId)
      .executeTakeFirstOrThrow(),
  ])
  const codes = earlier.map(({ status_code }) => status_code ?? '')
  if (agency.via === 'manual' || !mayStillTell(code, codes)) return
  await tx.db
    .insertInto('interchange_messages')
    .values({
      office_id: actor.officeId,
      id: told.id ?? uuid(),
      agency_id: arrival.agencyId,
      kind: 'status',
      thread: told.thread ?? arrival.id,
      arrival_id: arrival.id,
      document_id: arrival.documentId,
      status_code: code,
      words: told.words,
      state: 'waiting',
      next_at: tx.now,
      made_at: tx.now,
      made_by: actor.name,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
