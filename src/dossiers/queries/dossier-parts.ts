import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import { holderAway } from './holder-away.ts'

/** Which dossier: its id, or SQL that finds it by code, so that all parts are asked for in one round trip. */
export interface PartsOf {
  officeId: string
  dossierId: RawBuilder<string>
}

/** The dossier itself with the names of its field, procedure code, holder and who received and returned it. */
export function selectDossier(db: Kysely<DB>, { officeId, dossierId, today }: PartsOf & { today: string }) {
  return db
    .selectFrom('dossiers as d')
    .innerJoin('procedures as p', (on) =>
      on.onRef('p.office_id', '=', 'd.office_id').onRef('p.id', '=', 'd.procedure_id'),
    )
    .innerJoin('fields as f', (on) =>
      on.onRef('f.office_id', '=', 'd.office_id').onRef('f.code', '=', 'd.field_code'),
    )
    .leftJoin('staff_members as h', (on) =>
      on.onRef('h.office_id', '=', 'd.office_id').onRef('h.id', '=', 'd.holder_id'),
    )
    .leftJoin('staff_members as r', (on) =>
      on.onRef('r.office_id', '=', 'd.office_id').onRef('r.id', '=', 'd.received_by'),
    )
    .leftJoin('staff_members as g', (on) =>
      on.onRef('g.office_id', '=', 'd.office_id').onRef('g.id', '=', 'd.returned_by'),
    )
    .selectAll('d')
    .select([
      'p.code as procedure_code',
      'f.name as field_name',
      'h.full_name as holder_name',
      'h.post_title as holder_post',
      'r.full_name as receiver_name',
      'g.full_name as returner_name',
    ])
    .select(holderAway(officeId, today).as('holder_away'))
    .where('d.office_id', '=', officeId)
    .where('d.id', '=', dossierId)
    .executeTakeFirst()
}

export function selectSteps(db: Kysely<DB>, { officeId, dossierId }: PartsOf) {
  return db
    .selectFrom('dossier_steps')
    .select(['ordinal', 'code', 'name', 'role', 'minutes', 'due_at as dueAt'])
    .where('office_id', '=', officeId)
    .where('dossier_id', '=', dossierId)
    .orderBy('ordinal')
    .execute()
}

export function selectComponents(db: Kysely<DB>, { officeId, dossierId }: PartsOf) {
  return db
    .selectFrom('dossier_components')
    .select(['ordinal', 'name', 'kind', 'required', 'provided', 'originals', 'copies', 'note'])
    .select([
      'paper_code as paperCode',
      'must_scan as mustScan',
      'digitised_paper_id as digitisedPaperId',
      sql<'store' | 'dossier' | null>`reuse`.as('reuse'),
    ])
    .where('office_id', '=', officeId)
    .where('dossier_id', '=', dossierId)
    .orderBy('ordinal')
    .execute()
}

export function selectFiles(db: Kysely<DB>, { officeId, dossierId }: PartsOf) {
  return db
    .selectFrom('dossier_files as a')
    .innerJoin('files as f', (on) =>
      on.onRef('f.office_id', '=', 'a.office_id').onRef('f.id', '=', 'a.file_id'),
    )
    .select([
      'f.id',
      'f.name',
      'f.media_type as mediaType',
      'a.component',
      'a.purpose',
      'a.added_at as addedAt',
    ])
    .select(sql<number>`f.size::float8`.as('size'))
    .where('a.office_id', '=', officeId)
    .where('a.dossier_id', '=', dossierId)
    .orderBy('a.added_at')
    .orderBy('f.id')
    .execute()
}

export function selectHandovers(db: Kysely<DB>, { officeId, dossierId }: PartsOf) {
  return db
    .selectFrom('dossier_handovers as h')
    .leftJoin('staff_members as s', (on) =>
      on.onRef('s.office_id', '=', 'h.office_id').onRef('s.id', '=', 'h.received_by'),
    )
    .select([
      'h.sequence',
      'h.from_step as fromStep',
      'h.to_step as toStep',
      'h.from_label as fromLabel',
      'h.to_label as toLabel',
      'h.handed_at as handedAt',
      'h.received_at as receivedAt',
      'h.note',
    ])
    .select(sql<'early' | 'on_time' | 'late'>`h.outcome`.as('outcome'))
    .select(sql<string>`coalesce(s.full_name, '')`.as('receivedBy'))
    .where('h.office_id', '=', officeId)
    .where('h.dossier_id', '=', dossierId)
    .orderBy('h.sequence')
    .execute()
}

export function selectEvents(db: Kysely<DB>, { officeId, dossierId }: PartsOf) {
  return db
    .selectFrom('dossier_events')
    .select([
      'id',
      'at',
      'kind',
      'actor_name as actorName',
      'actor_post as actorPost',
      'public_text as publicText',
      'note',
    ])
    .where('office_id', '=', officeId)
    .where('dossier_id', '=', dossierId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

export function selectPauses(db: Kysely<DB>, { officeId, dossierId }: PartsOf) {
  return db
    .selectFrom('dossier_pauses')
    .select(['from_at as from', 'to_at as to', 'reason'])
    .where('office_id', '=', officeId)
    .where('dossier_id', '=', dossierId)
    .orderBy('from_at')
    .execute()
}

export function selectPapers(db: Kysely<DB>, { officeId, dossierId }: PartsOf) {
  return db
    .selectFrom('dossier_papers as p')
    .innerJoin('staff_members as s', (on) =>
      on.onRef('s.office_id', '=', 'p.office_id').onRef('s.id', '=', 'p.issued_by'),
    )
    .select([
      'p.id',
      'p.form',
      'p.edition',
      'p.number',
      'p.symbol',
      'p.issued_at as issuedAt',
      's.full_name as issuedBy',
      'p.printed_count as printedCount',
      'p.printed_at as printedAt',
      'p.printed_by as printedBy',
    ])
    .select(sql<string[]>`coalesce(p.facts -> 'items', '[]'::jsonb)`.as('items'))
    .where('p.office_id', '=', officeId)
    .where('p.dossier_id', '=', dossierId)
    .orderBy('p.issued_at')
    .orderBy('p.id')
    .execute()
}

export function selectResult(db: Kysely<DB>, { officeId, dossierId }: PartsOf) {
  return db
    .selectFrom('dossier_results as r')
    .innerJoin('staff_members as w', (on) =>
      on.onRef('w.office_id', '=', 'r.office_id').onRef('w.id', '=', 'r.drafted_by'),
    )
    .leftJoin('staff_members as a', (on) =>
      on.onRef('a.office_id', '=', 'r.office_id').onRef('a.id', '=', 'r.approved_by'),
    )
    .select([
      'r.title',
      'r.file_id as fileId',
      'r.letter',
      'w.full_name as draftedBy',
      'r.drafted_at as draftedAt',
      'r.approved_at as approvedAt',
      'r.number',
      'r.symbol',
      'r.issued_on as issuedOn',
    ])
    .select(sql<boolean>`coalesce(r.signed_file_id, r.electronic_file_id) is not null`.as('isKept'))
    .select(sql<'draft' | 'approved' | 'issued'>`r.state`.as('state'))
    .select(sql<string>`coalesce(a.full_name, '')`.as('approvedBy'))
    .where('r.office_id', '=', officeId)
    .where('r.dossier_id', '=', dossierId)
    .executeTakeFirst()
}
