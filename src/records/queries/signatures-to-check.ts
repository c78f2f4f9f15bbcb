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

/** Looks at a file of which nobody could tell yet, six hours apart: a list that was away for a day is found by then. */
const mostLooks = 6
const betweenLooks = 6 * 3_600_000

/**
 * PDF files of incoming documents of whose signatures nothing is known yet, or nothing for certain because an authority could not
 * be reached; longest waiting first.
 */
export const waitingSignatures = defineQuery({
  name: 'records.waitingSignatures',
  title: 'Tìm tệp văn bản đến chưa kiểm tra chữ ký số',
  audience: [],
  input: z.strictObject({ limit: z.int().min(1).max(100) }),
  output: z.object({ files: z.array(toCheck) }),
  async run({ db, now }, actor, { limit }) {
    const lookedBefore = new Date(now.getTime() - betweenLooks)
    const found = await sql<z.output<typeof toCheck>>`
      select i.incoming_id as "incomingId", i.file_id as "fileId", c.sha256, d.issuer
      from incoming_files i
      join files c on c.office_id = i.office_id and c.id = i.file_id
      join incoming_documents d on d.office_id = i.office_id and d.id = i.incoming_id
      cross join lateral (
        select count(*) as looks, max(checked_at) as last,
          (array_agg(verdict = 'unchecked' and report ->> 'state' = 'signed' order by checked_at desc, id desc))[1] as open
        from signature_reports where office_id = i.office_id and file_id = i.file_id) r
      where i.office_id = ${actor.officeId}::uuid and i.kind = 'document' and c.media_type = ${fileTypes.pdf}
        and (r.looks = 0 or (r.looks < ${mostLooks} and r.last < ${lookedBefore}::timestamptz and r.open))
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
