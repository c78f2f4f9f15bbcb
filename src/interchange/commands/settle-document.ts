import { rememberFiles } from '../../files/commands.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { findOriginal } from './find-original.ts'
import { queueStatus } from './queue-message.ts'
import type { ReadArrival, Settlement } from './settle-arrival.ts'

/** A document waits for the clerk, and its sender hears that it has come (01); the same one again has no second effect. */
export async function settleDocument(tx: Tx, actor: Actor, arrived: ReadArrival): Promise<Settlement> {
  const { agencyId, message } = arrived
  if (message.kind !== 'document') throw new Error('only documents are received')
  const { documentId } = message
  const earlier = await findOriginal(tx, actor, { agencyId, documentId })
  if (earlier?.digest === arrived.digest)
    return { state: 'skipped', words: 'Trùng với thông điệp đã nhận trước.', aboutArrivalId: earlier.id }
  if (earlier) {
    const sentence = `Mã văn bản ${documentId} đã nhận trước với nội dung khác. Hãy hỏi nơi gửi bản nào đúng.`
    return { state: 'trouble', trouble: { code: 'reused', sentence }, aboutArrivalId: earlier.id }
  }
  const contents = arrived.files.map(({ caution: _, ...content }) => content)
  const [files, original] = await Promise.all([
    contents.length > 0 ? rememberFiles(tx, actor, contents, { guarded: true }) : [],
    arrived.about ? findOriginal(tx, actor, { agencyId, documentId: arrived.about }) : null,
  ])
  await queueStatus(tx, actor, {
    arrival: { id: arrived.id, agencyId, documentId },
    code: '01',
    words: 'Đã đến hệ thống của đơn vị nhận, chờ văn thư.',
  })
  await wakeEarly(tx, actor, { agencyId, documentId })
  return { state: 'waiting', fileIds: files.map(({ id }) => id), aboutArrivalId: original?.id ?? null }
}

/** What spoke of the document before it was there is read again. */
async function wakeEarly(
  tx: Tx,
  { officeId }: Actor,
  { agencyId, documentId }: { agencyId: string; documentId: string },
): Promise<void> {
  await tx.db
    .updateTable('interchange_arrivals')
    .set({ state: 'stored' })
    .where('office_id', '=', officeId)
    .where('agency_id', '=', agencyId)
    .where('about_document_id', '=', documentId)
    .where('state', '=', 'trouble')
    .where('trouble_code', '=', 'no_original')
    .execute()
}
