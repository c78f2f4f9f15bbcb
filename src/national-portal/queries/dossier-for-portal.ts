import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery, type Reader } from '../../platform/operations.ts'
import type { DossierFacts, PortalFile } from '../model/compose-dossier.ts'

/** What a message is made of: the dossier as it is now, and as the portal knows it. */
export interface DossierForPortal extends DossierFacts {
  /** Under which code the portal knows it; null before its first message. */
  portalCode: string | null
  /** The portal has confirmed that it has it. */
  isKnownThere: boolean
  /** Its code was issued by the portal beforehand. */
  hasReservedCode: boolean
}

/** One dossier for the portal. Fails with not_found. */
export const dossierForPortal = defineQuery({
  name: 'nationalPortal.dossier',
  title: 'Đọc hồ sơ để báo Cổng',
  audience: [],
  input: z.strictObject({ dossierId: z.uuid() }),
  output: z.custom<DossierForPortal>(),
  async run({ db }, { officeId }, { dossierId }) {
    const [found, files] = await Promise.all([
      readDossier(db, officeId, dossierId),
      readFiles(db, officeId, dossierId),
    ])
    if (!found) throw new AppError('not_found')
    const { received, feesOf, moments, ...dossier } = found
    return {
      ...dossier,
      filedAt: new Date(moments.filed),
      receivedAt: received ? new Date(moments.received) : null,
      dueAt: received ? new Date(moments.due) : null,
      finishedAt: moments.finished === null ? null : new Date(moments.finished),
      fees: feesOf.map(({ name, amountVnd }) => ({ name, amount: amountVnd })),
      files,
    }
  },
})

interface Row
  extends Omit<DossierForPortal, 'files' | 'fees' | 'filedAt' | 'receivedAt' | 'dueAt' | 'finishedAt'> {
  received: boolean
  moments: { filed: string; received: string; due: string; finished: string | null }
  feesOf: { name: string; amountVnd: number | null }[]
}

async function readDossier(db: Reader['db'], officeId: string, dossierId: string): Promise<Row | undefined> {
  const found = await sql<Row>`
    select d.id as "dossierId", d.code as "ownCode", pr.code as "procedureCode", d.procedure_name as "procedureName",
      f.name as "fieldName", d.channel, d.applicant_kind as "applicantKind", d.applicant_name as "applicantName",
      d.personal_id as "personalId", d.birth_date::text as "birthDate", d.address, d.phone, d.email,
      d.submitter_name as "submitterName", d.submitter_personal_id as "submitterPersonalId", d.submitter_phone as "submitterPhone",
      d.return_method as "returnMethod", d.code is not null as received,
      jsonb_build_object('filed', coalesce(o.filed_at, d.received_at), 'received', d.received_at, 'due', d.due_at, 'finished', d.finished_at) as moments,
      coalesce(o.identity_level = 'vneid', false) as "signedInByVneid",
      ${componentsOf} as components,
      case jsonb_typeof(v.fees) when 'array' then v.fees else '[]' end as "feesOf",
      ${paymentsOf} as payments,
      ${resultOf} as result,
      p.portal_code as "portalCode", coalesce(p.known_at is not null, false) as "isKnownThere",
      exists (select from reserved_codes c where c.office_id = d.office_id and c.code = d.code) as "hasReservedCode"
    from dossiers d
    join procedures pr on pr.office_id = d.office_id and pr.id = d.procedure_id
    join procedure_versions v on v.office_id = d.office_id and v.procedure_id = d.procedure_id and v.version = d.procedure_version
    join fields f on f.office_id = d.office_id and f.code = d.field_code
    left join online_filings o on o.office_id = d.office_id and o.dossier_id = d.id
    left join portal_dossiers p on p.office_id = d.office_id and p.dossier_id = d.id
    where d.office_id = ${officeId}::uuid and d.id = ${dossierId}::uuid`.execute(db)
  return found.rows[0]
}

const componentsOf = sql`(select coalesce(jsonb_agg(jsonb_build_object('ordinal', c.ordinal, 'name', c.name, 'paperCode', c.paper_code,
    'originals', c.originals, 'copies', c.copies, 'digitised', c.digitised_paper_id is not null, 'reused', c.reuse is not null,
    'fromStore', coalesce(c.reuse = 'store', false)) order by c.ordinal), '[]')
  from dossier_components c where c.office_id = d.office_id and c.dossier_id = d.id)`

const paymentsOf = sql`(select coalesce(jsonb_agg(jsonb_build_object('payment', y.payment, 'amount', y.amount) order by y.payment), '[]')
  from portal_payments y where y.office_id = d.office_id and y.dossier_id = d.id)`

const resultOf = sql`(select jsonb_build_object('title', r.title, 'number', coalesce(r.number || '/' || r.symbol, ''), 'issuedOn', r.issued_on)
  from dossier_results r where r.office_id = d.office_id and r.dossier_id = d.id and r.state = 'issued')`

/** Papers handed in, and the result as it went out; drafts are nobody's business but the office's. */
async function readFiles(db: Reader['db'], officeId: string, dossierId: string): Promise<PortalFile[]> {
  const found = await sql<PortalFile>`
    with own as (
      select file_id, component, case purpose when 'supplement' then 'supplement' else 'paper' end as part from dossier_files
      where office_id = ${officeId}::uuid and dossier_id = ${dossierId}::uuid and purpose in ('component', 'supplement')
      union all
      select coalesce(signed_file_id, electronic_file_id, file_id), null, 'result' from dossier_results
      where office_id = ${officeId}::uuid and dossier_id = ${dossierId}::uuid and state = 'issued'
        and coalesce(signed_file_id, electronic_file_id, file_id) is not null)
    select own.file_id as "fileId", f.name, f.sha256, f.size, f.media_type as "mediaType", p.portal_file as "portalFile", own.component, own.part
    from own join files f on f.office_id = ${officeId}::uuid and f.id = own.file_id
    left join portal_files p on p.office_id = f.office_id and p.file_id = f.id
    order by own.component nulls last, own.file_id`.execute(db)
  return found.rows
}
