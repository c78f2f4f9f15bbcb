import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'

export const storedPaper = z.object({
  id: z.uuid(),
  ownerName: z.string(),
  fieldName: z.string(),
  paperCode: z.string(),
  name: z.string(),
  number: z.string(),
  issuedOn: z.string().nullable(),
  issuingAgency: z.string(),
  validUntil: z.string().nullable(),
  note: z.string(),
  fileId: z.uuid(),
  source: z.enum(['result', 'component', 'compared']),
  state: z.enum(['valid', 'superseded', 'annulled']),
  stateReason: z.string(),
  dossierCode: z.string().nullable(),
  digitisedBy: z.string(),
  digitisedAt: z.iso.datetime({ offset: true }),
})
export type StoredPaper = z.output<typeof storedPaper>

/** Papers shown at once; nobody has more of them in one commune. */
const mostPapers = 300

/** Papers of one owner, newest first, of these fields or (null) of all. The answer is stored, so moments are text. */
export async function selectStoredPapers(
  db: Kysely<DB>,
  of: { officeId: string; identifier: string; fields: readonly string[] | null },
): Promise<StoredPaper[]> {
  const found = await sql<
    StoredPaper & { at: Date }
  >`select p.id, p.owner_name as "ownerName", f.name as "fieldName",
      p.paper_code as "paperCode", p.name, p.number, p.issued_on as "issuedOn", p.issuing_agency as "issuingAgency",
      p.valid_until as "validUntil", p.note, p.file_id as "fileId", p.source, p.state, p.state_reason as "stateReason",
      d.code as "dossierCode", p.digitised_by_name as "digitisedBy", p.digitised_at as at
    from citizen_papers p
    join fields f on f.office_id = p.office_id and f.code = p.field_code
    join dossiers d on d.office_id = p.office_id and d.id = p.dossier_id
    where p.office_id = ${of.officeId}::uuid and p.owner_identifier = ${of.identifier}
      and (${of.fields}::text[] is null or p.field_code = any(${of.fields}::text[]))
    order by p.digitised_at desc, p.id limit ${mostPapers}`.execute(db)
  return found.rows.map(({ at, ...paper }) => ({ ...paper, digitisedAt: at.toISOString() }))
}
