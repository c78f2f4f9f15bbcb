import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { addIncomingEvent } from '../../records/commands/change-incoming.ts'
import { mayPack } from '../model/archive/may-pack.ts'
import { keepers } from '../policy.ts'
import { linkedDocuments } from '../queries/linked-documents.ts'
import { addFileEvents, auditOf } from './change-file.ts'
import { openFiles } from './open-for-change.ts'

export const fingerprintSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'Mã niêm phong gồm 64 chữ số và chữ a đến f.')

/**
 * Ghi nhận gói đã đóng: its fingerprint goes into the table, the file's history and the journal before anybody gets a byte
 * of it. Of every restricted document in it the look is recorded as any other look is. The route that builds calls it.
 */
export const notePackage = defineCommand({
  name: 'workfiles.notePackage',
  title: 'Ghi nhận gói hồ sơ lưu trữ đã đóng',
  audience: keepers,
  input: z.strictObject({
    id: z.uuid(),
    fingerprint: fingerprintSchema,
    documents: z.int().min(0),
    files: z.int().min(0),
    bytes: z.int().min(1),
  }),
  output: z.object({ id: z.uuid(), fingerprint: z.string() }),
  async run(tx, actor, { id, ...made }) {
    const [file] = await openFiles(tx, actor, [id])
    if (!file) throw new AppError('not_found', { detail: 'Không có hồ sơ này hoặc bạn không được xem.' })
    if (!mayPack(file, file.viewer)) throw new AppError('wrong_state')
    const links = await linkedDocuments(tx.db, { officeId: actor.officeId, workFileId: id, reader: actor })
    const restricted = links.filter((link) => link.restricted && link.visible)
    await tx.db
      .insertInto('work_file_packages')
      .values({ office_id: actor.officeId, work_file_id: id, ...made, made_at: tx.now, made_by: actor.id })
      // The same content on the same day is the same package.
      .onConflict((conflict) => conflict.columns(['office_id', 'fingerprint']).doNothing())
      .execute()
    const words = `Đóng gói nộp lưu trữ: ${made.documents} văn bản, ${made.files} tệp, mã niêm phong ${made.fingerprint}.`
    await addFileEvents(tx, actor, [{ workFileId: id, event: { kind: 'packed', words } }])
    for (const { kind, documentId } of restricted)
      if (kind === 'incoming')
        await addIncomingEvent(tx, actor, {
          incomingId: documentId,
          event: { kind: 'looked', words: `Đóng vào gói lưu trữ của hồ sơ ${file.symbol}.` },
        })
    const looks = restricted.map(({ kind, documentId }) => ({
      subjectType: `${kind}_document`,
      subjectId: documentId,
      facts: { purpose: 'look', workFileId: id, fingerprint: made.fingerprint },
    }))
    return {
      output: { id, fingerprint: made.fingerprint },
      audit: [auditOf(file, { event: 'packed', ...made }), ...looks],
    }
  },
})
