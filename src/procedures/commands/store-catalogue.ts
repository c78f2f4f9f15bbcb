import { sql } from 'kysely'
import type { Tx } from '../../platform/operations.ts'
import { startingSteps } from '../model/default-process.ts'
import { type CatalogueRecord, procedureId, procedureSearchText } from '../model/record-schema.ts'

/** Rows to store, with everything the statements below need. */
export interface CatalogueLoad {
  officeId: string
  validFrom: string
  rows: string
  /** Why and by whom, for the history of each version. */
  note?: string
  createdBy?: string | null
}

/** Prepares records for the statements, each of which takes all of them at once. */
export function prepareLoad(
  officeId: string,
  validFrom: string,
  records: readonly CatalogueRecord[],
): CatalogueLoad {
  const rows = records.map((record) => ({
    ...record,
    id: procedureId(officeId, record.key),
    searchText: procedureSearchText(record),
    amount: record.timeLimit.amount,
    // No time at all in another unit is a slip of the catalogue for "same day".
    unit: record.timeLimit.amount === 0 ? 'same_day' : record.timeLimit.unit,
    // The process that a procedure starts with, until the office sets its own.
    steps: startingSteps(record.timeLimit),
  }))
  return { officeId, validFrom, rows: JSON.stringify(rows) }
}

export async function storeFields(tx: Tx, { officeId, rows }: CatalogueLoad): Promise<void> {
  await sql`insert into fields (office_id, code, name)
    select distinct on (r."fieldCode") ${officeId}::uuid, r."fieldCode", r.field
    from jsonb_to_recordset(${rows}::jsonb) as r ("fieldCode" text, field text)
    order by r."fieldCode", r.field
    on conflict (office_id, code) do nothing`.execute(tx.db)
}

export async function storeProcedures(tx: Tx, { officeId, rows }: CatalogueLoad): Promise<void> {
  await sql`insert into procedures as p (office_id, id, key, code, field_code)
    select ${officeId}::uuid, r.id, r.key, r.code, r."fieldCode"
    from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, key text, code text, "fieldCode" text)
    on conflict (office_id, id) do update set code = excluded.code, field_code = excluded.field_code
    where (p.code, p.field_code) is distinct from (excluded.code, excluded.field_code)`.execute(tx.db)
}

/**
 * Adds version 1 of what is new and a next version of what says something else than its newest one, which then ends the
 * day before. A newest version that begins after that day cannot end before it: the statement fails on the check. What a
 * catalogue does not bring (form, process, parts to be posted) stays as the office has it. Returns how many were added.
 */
export async function storeVersions(tx: Tx, load: CatalogueLoad): Promise<number> {
  const { officeId, validFrom, rows, note = '', createdBy = null } = load
  const added = await sql<{ count: number }>`with incoming as (
      select * from json_to_recordset(${rows}::json) as r (id uuid, name text, "searchText" text, amount integer,
        unit text, cases jsonb, steps jsonb, form json, agencies jsonb, posting jsonb, fees jsonb, result text,
        "legalBasis" jsonb, decision text, notes text, confidence text, "verifiedFields" jsonb)
    ), newest as (
      select distinct on (procedure_id) * from procedure_versions
      where office_id = ${officeId}::uuid order by procedure_id, version desc
    ), whole as (
      select i.id, i.name, i."searchText", i.amount, i.unit, i.cases, coalesce(n.steps, i.steps) as steps,
        case when i.form::text <> 'null' then i.form else n.form end as form,
        coalesce(n.agencies, '{}') || i.agencies as agencies, coalesce(n.posting, '{}') || i.posting as posting,
        i.fees, i.result, i."legalBasis", i.decision, i.notes, i.confidence, i."verifiedFields",
        coalesce(n.version, 0) as version
      from incoming i left join newest n on n.procedure_id = i.id
    ), changed as (
      select w.* from whole w left join newest n on n.procedure_id = w.id
      where n.version is null or (n.name, n.search_text, n.time_limit_amount, n.time_limit_unit, n.cases, n.form::jsonb,
          n.agencies, n.posting, n.fees, n.result, n.legal_basis, n.decision, n.notes, n.confidence, n.verified_fields)
        is distinct from (w.name, w."searchText", w.amount, w.unit, w.cases, w.form::jsonb,
          w.agencies, w.posting, w.fees, w.result, w."legalBasis", w.decision, w.notes, w.confidence, w."verifiedFields")
    ), ended as (
      update procedure_versions v set valid_to = ${validFrom}::date - 1 from changed c
      where v.office_id = ${officeId}::uuid and v.procedure_id = c.id and v.version = c.version
    ), stored as (
      insert into procedure_versions (office_id, procedure_id, version, valid_from, name, search_text,
        time_limit_amount, time_limit_unit, cases, steps, form, agencies, posting, fees, result, legal_basis, decision,
        notes, confidence, verified_fields, created_at, change_note, created_by)
      select ${officeId}::uuid, id, version + 1, ${validFrom}::date, name, "searchText", amount, unit, cases, steps,
        form, agencies, posting, fees, result, "legalBasis", decision, notes, confidence, "verifiedFields", ${tx.now},
        ${note}, ${createdBy}::uuid
      from changed
      returning 1
    )
    select count(*)::integer as count from stored`.execute(tx.db)
  return added.rows[0]?.count ?? 0
}
