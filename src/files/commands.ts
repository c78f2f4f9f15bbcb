import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { AppError } from '../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../platform/operations.ts'
import { fileSchema, type StoredContent, storedContentSchema } from './model/stored-file.ts'
import { knownRenditions } from './queries.ts'

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

/**
 * Writes the rows of files whose contents already lie in the store, for commands that keep a file of their own; under new
 * ids, unless one must be known beforehand. `guarded`: read from the first only through what they belong to.
 */
export async function rememberFiles(
  tx: Tx,
  actor: Actor,
  files: readonly (StoredContent & { id?: string })[],
  { guarded = false } = {},
): Promise<(StoredContent & { id: string })[]> {
  const stored = files.map((file) => ({ ...file, id: file.id ?? uuid() }))
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
        guarded,
      })),
    )
    .execute()
  return stored
}

/** A PDF/A that was made of a content, and lies in the store: both by their SHA-256, its size in bytes. */
export interface Rendition {
  of: string
  sha256: string
  size: number
}

/** Keeps the PDF/A of contents, for whoever needs it again; of each content the first that is handed in counts. */
export async function keepRenditions(tx: Tx, actor: Actor, renditions: readonly Rendition[]): Promise<void> {
  const known = await knownRenditions(
    tx.db,
    actor.officeId,
    renditions.map(({ of }) => of),
  )
  const fresh = new Map(renditions.filter(({ of }) => !known.has(of)).map((each) => [each.of, each]))
  if (fresh.size === 0) return
  const files = await rememberFiles(
    tx,
    actor,
    [...fresh.values()].map(({ sha256, size }) => ({
      sha256,
      size,
      name: 'ban-pdfa.pdf',
      mediaType: 'application/pdf',
    })),
    { guarded: true },
  )
  const rows = [...fresh.keys()].map((sha256, index) => ({
    office_id: actor.officeId,
    sha256,
    file_id: files[index]?.id ?? '',
    made_at: tx.now,
  }))
  await tx.db.insertInto('file_renditions').values(rows).execute()
}

/**
 * Deletes the rows of files that nothing refers to any more, for commands that drop what was never handed in. The bytes follow
 * a day later (`jobs.ts`), where no other file has the same content; with the last file of a content goes its PDF/A.
 */
export async function forgetFiles(tx: Tx, actor: Actor, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const forgotten = await tx.db
    .deleteFrom('files')
    .where('office_id', '=', actor.officeId)
    .where('id', 'in', [...ids])
    .returning('sha256')
    .execute()
  const contents = [...new Set(forgotten.map(({ sha256 }) => sha256))]
  if (contents.length === 0) return
  await noteForgotten(tx, actor, contents)
  const renditions = await tx.db
    .deleteFrom('file_renditions as r')
    .where('r.office_id', '=', actor.officeId)
    .where('r.sha256', 'in', contents)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('files as f')
            .select('f.id')
            .whereRef('f.office_id', '=', 'r.office_id')
            .whereRef('f.sha256', '=', 'r.sha256'),
        ),
      ),
    )
    .returning('r.file_id')
    .execute()
  await forgetFiles(
    tx,
    actor,
    renditions.map(({ file_id }) => file_id),
  )
}

/**
 * Notes contents that are about to be kept for a row that may never be written, because the program is killed or the row is
 * refused: a day later the nightly job looks whether a file has them, and removes those of which none has.
 */
export const expectContents = defineCommand({
  name: 'files.expect',
  title: 'Ghi nhận nội dung sắp đưa vào kho tệp',
  audience: [],
  input: z.strictObject({
    sha256s: z
      .array(z.string().regex(/^[0-9a-f]{64}$/))
      .min(1)
      .max(1000),
  }),
  output: z.object({ expected: z.int() }),
  async run(tx, actor, { sha256s }) {
    await noteForgotten(tx, actor, [...new Set(sha256s)])
    return {
      output: { expected: sha256s.length },
      audit: [{ subjectType: 'file', subjectId: actor.officeId, facts: { expected: sha256s } }],
    }
  },
})

async function noteForgotten(tx: Tx, actor: Actor, contents: readonly string[]): Promise<void> {
  await tx.db
    .insertInto('forgotten_contents')
    .values(contents.map((sha256) => ({ office_id: actor.officeId, sha256, forgotten_at: tx.now })))
    .onConflict((conflict) => conflict.columns(['office_id', 'sha256']).doUpdateSet({ forgotten_at: tx.now }))
    .execute()
}

/** Notes that the bytes of contents are dealt with: gone, or needed by somebody. The program alone runs it, every night. */
export const settleForgotten = defineCommand({
  name: 'files.settleForgotten',
  title: 'Xóa nội dung tệp không còn ai dùng',
  audience: [],
  input: z.strictObject({ sha256s: z.array(z.string()).min(1).max(1000), removed: z.int().min(0) }),
  output: z.object({ settled: z.int() }),
  async run(tx, actor, { sha256s, removed }) {
    const settled = await tx.db
      .deleteFrom('forgotten_contents')
      .where('office_id', '=', actor.officeId)
      .where('sha256', 'in', sha256s)
      .executeTakeFirst()
    return {
      output: { settled: Number(settled.numDeletedRows) },
      audit: [
        { subjectType: 'file', subjectId: actor.officeId, facts: { settled: sha256s.length, removed } },
      ],
    }
  },
})
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
