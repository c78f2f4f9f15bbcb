import { z } from 'zod'
import { guardFiles, rememberFiles } from '../../files/commands.ts'
import { storedContentSchema } from '../../files/model/stored-file.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { corners } from '../../platform/stamp-geometry.ts'
import { changedIncoming } from '../model/incoming-inputs.ts'
import { clerks } from '../policy.ts'
import { changeIncoming } from './change-incoming.ts'
import { openIncoming } from './open-incoming.ts'

/** Lưu bản đã đóng dấu đến, beside the document as it came; the route that stamps calls it. */
export const keepStamped = defineCommand({
  name: 'records.keepStamped',
  title: 'Đóng dấu đến lên bản PDF',
  audience: clerks,
  input: z.strictObject({ id: z.uuid(), corner: z.enum(corners), content: storedContentSchema }),
  output: changedIncoming,
  async run(tx, actor, { id, corner, content }) {
    const document = await openIncoming(tx, actor, { id })
    if (document.state === 'void') throw new AppError('wrong_state', { detail: 'Số đến này đã hủy.' })
    const [stored] = await rememberFiles(tx, actor, [content])
    if (!stored) throw new AppError('invalid_input')
    await guardFiles(tx, actor, { ids: [stored.id], field: 'content' })
    const kept = await tx.db
      .selectFrom('incoming_files')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('office_id', '=', actor.officeId)
      .where('incoming_id', '=', id)
      .executeTakeFirstOrThrow()
    await tx.db
      .insertInto('incoming_files')
      .values({
        office_id: actor.officeId,
        incoming_id: id,
        file_id: stored.id,
        ordinal: Number(kept.count),
        kind: 'stamped',
        corner,
        // The words are those of the document itself, which were read.
        text_state: 'none',
        added_at: tx.now,
      })
      .execute()
    return changeIncoming(tx, actor, {
      document,
      set: {},
      event: { kind: 'stamped', words: 'Đóng dấu đến lên bản PDF.', facts: { fileId: stored.id, corner } },
    })
  },
})
