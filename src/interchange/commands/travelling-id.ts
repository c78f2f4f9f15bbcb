import type { Actor, Tx } from '../../platform/operations.ts'
import { numberWords } from '../../records/model/outgoing/symbols.ts'
import { ownDocumentId } from '../model/compose.ts'
import { loadOwn } from '../queries/load-own.ts'

/** Under which identifier an issued document of the office travels, and whether there is a signed file to send. */
export async function travellingId(
  tx: Tx,
  { officeId }: Actor,
  outgoingId: string,
): Promise<{ documentId: string; hasFile: boolean }> {
  const [document, own] = await Promise.all([
    tx.db
      .selectFrom('outgoing_documents')
      .select(['number', 'symbol', 'dated_on as datedOn', 'signed_file_id as fileId'])
      .where('office_id', '=', officeId)
      .where('id', '=', outgoingId)
      .executeTakeFirstOrThrow(),
    loadOwn(tx.db, officeId),
  ])
  const { number, symbol, datedOn, fileId } = document
  if (number === null || symbol === null || datedOn === null) throw new Error('only what is issued is sent')
  const named = { number: numberWords(number), symbol, datedOn }
  return { documentId: ownDocumentId(own.agency.organId, named), hasFile: fileId !== null }
}
