import { v7 as uuid } from 'uuid'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { addIncomingEvent } from './change-incoming.ts'
import { tellStaff } from './tell-staff.ts'

export interface IssuedReply {
  incomingId: string
  outgoingId: string
  /** Số, ký hiệu of the reply, such as `15/UBND-VP`. */
  symbol: string
  /** Day on which it was issued. */
  issuedOn: string
}

/**
 * Notes, in the transaction that issues it, that a reply answers an incoming document: an outcome that counts. The
 * handler then finishes the document; one that is finished already only gains the link. Twice the same is once.
 * Fails with not_found, or wrong_state for a number that was given up.
 */
export async function noteReplyIssued(tx: Tx, actor: Actor, reply: IssuedReply): Promise<void> {
  const document = await tx.db
    .selectFrom('incoming_documents')
    .select(['state', 'lead_id', 'arrival_number', 'symbol'])
    .where('office_id', '=', actor.officeId)
    .where('id', '=', reply.incomingId)
    .forUpdate()
    .executeTakeFirst()
  if (!document) throw new AppError('not_found', { detail: 'Không có văn bản đến được trả lời.' })
  if (document.state === 'void') {
    throw new AppError('wrong_state', {
      detail: `Văn bản được trả lời (số đến ${document.arrival_number}) đã hủy số đến. Hãy bỏ liên kết này.`,
    })
  }
  const added = await tx.db
    .insertInto('incoming_outcomes')
    .values({
      office_id: actor.officeId,
      incoming_id: reply.incomingId,
      id: uuid(),
      kind: 'reply',
      target_id: reply.outgoingId,
      label: reply.symbol,
      issued_on: reply.issuedOn,
      state: 'accepted',
      proposed_by: actor.id,
      proposed_at: tx.now,
    })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) return
  await Promise.all([
    tx.db
      .updateTable('incoming_documents')
      .set((column) => ({ revision: column('revision', '+', 1) }))
      .where('office_id', '=', actor.officeId)
      .where('id', '=', reply.incomingId)
      .execute(),
    addIncomingEvent(tx, actor, {
      incomingId: reply.incomingId,
      event: {
        kind: 'reply_issued',
        words: `Đã phát hành văn bản trả lời ${reply.symbol}.`,
        facts: { outgoingId: reply.outgoingId, outcomeId: added.id },
      },
    }),
    document.lead_id && document.lead_id !== actor.id
      ? tellStaff(tx, actor.officeId, {
          source: `incoming.reply.${added.id}`,
          event: 'document_answered',
          staffIds: [document.lead_id],
          document: {
            id: reply.incomingId,
            arrivalNumber: document.arrival_number,
            symbol: document.symbol,
            dueOn: null,
          },
        })
      : null,
  ])
}
