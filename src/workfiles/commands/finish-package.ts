import { z } from 'zod'
import { rememberFiles } from '../../files/commands.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { mayPack } from '../model/archive/may-pack.ts'
import { keepers } from '../policy.ts'
import { changeBuild, openBuild } from './build-steps.ts'
import { addFileEvents, auditOf } from './change-file.ts'
import { dropKeptPackages } from './kept-packages.ts'
import { openFiles } from './open-for-change.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * Ghi nhận gói đã đóng: its fingerprint goes into the table, the file's history and the journal before anybody gets a byte
 * of it. The job that builds calls it in the name of whoever asked. Fails with wrong_state where the file changed meanwhile.
 */
export const finishPackage = defineCommand({
  name: 'workfiles.finishPackage',
  title: 'Ghi nhận gói hồ sơ lưu trữ đã đóng',
  audience: keepers,
  input: z.strictObject({
    buildId: z.uuid(),
    /** Of the work file as it was packed. */
    revision: z.int(),
    fingerprint: sha256,
    /** Of the ZIP file. */
    sha256,
    folder: z.string().min(1),
    documents: z.int().min(0),
    files: z.int().min(0),
    bytes: z.int().min(1),
  }),
  output: z.object({ id: z.uuid(), fingerprint: z.string() }),
  async run(tx, actor, { buildId, revision, ...made }) {
    const { workFileId: id } = await openBuild(tx, actor.officeId, buildId)
    const [file] = await openFiles(tx, actor, [id])
    if (!file) throw new AppError('not_found', { detail: 'Không có hồ sơ này hoặc bạn không được xem.' })
    if (!mayPack(file, file.viewer) || file.revision !== revision)
      throw new AppError('wrong_state', {
        detail: 'Hồ sơ đã thay đổi trong lúc lập gói. Hãy xem lại hồ sơ rồi lập gói lại.',
      })
    const { fingerprint } = made
    await keepPackage(tx, actor, { id, made })
    const words = `Đóng gói nộp lưu trữ: ${made.documents} văn bản, ${made.files} tệp, mã niêm phong ${fingerprint}.`
    await addFileEvents(tx, actor, [{ workFileId: id, event: { kind: 'packed', words } }])
    const set = { state: 'done', ended_at: tx.now, fingerprint }
    const ended = await changeBuild(tx, actor.officeId, { id: buildId, set })
    return {
      output: { id, fingerprint },
      audit: [auditOf(file, { event: 'packed', ...made }), ended],
    }
  },
})

interface Made {
  fingerprint: string
  sha256: string
  folder: string
  documents: number
  files: number
  bytes: number
}

/** The package and, in the place of an earlier one of the file, its bytes. */
async function keepPackage(tx: Tx, actor: Actor, { id, made }: { id: string; made: Made }): Promise<void> {
  const { fingerprint, sha256, folder, bytes, documents, files } = made
  await tx.db
    .insertInto('work_file_packages')
    .values({
      office_id: actor.officeId,
      work_file_id: id,
      ...{ fingerprint, documents, files, bytes },
      made_at: tx.now,
      made_by: actor.id,
    })
    // The same content on the same day is the same package.
    .onConflict((conflict) => conflict.columns(['office_id', 'fingerprint']).doNothing())
    .execute()
  await dropKeptPackages(tx, actor, [id])
  const content = { sha256, size: bytes, name: `${folder}.zip`, mediaType: 'application/zip' }
  const [stored] = await rememberFiles(tx, actor, [content], { guarded: true })
  await tx.db
    .updateTable('work_file_packages')
    .set({ sha256, folder, file_id: stored?.id ?? null })
    .where('office_id', '=', actor.officeId)
    .where('fingerprint', '=', fingerprint)
    .execute()
}
