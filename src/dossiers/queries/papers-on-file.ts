import { type Kysely, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import { isUsable } from '../model/citizen-paper.ts'

/** A paper of one person that the office already has, from the data store or from an earlier dossier. */
export interface PaperOnFile {
  from: 'store' | 'dossier'
  /** In the store. */
  paperId: string | null
  /** The dossier it comes from, and which of its components (null: its result). */
  dossierId: string
  dossierCode: string
  ordinal: number | null
  name: string
  paperCode: string
  number: string
  issuedOn: string | null
  receivedAt: string
  fileIds: string[]
}

type Row = PaperOnFile & { state: string; confidence: string; validUntil: string | null }

/** As many papers of one person as are looked at, newest first. */
const mostPapers = 300

/**
 * What the office has of exactly this person and may use again today: papers of the store that hold, and papers with a
 * scan in earlier dossiers. Nobody's without an identifier. Declarations are not among them: they are of their day.
 */
export async function papersOnFile(
  db: Kysely<DB>,
  of: { officeId: string; personalId: string; today: string },
): Promise<PaperOnFile[]> {
  const { officeId, personalId, today } = of
  if (personalId === '') return []
  const found = await sql<Row>`
    select 'store' as "from", p.id as "paperId", p.dossier_id as "dossierId", d.code as "dossierCode", p.component as ordinal,
      p.name, p.paper_code as "paperCode", p.number, p.issued_on as "issuedOn", p.digitised_at as "receivedAt",
      jsonb_build_array(p.file_id) as "fileIds", p.state, p.confidence, p.valid_until as "validUntil"
    from citizen_papers p join dossiers d on d.office_id = p.office_id and d.id = p.dossier_id
    where p.office_id = ${officeId}::uuid and p.owner_identifier = ${personalId}
    union all
    select 'dossier', null, d.id, d.code, c.ordinal, c.name, c.paper_code, '', null, d.received_at, (
      select jsonb_agg(f.file_id) from dossier_files f where f.office_id = d.office_id and f.dossier_id = d.id
        and f.component = c.ordinal and f.purpose = 'component'), 'valid', 'compared', null
    from dossiers d join dossier_components c on c.office_id = d.office_id and c.dossier_id = d.id
    where d.office_id = ${officeId}::uuid and d.personal_id = ${personalId} and d.code is not null and d.status not in (3, 7, 8)
      and c.provided and c.reuse is null and c.digitised_paper_id is null and c.kind in ('original', 'copy', 'certified_copy')
      and exists (select from dossier_files f where f.office_id = d.office_id and f.dossier_id = d.id
        and f.component = c.ordinal and f.purpose = 'component')
    order by "receivedAt" desc limit ${mostPapers}`.execute(db)
  return found.rows
    .filter((row) => isUsable(row, today))
    .map(({ state: _, confidence: __, validUntil: ___, ...paper }) => paper)
}
