import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineQuery } from '../../platform/operations.ts'
import { handlers, seesAll } from '../policy.ts'
import { readableBy } from './incoming-filter.ts'

/** A file of a document as it is sent. */
export const incomingFile = z.object({
  sha256: z.string(),
  name: z.string(),
  size: z.number(),
  mediaType: z.string(),
})
export type IncomingFile = z.output<typeof incomingFile>

interface Found extends IncomingFile {
  restricted: boolean
}

/**
 * Reads where the content of a document's file lies. Fails with not_found, also where it is not for the actor: what its sender
 * has taken back opens for clerks and leaders alone, who have to prove what was done (Phụ lục VI, thu hồi).
 */
export async function readIncomingFile(
  db: Kysely<DB>,
  actor: Actor,
  { id, fileId }: { id: string; fileId: string },
): Promise<Found> {
  const found = await sql<Found>`select c.sha256, c.name, c.size, c.media_type as "mediaType", d.restricted
    from incoming_documents d
    join incoming_files i on i.office_id = d.office_id and i.incoming_id = d.id and i.file_id = ${fileId}::uuid
    join files c on c.office_id = i.office_id and c.id = i.file_id
    where d.office_id = ${actor.officeId}::uuid and d.id = ${id}::uuid and ${readableBy(actor)}
      and (d.recalled_at is null or ${seesAll(actor)}::boolean)`.execute(db)
  const file = found.rows[0]
  if (!file) throw new AppError('not_found', { detail: 'Không có tệp này hoặc bạn không được xem.' })
  return { ...file, size: Number(file.size) }
}

/** The file of a document that anybody who sees the document may look at unrecorded; null: it is restricted. */
export const getIncomingFile = defineQuery({
  name: 'records.getIncomingFile',
  title: 'Xem tệp của văn bản đến',
  audience: handlers,
  input: z.strictObject({ id: z.uuid(), fileId: z.uuid() }),
  output: z.object({ file: incomingFile.nullable() }),
  async run({ db }, actor, input) {
    const { restricted, ...file } = await readIncomingFile(db, actor, input)
    return { file: restricted ? null : file }
  },
})
