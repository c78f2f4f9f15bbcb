import type { Actor, Tx } from '../../platform/operations.ts'
import { type ChangedIncoming, changeIncoming } from './change-incoming.ts'
import { keepFiles } from './keep-files.ts'
import { openIncoming } from './open-incoming.ts'

/**
 * Notes that the office lets the sender take a document back (QĐ 28/2018/QĐ-TTg; NĐ 30/2020/NĐ-CP Điều 18, Phụ lục VI): its
 * number and the record of the recall stay, its files open for clerks and leaders alone. What was done about it stays done, so
 * its state does not change. Fails with not_found.
 */
export async function markRecalled(
  tx: Tx,
  actor: Actor,
  recall: { incomingId: string; reason: string; words: string },
): Promise<ChangedIncoming> {
  const document = await openIncoming(tx, actor, { id: recall.incomingId })
  return changeIncoming(tx, actor, {
    document,
    set: { recalled_at: tx.now, recalled_reason: recall.reason },
    event: { kind: 'recalled', words: recall.words },
  })
}

interface SenderNote {
  incomingId: string
  kind: string
  words: string
  /** Files of the actor that come beside those it has. */
  fileIds?: readonly string[]
}

/** Writes a line about a document that its sender told of, such as an update. Fails with not_found. */
export async function noteFromSender(tx: Tx, actor: Actor, note: SenderNote): Promise<ChangedIncoming> {
  const { incomingId, kind, words, fileIds = [] } = note
  const document = await openIncoming(tx, actor, { id: incomingId })
  if (fileIds.length > 0) {
    const there = await tx.db
      .selectFrom('incoming_files')
      .select((each) => each.fn.countAll<number>().as('count'))
      .where('office_id', '=', actor.officeId)
      .where('incoming_id', '=', incomingId)
      .executeTakeFirstOrThrow()
    await keepFiles(tx, actor, { incomingId, fileIds, from: Number(there.count) })
  }
  return changeIncoming(tx, actor, { document, set: {}, event: { kind, words } })
}
