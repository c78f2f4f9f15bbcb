import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { DB } from '../platform/database-types.ts'
import { AppError } from '../platform/errors.ts'
import { defineQuery } from '../platform/operations.ts'
import { fileSchema } from './model/stored-file.ts'
import { requireFileReader } from './policy.ts'

/** One stored file and where its content lies. Fails with not_found, or not_allowed for who may not read it. */
export const getFile = defineQuery({
  name: 'files.get',
  title: 'Xem tệp đính kèm',
  audience: 'staff',
  input: z.strictObject({ id: z.uuid() }),
  output: fileSchema.extend({ sha256: z.string() }),
  async run({ db }, actor, { id }) {
    const file = await db
      .selectFrom('files')
      .select(['id', 'sha256', 'name', 'size', 'media_type as mediaType', 'uploaded_by as uploadedBy'])
      .select('guarded')
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .executeTakeFirst()
    if (!file) throw new AppError('not_found')
    requireFileReader(actor, file)
    const { uploadedBy: _, guarded: __, ...shown } = file
    return shown
  },
})

/** The PDF/A that is kept of contents of an office: its SHA-256 by theirs. */
export async function knownRenditions(
  db: Kysely<DB>,
  officeId: string,
  contents: readonly string[],
): Promise<Map<string, string>> {
  if (contents.length === 0) return new Map()
  const found = await db
    .selectFrom('file_renditions as r')
    .innerJoin('files as f', (join) =>
      join.onRef('f.office_id', '=', 'r.office_id').onRef('f.id', '=', 'r.file_id'),
    )
    .select(['r.sha256 as of', 'f.sha256'])
    .where('r.office_id', '=', officeId)
    .where('r.sha256', 'in', [...contents])
    .execute()
  return new Map(found.map(({ of, sha256 }) => [of, sha256]))
}
