import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Actor, type AuditEntry, defineCommand, type Tx } from '../../platform/operations.ts'
import { addIncomingEvent } from '../../records/commands/change-incoming.ts'
import { mayPack } from '../model/archive/may-pack.ts'
import { keepers } from '../policy.ts'
import { linkedDocuments } from '../queries/linked-documents.ts'
import { auditOf } from './change-file.ts'
import { type OpenedFile, openFiles } from './open-for-change.ts'

/**
 * Tải gói đã lập: who fetches it sees every document of the file, so all must be theirs to see, and each look at a
 * restricted one is noted. The route that sends it calls this first. Fails with not_found, not_allowed, wrong_state.
 */
export const takePackage = defineCommand({
  name: 'workfiles.takePackage',
  title: 'Tải gói hồ sơ lưu trữ đã lập',
  audience: keepers,
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ sha256: z.string(), size: z.number(), name: z.string(), fingerprint: z.string() }),
  async run(tx, actor, { id }) {
    const [file] = await openFiles(tx, actor, [id])
    if (!file) throw new AppError('not_found', { detail: 'Không có hồ sơ này hoặc bạn không được xem.' })
    const kept = await tx.db
      .selectFrom('work_file_packages as p')
      .innerJoin('files as c', (join) =>
        join.onRef('c.office_id', '=', 'p.office_id').onRef('c.id', '=', 'p.file_id'),
      )
      .select(['c.sha256', 'c.size', 'c.name', 'p.fingerprint'])
      .where('p.office_id', '=', actor.officeId)
      .where('p.work_file_id', '=', id)
      .executeTakeFirst()
    if (!kept || !mayPack(file, file.viewer))
      throw new AppError('wrong_state', {
        detail: `Hồ sơ ${file.symbol} chưa có gói nộp lưu trữ để tải. Hãy lập gói trên trang của hồ sơ, sau khi hồ sơ đã kết thúc.`,
      })
    const { fingerprint } = kept
    const looks = await noteLooks(tx, actor, {
      file,
      facts: { fingerprint },
      words: 'Tải trong gói lưu trữ của hồ sơ',
    })
    return {
      output: { ...kept, size: Number(kept.size) },
      audit: [auditOf(file, { event: 'package_taken', fingerprint }), ...looks],
    }
  },
})

/** Tải toàn văn đã xuất, on the same terms as a package. Fails with not_found, not_allowed, wrong_state. */
export const takeReading = defineCommand({
  name: 'workfiles.takeReading',
  title: 'Tải toàn văn hồ sơ đã xuất',
  audience: keepers,
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ sha256: z.string(), size: z.number(), name: z.string() }),
  async run(tx, actor, { id }) {
    const [file] = await openFiles(tx, actor, [id])
    if (!file) throw new AppError('not_found', { detail: 'Không có hồ sơ này hoặc bạn không được xem.' })
    const kept = await tx.db
      .selectFrom('work_file_package_builds as b')
      .innerJoin('files as c', (join) =>
        join.onRef('c.office_id', '=', 'b.office_id').onRef('c.id', '=', 'b.file_id'),
      )
      .select(['c.sha256', 'c.size', 'c.name', 'b.id'])
      .where('b.office_id', '=', actor.officeId)
      .where('b.work_file_id', '=', id)
      .executeTakeFirst()
    if (!kept || !mayPack(file, file.viewer))
      throw new AppError('wrong_state', {
        detail: `Hồ sơ ${file.symbol} chưa có toàn văn để tải. Hãy bấm “Xuất toàn văn” trên trang của hồ sơ, sau khi hồ sơ đã kết thúc.`,
      })
    const { id: build, ...content } = kept
    const looks = await noteLooks(tx, actor, { file, facts: { build }, words: 'Tải trong toàn văn hồ sơ' })
    return {
      output: { ...content, size: Number(kept.size) },
      audit: [auditOf(file, { event: 'reading_taken', build }), ...looks],
    }
  },
})

/**
 * Notes of every restricted document in a file that it was looked at through its package, as any other look is. Fails with
 * not_allowed where the actor may not see one of the documents.
 */
async function noteLooks(
  tx: Tx,
  actor: Actor,
  { file, facts, words }: { file: OpenedFile; facts: Record<string, unknown>; words: string },
): Promise<AuditEntry[]> {
  const links = await linkedDocuments(tx.db, {
    officeId: actor.officeId,
    workFileId: file.id,
    reader: actor,
  })
  if (links.some(({ visible }) => !visible))
    throw new AppError('not_allowed', {
      detail: 'Trong gói có văn bản bạn không được xem. Hãy để người được xem toàn bộ hồ sơ tải gói.',
    })
  const restricted = links.filter((link) => link.restricted)
  for (const { kind, documentId } of restricted)
    if (kind === 'incoming')
      await addIncomingEvent(tx, actor, {
        incomingId: documentId,
        event: { kind: 'looked', words: `${words} ${file.symbol}.` },
      })
  return restricted.map(({ kind, documentId }) => ({
    subjectType: `${kind}_document`,
    subjectId: documentId,
    facts: { purpose: 'look', workFileId: file.id, ...facts },
  }))
}
