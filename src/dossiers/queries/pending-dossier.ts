import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'

/** A dossier that is not received yet, as it was declared: at the desk with papers missing, or online. */
export const pendingView = z.object({
  id: z.uuid(),
  procedureId: z.uuid(),
  procedureName: z.string(),
  caseCode: z.string(),
  applicant: z.object({
    kind: z.enum(['citizen', 'business', 'organisation']),
    name: z.string(),
    personalId: z.string(),
    birthDate: z.string().nullable(),
    sex: z.enum(['male', 'female']).nullable(),
    address: z.string(),
    phone: z.string(),
    email: z.string(),
  }),
  submitter: z.object({ name: z.string(), personalId: z.string(), phone: z.string() }).nullable(),
  content: z.string(),
  returnMethod: z.enum(['counter', 'post', 'online']),
  returnAddress: z.string(),
  /** Answers of the electronic declaration so far. */
  declaration: z.record(z.string(), z.unknown()).nullable(),
  components: z.array(
    z.object({
      ordinal: z.int(),
      name: z.string(),
      provided: z.boolean(),
      originals: z.int(),
      copies: z.int(),
      note: z.string(),
      files: z.array(z.object({ id: z.uuid(), name: z.string(), size: z.int(), mediaType: z.string() })),
    }),
  ),
})

export type PendingRow = z.output<typeof pendingView> & {
  fieldCode: string
  revision: number
  /** Whether it was filed online. */
  online: boolean
}

/** The dossier with this id while it waits to be received (state 1 or 5, without a code), or undefined. */
export async function readPending(
  db: Kysely<DB>,
  { officeId, id }: { officeId: string; id: string },
): Promise<PendingRow | undefined> {
  const found = await sql<PendingRow>`select d.id, d.procedure_id as "procedureId", d.revision,
      d.procedure_name as "procedureName", d.field_code as "fieldCode", d.case_code as "caseCode", d.content, d.declaration,
      d.return_method as "returnMethod", d.return_address as "returnAddress",
      jsonb_build_object('kind', d.applicant_kind, 'name', d.applicant_name, 'personalId', d.personal_id,
        'birthDate', d.birth_date, 'sex', d.sex, 'address', d.address, 'phone', d.phone, 'email', d.email) as applicant,
      case when d.submitter_name <> '' then jsonb_build_object('name', d.submitter_name,
        'personalId', d.submitter_personal_id, 'phone', d.submitter_phone) end as submitter,
      (select coalesce(jsonb_agg(jsonb_build_object('ordinal', c.ordinal, 'name', c.name, 'provided', c.provided,
          'originals', c.originals, 'copies', c.copies, 'note', c.note,
          'files', (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'size', f.size, 'mediaType', f.media_type)
              order by x.added_at, f.id), '[]'::jsonb)
            from dossier_files x join files f on f.office_id = x.office_id and f.id = x.file_id
            where x.office_id = c.office_id and x.dossier_id = c.dossier_id and x.component = c.ordinal))
          order by c.ordinal), '[]'::jsonb)
        from dossier_components c where c.office_id = d.office_id and c.dossier_id = d.id) as components,
      exists (select 1 from online_filings o where o.office_id = d.office_id and o.dossier_id = d.id) as online
    from dossiers d
    where d.office_id = ${officeId}::uuid and d.id = ${id}::uuid and d.status in (1, 5) and d.code is null`.execute(
    db,
  )
  return found.rows[0]
}
