import type { Actor, Tx } from '../../platform/operations.ts'
import { reasonOf } from '../model/read-message.ts'
import { findOriginal } from './find-original.ts'
import { queueStatus } from './queue-message.ts'
import type { ReadArrival, Settlement } from './settle-arrival.ts'

/**
 * The sender asks a document back. Not registered yet, it is given back at once; registered, a clerk or leader decides, who
 * sees what was done with it meanwhile: nothing is given back by itself.
 */
export async function settleRecall(tx: Tx, actor: Actor, arrived: ReadArrival): Promise<Settlement> {
  const { agencyId, about } = arrived
  const original = about ? await findOriginal(tx, actor, { agencyId, documentId: about }) : null
  if (!about || !original) {
    const sentence = `Nơi gửi xin lấy lại văn bản ${about ?? ''}, nhưng đơn vị chưa nhận văn bản này qua liên thông. Khi văn bản đến, yêu cầu được xử lý tiếp.`
    return { state: 'trouble', trouble: { code: 'no_original', sentence } }
  }
  const { aboutArrivalId, words } = { aboutArrivalId: original.id, words: '' }
  if (await isAsked(tx, actor, { id: arrived.id, originalId: original.id }))
    return { state: 'skipped', aboutArrivalId, words: 'Trùng với yêu cầu lấy lại đang chờ.' }
  const isKept = original.state === 'registered' || original.state === 'applied'
  const isOut = isKept && (await isRecalled(tx, actor, original.incomingId))
  if ((isKept && !isOut) || !arrived.isTrusted) return { state: 'waiting', aboutArrivalId, words }
  if (original.state === 'waiting')
    await giveBack(tx, actor, { id: original.id, reason: reasonOf(arrived.message) })
  await queueStatus(tx, actor, {
    arrival: { id: arrived.id, agencyId, documentId: about },
    thread: original.id,
    code: '15',
    words: isOut ? 'Đã cho lấy lại trước đó.' : 'Văn bản chưa đăng ký, đã cho lấy lại.',
  })
  return {
    state: 'applied',
    aboutArrivalId,
    incomingId: original.incomingId,
    words: 'Văn bản chưa đăng ký, đã cho lấy lại.',
  }
}

/** Takes a document that nobody registered out of what waits; it stays to be read, with the reason. */
export async function giveBack(
  tx: Tx,
  { officeId }: Actor,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  await tx.db
    .updateTable('interchange_arrivals')
    .set((column) => ({
      state: 'withdrawn',
      decided_at: tx.now,
      decided_words: reason,
      revision: column('revision', '+', 1),
    }))
    .where('office_id', '=', officeId)
    .where('id', '=', id)
    .execute()
}

async function isAsked(
  tx: Tx,
  { officeId }: Actor,
  { id, originalId }: { id: string; originalId: string },
): Promise<boolean> {
  const found = await tx.db
    .selectFrom('interchange_arrivals')
    .select('id')
    .where('office_id', '=', officeId)
    .where('about_arrival_id', '=', originalId)
    .where('kind', '=', 'recall')
    .where('state', '=', 'waiting')
    .where('id', '<>', id)
    .executeTakeFirst()
  return found !== undefined
}

async function isRecalled(tx: Tx, { officeId }: Actor, incomingId: string | null): Promise<boolean> {
  if (incomingId === null) return false
  const found = await tx.db
    .selectFrom('incoming_documents')
    .select('recalled_at')
    .where('office_id', '=', officeId)
    .where('id', '=', incomingId)
    .executeTakeFirst()
  return (found?.recalled_at ?? null) !== null
}
