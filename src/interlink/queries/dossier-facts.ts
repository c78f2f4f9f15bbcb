import { type Kysely, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import type { Answers } from '../../procedures/model/declaration-answers.ts'
import type { FormDefinition } from '../../procedures/model/form.ts'
import type { RequestContent } from '../model/package.ts'

/** What of a dossier can be sent to a partner. */
export interface DossierFacts {
  procedureCode: string | null
  procedureName: string
  applicant: NonNullable<RequestContent['applicant']>
  answers: Answers | null
  form: FormDefinition | null
  components: {
    ordinal: number
    name: string
    originals: number
    copies: number
    note: string
    fileIds: string[]
  }[]
}

/** Facts of one dossier, with the papers handed in and their files. */
export async function dossierFacts(
  db: Kysely<DB>,
  { officeId, dossierId }: { officeId: string; dossierId: string },
): Promise<DossierFacts | undefined> {
  const found = await sql<DossierFacts>`
    select p.code as "procedureCode", d.procedure_name as "procedureName", d.declaration as answers, v.form,
      jsonb_build_object('kind', d.applicant_kind, 'name', d.applicant_name, 'personalId', d.personal_id,
        'birthDate', d.birth_date, 'sex', d.sex, 'address', d.address, 'phone', d.phone, 'email', d.email) as applicant,
      (select coalesce(jsonb_agg(jsonb_build_object('ordinal', c.ordinal, 'name', c.name, 'originals', c.originals,
          'copies', c.copies, 'note', c.note, 'fileIds', (select coalesce(jsonb_agg(f.file_id order by f.added_at, f.file_id), '[]')
            from dossier_files f where f.office_id = c.office_id and f.dossier_id = c.dossier_id
              and f.component = c.ordinal and f.purpose = 'component')) order by c.ordinal), '[]')
        from dossier_components c
        where c.office_id = d.office_id and c.dossier_id = d.id and c.provided) as components
    from dossiers d
    join procedures p on p.office_id = d.office_id and p.id = d.procedure_id
    join procedure_versions v on v.office_id = d.office_id and v.procedure_id = d.procedure_id
      and v.version = d.procedure_version
    where d.office_id = ${officeId}::uuid and d.id = ${dossierId}::uuid`.execute(db)
  return found.rows[0]
}
