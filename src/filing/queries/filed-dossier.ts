import { type Kysely, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'

/** What the office asked the citizen to add (Mẫu số 02), while it waits for it. */
export interface AskedForMore {
  items: string[]
  reason: string
  at: Date
}

/** What a filed dossier waits for from its citizen; null where it waits for nothing. */
export async function askedOfCitizen(
  db: Kysely<DB>,
  officeId: string,
  dossierId: string | null,
): Promise<AskedForMore | null> {
  if (dossierId === null) return null
  const found = await sql<AskedForMore>`
    select coalesce(p.facts -> 'items', '[]') as items, coalesce(p.facts ->> 'reason', '') as reason, p.issued_at as at
    from dossiers d join dossier_papers p on p.office_id = d.office_id and p.dossier_id = d.id and p.form = 'supplement-request'
    where d.office_id = ${officeId}::uuid and d.id = ${dossierId}::uuid and d.status = 5
    order by p.issued_at desc limit 1`.execute(db)
  return found.rows[0] ?? null
}

/** Where a filed dossier stands, in what its citizen may read of it. */
export interface FiledDossier {
  status: number
  code: string | null
  procedureName: string
  applicantName: string
  receivedAt: Date | null
  dueAt: Date | null
  /** Lines of the timeline for the public, earliest first. */
  events: { at: string; text: string }[]
  /** Why it was refused, while it is. */
  refusal: string
}

export async function filedDossier(
  db: Kysely<DB>,
  officeId: string,
  dossierId: string,
): Promise<FiledDossier | null> {
  const found = await sql<FiledDossier>`
    select d.status, d.code, d.procedure_name as "procedureName", d.applicant_name as "applicantName",
      case when d.code is not null then d.received_at end as "receivedAt",
      case when d.code is not null then d.due_at end as "dueAt",
      (select coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'text', e.public_text) order by e.at, e.id), '[]')
        from dossier_events e where e.office_id = d.office_id and e.dossier_id = d.id and e.public_text <> '') as events,
      case when d.status = 3 then coalesce((select p.facts ->> 'reason' from dossier_papers p
        where p.office_id = d.office_id and p.dossier_id = d.id and p.form = 'refusal'
        order by p.issued_at desc limit 1), '') else '' end as refusal
    from dossiers d where d.office_id = ${officeId}::uuid and d.id = ${dossierId}::uuid`.execute(db)
  return found.rows[0] ?? null
}
