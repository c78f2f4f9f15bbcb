import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { ArrivalAction, ArrivalSituation, ArrivalState } from '../model/arrival.ts'
import type { KeptMessage } from '../model/read-message.ts'
import { requireArrivalStep } from '../policy.ts'

export interface OpenArrival extends ArrivalSituation {
  id: string
  agencyId: string | null
  documentId: string | null
  fileIds: string[]
  receivedAt: Date
  message: KeptMessage | null
  /** The document it speaks of, as it arrived. */
  original: { id: string; state: ArrivalState; incomingId: string | null } | null
}

/** Locks an arrival, and the one it speaks of, for one decision. Fails with not_found, stale or wrong_state. */
export async function openArrival(
  tx: Tx,
  actor: Actor,
  { id, revision, action }: { id: string; revision: number; action: ArrivalAction },
): Promise<OpenArrival> {
  const row = await tx.db
    .selectFrom('interchange_arrivals')
    .selectAll()
    .where('office_id', '=', actor.officeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', { detail: 'Không có thông điệp này.' })
  const original = row.about_arrival_id
    ? await tx.db
        .selectFrom('interchange_arrivals')
        .select(['id', 'incoming_id as incomingId'])
        .select((each) => each.ref('state').$castTo<ArrivalState>().as('state'))
        .where('office_id', '=', actor.officeId)
        .where('id', '=', row.about_arrival_id)
        .forUpdate()
        .executeTakeFirst()
    : undefined
  const arrival: OpenArrival = {
    id,
    state: row.state as ArrivalState,
    kind: row.kind as ArrivalSituation['kind'],
    hasOriginal: (original?.incomingId ?? null) !== null,
    agencyId: row.agency_id,
    documentId: row.document_id,
    fileIds: row.file_ids,
    receivedAt: row.received_at,
    message: row.message as KeptMessage | null,
    original: original ?? null,
  }
  requireArrivalStep(action, arrival, actor)
  if (row.revision !== revision) throw new AppError('stale')
  return arrival
}

/** Writes what was decided of it, by whom. */
export async function decideArrival(
  tx: Tx,
  actor: Actor,
  decision: { id: string; state: ArrivalState; words?: string; incomingId?: string | null },
): Promise<void> {
  const { incomingId } = decision
  await tx.db
    .updateTable('interchange_arrivals')
    .set((column) => ({
      state: decision.state,
      decided_at: tx.now,
      decided_by: actor.name,
      decided_words: decision.words ?? '',
      ...(incomingId ? { incoming_id: incomingId } : {}),
      revision: column('revision', '+', 1),
    }))
    .where('office_id', '=', actor.officeId)
    .where('id', '=', decision.id)
    .execute()
}

/** The sender, for a status about this message. Fails where the message was never read. */
export function sentBy({ id, agencyId, documentId }: OpenArrival) {
  if (agencyId === null || documentId === null) throw new Error('only what was read is decided on')
  return { id, agencyId, documentId }
}
