import { sql } from 'kysely'
import { z } from 'zod'
import { fileTypes } from '../../platform/http/send-file.ts'
import { defineQuery } from '../../platform/operations.ts'
import { handlers } from '../policy.ts'
import { readIncomingFile } from './incoming-file.ts'

const toCheck = z.object({
  incomingId: z.uuid(),
  fileId: z.uuid(),
  sha256: z.string(),
  /** Who issued the document, as it was registered. */
  issuer: z.string(),
})

/** PDF files of incoming documents of whose signatures nothing is known yet, longest waiting first. */
export const waitingSignatures = defineQuery({
  name: 'records.waitingSignatures',
  title: 'Tìm tệp văn bản đến chưa kiểm tra chữ ký số',
  audience: [],
  input: z.strictObject({ limit: z.int().min(1).max(100) }),
  output: z.object({ files: z.array(toCheck) }),
  async run({ db }, actor, { limit }) {
    const found = await sql<z.output<typeof toCheck>>`
      select i.incoming_id as "incomingId", i.file_id as "fileId", c.sha256, d.issuer
      from incoming_files i
      join files c on c.office_id = i.office_id and c.id = i.file_id
      join incoming_documents d on d.office_id = i.office_id and d.id = i.incoming_id
      where i.office_id = ${actor.officeId}::uuid and i.kind = 'document' and c.media_type = ${fileTypes.pdf}
        and not exists (select 1 from signature_reports r where r.office_id = i.office_id and r.file_id = i.file_id)
      order by i.added_at, i.file_id limit ${limit}`.execute(db)
    return { files: found.rows }
  },
})

/** A PDF of a document that the reader may see, to be checked anew. Fails with not_found. */
export const signatureToCheck = defineQuery({
  name: 'records.signatureToCheck',
  title: 'Kiểm tra lại chữ ký số của văn bản đến',
  audience: handlers,
  input: z.strictObject({ id: z.uuid(), fileId: z.uuid() }),
  output: toCheck.extend({ mediaType: z.string() }),
  async run({ db }, actor, { id, fileId }) {
    const { sha256, mediaType } = await readIncomingFile(db, actor, { id, fileId })
    const { issuer } = await db
      .selectFrom('incoming_documents')
      .select('issuer')
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return { incomingId: id, fileId, sha256, issuer, mediaType }
  },
})
