import { z } from 'zod'
import { rememberFiles } from '../../files/commands.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { mayPack } from '../model/archive/may-pack.ts'
import { keepers } from '../policy.ts'
import { changeBuild, openBuild } from './build-steps.ts'
import { addFileEvents, auditOf } from './change-file.ts'
import { dropReadings } from './kept-packages.ts'
import { openFiles } from './open-for-change.ts'

/**
 * Ghi nhận toàn văn đã xuất, in the place of an earlier one of the file. The job that builds calls it in the name of whoever
 * asked. Fails with wrong_state where the file changed meanwhile.
 */
export const finishReading = defineCommand({
  name: 'workfiles.finishReading',
  title: 'Ghi nhận toàn văn hồ sơ đã xuất',
  audience: keepers,
  input: z.strictObject({
    buildId: z.uuid(),
    /** Of the work file as it was put together. */
    revision: z.int(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    size: z.int().min(1),
  }),
  output: z.object({ id: z.uuid() }),
  async run(tx, actor, { buildId, revision, sha256, size }) {
    const { workFileId: id } = await openBuild(tx, actor.officeId, buildId)
    const [file] = await openFiles(tx, actor, [id])
    if (!file) throw new AppError('not_found', { detail: 'Không có hồ sơ này hoặc bạn không được xem.' })
    if (!mayPack(file, file.viewer) || file.revision !== revision)
      throw new AppError('wrong_state', {
        detail: 'Hồ sơ đã thay đổi trong lúc xuất toàn văn. Hãy xem lại hồ sơ rồi xuất lại.',
      })
    await dropReadings(tx, actor, [id])
    const name = `toan-van-${file.row.year}-${file.symbol.replaceAll(/[^A-Za-z0-9]+/g, '-')}.zip`
    const content = { sha256, size, name, mediaType: 'application/zip' }
    const [stored] = await rememberFiles(tx, actor, [content], { guarded: true })
    const set = { state: 'done', ended_at: tx.now, file_id: stored?.id ?? null }
    const ended = await changeBuild(tx, actor.officeId, { id: buildId, set })
    const words = 'Xuất toàn văn hồ sơ (PDF và XML).'
    await addFileEvents(tx, actor, [{ workFileId: id, event: { kind: 'exported', words } }])
    return { output: { id }, audit: [auditOf(file, { event: 'exported', sha256, size }), ended] }
  },
})
