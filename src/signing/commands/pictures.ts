import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { rememberFiles } from '../../files/commands.ts'
import { storedContentSchema } from '../../files/model/stored-file.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { requireOwner, type SigningOwner, signingOwners } from '../policy.ts'

/** Lưu hình chữ ký hoặc con dấu: the route that has looked at the picture calls it. The one before is kept and no longer used. */
export const putPicture = defineCommand({
  name: 'signing.putPicture',
  title: 'Lưu hình chữ ký của mình hoặc hình con dấu',
  audience: 'staff',
  input: z.strictObject({
    owner: z.enum(signingOwners),
    content: storedContentSchema,
    width: z.int().min(1),
    height: z.int().min(1),
  }),
  output: z.object({ id: z.uuid() }),
  async run(tx, actor, { owner, content, width, height }) {
    requireOwner(actor, owner)
    const dropped = await dropUsed(tx, actor, owner)
    const [file] = await rememberFiles(tx, actor, [content], { guarded: true })
    if (!file) throw new AppError('invalid_input')
    const id = uuid()
    await tx.db
      .insertInto('signature_pictures')
      .values({
        office_id: actor.officeId,
        id,
        member_id: owner === 'own' ? actor.id : null,
        file_id: file.id,
        width,
        height,
        put_at: tx.now,
        put_by: actor.id,
      })
      .execute()
    const facts = { owner, sha256: content.sha256, instead: dropped }
    return { output: { id }, audit: [{ subjectType: 'signature_picture', subjectId: id, facts }] }
  },
})

/** Bỏ hình chữ ký hoặc con dấu đang dùng. */
export const dropPicture = defineCommand({
  name: 'signing.dropPicture',
  title: 'Bỏ hình chữ ký của mình hoặc hình con dấu',
  audience: 'staff',
  input: z.strictObject({ owner: z.enum(signingOwners) }),
  output: z.object({ id: z.uuid() }),
  async run(tx, actor, { owner }) {
    requireOwner(actor, owner)
    const id = await dropUsed(tx, actor, owner)
    if (!id) throw new AppError('not_found', { detail: 'Chưa có hình nào đang dùng.' })
    return {
      output: { id },
      audit: [{ subjectType: 'signature_picture', subjectId: id, facts: { owner, dropped: true } }],
    }
  },
})

async function dropUsed(tx: Tx, actor: Actor, owner: SigningOwner): Promise<string | null> {
  const row = await tx.db
    .updateTable('signature_pictures')
    .set({ dropped_at: tx.now })
    .where('office_id', '=', actor.officeId)
    .where('member_id', owner === 'own' ? '=' : 'is', owner === 'own' ? actor.id : null)
    .where('dropped_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}
