import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { AppError } from '../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../platform/operations.ts'
import { fileSchema, type StoredContent, storedContentSchema } from './model/stored-file.ts'

/**
 * Remembers files whose contents already lie in the store, under new ids. It has no door of its own: over HTTP the
 * upload route calls it after looking into each content, so nobody can claim a content by its digest.
 */
export const storeFiles = defineCommand({
  name: 'files.store',
  title: 'Tải tệp lên',
  audience: 'staff',
  input: z.strictObject({ files: z.array(storedContentSchema).min(1, 'Hãy chọn ít nhất một tệp.').max(20) }),
  output: z.object({ files: z.array(fileSchema) }),
  example: {
    files: [{ sha256: '0'.repeat(64), size: 1000, name: 'don-de-nghi.pdf', mediaType: 'application/pdf' }],
  },
  async run(tx, actor, input) {
    const stored = await rememberFiles(tx, actor, input.files)
    const [first, ...others] = stored.map(({ id, sha256, size, mediaType }) => ({
      subjectType: 'file',
      subjectId: id,
      facts: { sha256, size, mediaType },
    }))
    if (!first) throw new AppError('invalid_input')
    return {
      output: { files: stored.map(({ id, name, size, mediaType }) => ({ id, name, size, mediaType })) },
      audit: [first, ...others],
    }
  },
})

/** Writes the rows of files whose contents already lie in the store, for commands that keep a file of their own. */
export async function rememberFiles(
  tx: Tx,
  actor: Actor,
  files: readonly StoredContent[],
): Promise<(StoredContent & { id: string })[]> {
  const stored = files.map((file) => ({ id: uuid(), ...file }))
  await tx.db
    .insertInto('files')
    .values(
      stored.map(({ id, sha256, size, name, mediaType }) => ({
        office_id: actor.officeId,
        id,
        sha256,
        size,
        name,
        media_type: mediaType,
        uploaded_by: actor.id,
        uploaded_at: tx.now,
      })),
    )
    .execute()
  return stored
}

/** A file taken into keeping: what is needed to read its content. */
export interface GuardedFile {
  id: string
  sha256: string
  name: string
  mediaType: string
}

/**
 * Takes files that the actor uploaded into the keeping of something that knows who may read them: from then on they are
 * read only through it. Fails with invalid_input at `field` where one is not there, not theirs, or kept already.
 */
export async function guardFiles(
  tx: Tx,
  actor: Actor,
  { ids, field }: { ids: readonly string[]; field: string },
): Promise<GuardedFile[]> {
  if (ids.length === 0) return []
  const kept = await tx.db
    .updateTable('files')
    .set({ guarded: true })
    .where('office_id', '=', actor.officeId)
    .where('id', 'in', ids)
    .where('uploaded_by', '=', actor.id)
    .where('guarded', '=', false)
    .returning(['id', 'sha256', 'name', 'media_type as mediaType'])
    .execute()
  const inOrder = ids.flatMap((id) => kept.find((file) => file.id === id) ?? [])
  if (inOrder.length < ids.length) {
    throw new AppError('invalid_input', {
      fields: {
        [field]: 'Có tệp không còn, không do bạn tải lên hoặc đã thuộc văn bản khác. Hãy tải tệp lên lại.',
      },
    })
  }
  return inOrder
}
