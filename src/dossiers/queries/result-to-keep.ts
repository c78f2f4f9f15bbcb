import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { composeLetter } from '../model/compose-papers.ts'
import { readLetter } from './read-letter.ts'

/**
 * What the program needs to keep an issued result as a PDF: nothing when it is kept already, else the letter to make
 * one of, or neither when a file was uploaded. Asked by the program itself only.
 */
export const resultToKeep = defineQuery({
  name: 'dossiers.resultToKeep',
  title: 'Đọc kết quả đã phát hành để lập bản điện tử',
  audience: [],
  input: z.strictObject({ dossierId: z.uuid() }),
  output: z.object({
    isKept: z.boolean(),
    code: z.string().nullable(),
    issuedAt: z.date(),
    letter: z.record(z.string(), z.unknown()).nullable(),
  }),
  async run({ db }, { officeId }, { dossierId }) {
    const row = await db
      .selectFrom('dossier_results as r')
      .innerJoin('dossiers as d', (on) =>
        on.onRef('d.office_id', '=', 'r.office_id').onRef('d.id', '=', 'r.dossier_id'),
      )
      .select(['d.code', 'r.issued_at', 'r.file_id', 'r.electronic_file_id'])
      .where('r.office_id', '=', officeId)
      .where('r.dossier_id', '=', dossierId)
      .where('r.state', '=', 'issued')
      .executeTakeFirst()
    if (!row?.issued_at) throw new AppError('not_found')
    const isKept = row.electronic_file_id !== null
    const found = isKept || row.file_id ? null : await readLetter(db, officeId, dossierId)
    return {
      isKept,
      code: row.code,
      issuedAt: row.issued_at,
      letter: found && composeLetter(found.source, found.result),
    }
  },
})

/** Issued results of which no electronic one is kept yet, oldest first: what the news of them did not lead to. */
export const resultsNotKept = defineQuery({
  name: 'dossiers.resultsNotKept',
  title: 'Tìm kết quả chưa có bản điện tử',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ dossierIds: z.array(z.uuid()) }),
  async run({ db }, { officeId }) {
    const rows = await db
      .selectFrom('dossier_results')
      .select('dossier_id')
      .where('office_id', '=', officeId)
      .where('state', '=', 'issued')
      .where('electronic_file_id', 'is', null)
      .orderBy('issued_at')
      .limit(200)
      .execute()
    return { dossierIds: rows.map((row) => row.dossier_id) }
  },
})
