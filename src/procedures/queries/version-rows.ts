import { type Kysely, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import type { VersionContent } from '../model/version-content.ts'
import type { Confidence } from '../model.ts'

/** A version with its dates and how sure it is. */
export interface VersionRow {
  procedureId: string
  code: string | null
  fieldCode: string
  fieldName: string
  closedOn: string | null
  closingNote: string
  version: number
  validFrom: string
  /** The day before `validFrom`: it holds on no day. */
  validTo: string | null
  content: VersionContent
  confidence: Confidence
  verifiedFields: readonly string[]
  confirmedAgainst: string
  confirmedAt: Date | null
  changeNote: string
  createdAt: Date
  createdBy: string | null
}

const content = sql`json_build_object('name', v.name, 'timeLimit',
  json_build_object('amount', v.time_limit_amount, 'unit', v.time_limit_unit), 'cases', v.cases, 'fees', v.fees,
  'result', v.result, 'legalBasis', v.legal_basis, 'decision', v.decision, 'notes', v.notes, 'agencies', v.agencies,
  'posting', v.posting, 'form', v.form, 'steps', coalesce((select json_agg(json_build_object('name', s ->> 'name',
    'role', s ->> 'role', 'minutes', (s -> 'minutes')::int) order by (s -> 'ordinal')::int)
    from jsonb_array_elements(v.steps) as s), '[]'::json))`

/** All versions of a procedure of the office, the newest first; none where it does not have it. */
export async function versionRows(
  db: Kysely<DB>,
  officeId: string,
  procedureId: string,
): Promise<VersionRow[]> {
  const found = await sql<VersionRow>`select p.id as "procedureId", p.code, p.field_code as "fieldCode",
      f.name as "fieldName", p.closed_on as "closedOn", p.closing_note as "closingNote", v.version,
      v.valid_from as "validFrom", v.valid_to as "validTo", ${content} as content, v.confidence,
      v.verified_fields as "verifiedFields", v.confirmed_against as "confirmedAgainst", v.confirmed_at as "confirmedAt",
      v.change_note as "changeNote", v.created_at as "createdAt", m.full_name as "createdBy"
    from procedures p
    join procedure_versions v on v.office_id = p.office_id and v.procedure_id = p.id
    join fields f on f.office_id = p.office_id and f.code = p.field_code
    left join staff_members m on m.office_id = v.office_id and m.id = v.created_by
    where p.office_id = ${officeId}::uuid and p.id = ${procedureId}::uuid
    order by v.version desc`.execute(db)
  return found.rows
}

interface Dated {
  validFrom: string
  validTo: string | null
}

/** Whether a version holds on a day. */
export function holdsOn({ validFrom, validTo }: Dated, date: string): boolean {
  return validFrom <= date && (validTo === null || validTo >= date)
}

/** Whether a version holds on any day at all: one that was replaced on its first day, or withdrawn, does not. */
export function holdsEver({ validFrom, validTo }: Dated): boolean {
  return validTo === null || validTo >= validFrom
}
