import { sql } from 'kysely'
import type { Actor, Tx } from '../../platform/operations.ts'
import { statusName } from '../model/status-order.ts'
import type { ReadArrival, Settlement } from './settle-arrival.ts'

/** A receiver tells what became of a document of ours; in whatever order, each word is kept once. */
export async function settleStatus(tx: Tx, actor: Actor, arrived: ReadArrival): Promise<Settlement> {
  const { message, agencyId } = arrived
  if (message.kind !== 'status') throw new Error('only a status tells')
  const { documentId } = message.responseFor
  const sent = await tx.db
    .selectFrom('interchange_messages')
    .select('id')
    .where('office_id', '=', actor.officeId)
    .where('agency_id', '=', agencyId)
    .where('document_id', '=', documentId)
    .where('kind', 'in', ['document', 'update', 'replace'])
    .executeTakeFirst()
  if (!sent) {
    const sentence = `Trạng thái “${statusName(message.statusCode)}” nói về văn bản ${documentId}, nhưng đơn vị không gửi văn bản này cho cơ quan đó.`
    return { state: 'trouble', trouble: { code: 'no_original', sentence } }
  }
  await tx.db
    .insertInto('interchange_statuses')
    .values({
      office_id: actor.officeId,
      message_id: sent.id,
      code: message.statusCode,
      at: sql<Date>`${message.timestamp}::timestamptz`,
      words: message.description,
      arrival_id: arrived.id,
      noted_at: tx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return { state: 'applied' }
}
