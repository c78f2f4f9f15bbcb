import { type Kysely, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import type { IssuedPaper, PaperSource } from '../model/papers/source.ts'

interface Row {
  office: PaperSource['office']
  dossier: Omit<PaperSource['dossier'], 'receivedAt' | 'originalDueAt'> & {
    receivedAt: string
    originalDueAt: string
  }
  components: PaperSource['components']
  coordinating: string[]
  handovers: (Omit<PaperSource['handovers'][number], 'handedAt' | 'receivedAt'> & {
    handedAt: string
    receivedAt: string | null
  })[]
}

/** What the forms of a dossier (by code or id) say, in one round trip; null when there is none in this office. */
export async function readPaperSource(
  db: Kysely<DB>,
  officeId: string,
  ref: string,
): Promise<PaperSource | null> {
  const found = await sql<Row>`select
      jsonb_build_object('name', o.name, 'parentName', o.parent_name, 'placeName', o.place_name,
        'receptionName', o.reception_name, 'phone', o.phone, 'paperSymbols', o.paper_symbols) as office,
      jsonb_build_object('id', d.id, 'code', d.code, 'fieldCode', d.field_code, 'procedureName', d.procedure_name, 'applicantName', d.applicant_name,
        'personalId', d.personal_id, 'address', d.address, 'phone', d.phone, 'email', d.email,
        'submitterName', d.submitter_name, 'content', d.content, 'setCount', d.set_count, 'returnPlace', d.return_place,
        'receivedAt', d.received_at, 'originalDueAt', d.original_due_at, 'receivedByName', coalesce(s.full_name, ''), 'fees', v.fees,
        'timeLimit', jsonb_build_object('amount', d.time_limit_amount, 'unit', d.time_limit_unit)) as dossier,
      (select coalesce(jsonb_agg(jsonb_build_object('name', c.name, 'kind', c.kind, 'provided', c.provided,
        'originals', c.originals, 'copies', c.copies, 'isReused', c.reuse is not null) order by c.ordinal), '[]') from dossier_components c
        where c.office_id = d.office_id and c.dossier_id = d.id and c.kind <> 'supplement') as components,
      (select coalesce(jsonb_agg(jsonb_build_object('fromUnit', fu.name, 'fromName', f.full_name,
        'toUnit', coalesce(ru.name, h.to_label), 'receiverName', r.full_name,
        'handedAt', h.handed_at, 'receivedAt', h.received_at, 'outcome', h.outcome, 'note', h.note) order by h.sequence), '[]')
        from dossier_handovers h
        join staff_members f on f.office_id = h.office_id and f.id = h.from_staff_id
        left join units fu on fu.office_id = f.office_id and fu.id = f.unit_id
        left join staff_members r on r.office_id = h.office_id and r.id = coalesce(h.received_by, h.to_staff_id)
        left join units ru on ru.office_id = r.office_id and ru.id = r.unit_id
        where h.office_id = d.office_id and h.dossier_id = d.id) as handovers,
      (select coalesce(jsonb_agg(distinct s.to_name), '[]') from handover_slip_items i
        join handover_slips s on s.office_id = i.office_id and s.id = i.slip_id
        where i.office_id = d.office_id and i.dossier_id = d.id and s.to_unit_id is null) as coordinating
    from dossiers d
    join offices o on o.office_id = d.office_id
    -- Nobody received what is answered before acceptance.
    left join staff_members s on s.office_id = d.office_id and s.id = d.received_by
    join procedure_versions v on v.office_id = d.office_id and v.procedure_id = d.procedure_id and v.version = d.procedure_version
    where d.office_id = ${officeId} and (d.code = ${ref} or d.id::text = ${ref})`.execute(db)
  const row = found.rows[0]
  if (!row) return null
  const { dossier, handovers } = row
  return {
    ...row,
    dossier: {
      ...dossier,
      receivedAt: new Date(dossier.receivedAt),
      originalDueAt: new Date(dossier.originalDueAt),
    },
    handovers: handovers.map((each) => ({
      ...each,
      handedAt: new Date(each.handedAt),
      receivedAt: each.receivedAt ? new Date(each.receivedAt) : null,
    })),
  }
}

/** One issued form, or null. */
export async function readIssuedPaper(
  db: Kysely<DB>,
  officeId: string,
  paperId: string,
): Promise<IssuedPaper | null> {
  const row = await db
    .selectFrom('dossier_papers')
    .select(['dossier_id', 'form', 'number', 'symbol', 'issued_at', 'facts'])
    .where('office_id', '=', officeId)
    .where('id', '=', paperId)
    .executeTakeFirst()
  if (!row) return null
  return {
    dossierId: row.dossier_id,
    form: row.form,
    number: row.number,
    symbol: row.symbol,
    issuedAt: row.issued_at,
    facts: row.facts as Record<string, unknown>,
  }
}
