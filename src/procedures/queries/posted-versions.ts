import { type Kysely, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { postingSchema } from '../model/posting.ts'
import { feeSchema } from '../model/record-schema.ts'
import { procedureAgenciesSchema, procedureCaseSchema, timeLimitSchema } from '../model.ts'

/** A version with the procedure that it is of, as visitors see both. */
export const postedProcedureSchema = z.object({
  procedureId: z.uuid(),
  key: z.string(),
  code: z.string().nullable(),
  fieldCode: z.string(),
  fieldName: z.string(),
  closedOn: z.string().nullable(),
  version: z.int(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  name: z.string(),
  timeLimit: timeLimitSchema,
  cases: z.array(procedureCaseSchema),
  form: z.object({ number: z.string(), title: z.string() }).nullable(),
  agencies: procedureAgenciesSchema,
  posting: postingSchema,
  fees: z.array(feeSchema),
  result: z.string(),
  legalBasis: z.array(z.string()),
  decision: z.string().nullable(),
})
export type PostedProcedure = z.output<typeof postedProcedureSchema>

/** Columns of a posted version: only what `motcua_public` may read, so that the same statement serves both roles. */
export const postedColumns = sql`p.id as "procedureId", p.key, p.code, p.field_code as "fieldCode", f.name as "fieldName",
  p.closed_on as "closedOn", v.version, v.valid_from as "validFrom", v.valid_to as "validTo", v.name,
  jsonb_build_object('amount', v.time_limit_amount, 'unit', v.time_limit_unit) as "timeLimit", v.cases,
  case when v.form is not null then jsonb_build_object('number', coalesce(v.form->>'number', ''), 'title', v.form->>'title')
    end as form,
  v.agencies, v.posting, v.fees, v.result, v.legal_basis as "legalBasis", v.decision`

/** Procedures with their versions and fields; `condition` may name the aliases p, v and f. */
export const postedTables = sql`from procedure_versions v
  join procedures p on p.office_id = v.office_id and p.id = v.procedure_id
  join fields f on f.office_id = p.office_id and f.code = p.field_code`

/** That a version is in force on the day and its procedure not closed. */
export function inForceOn(day: string): RawBuilder<unknown> {
  return sql`v.valid_from <= ${day}::date and (v.valid_to is null or v.valid_to >= ${day}::date)
    and (p.closed_on is null or p.closed_on > ${day}::date)`
}

/** Every procedure that is posted on the day, by field and name. Nothing unconfirmed, whoever asks. */
export async function postedOn(
  db: Kysely<DB>,
  officeId: string,
  wanted: { day: string; procedureIds?: readonly string[] | undefined; field?: string | undefined },
): Promise<PostedProcedure[]> {
  const { day, procedureIds, field } = wanted
  const found = await sql<PostedProcedure>`select ${postedColumns} ${postedTables}
    where v.office_id = ${officeId}::uuid and ${inForceOn(day)} and v.confidence <> 'check'
      and (${procedureIds ?? null}::uuid[] is null or p.id = any (${procedureIds ?? null}::uuid[]))
      and (${field ?? null}::text is null or p.field_code = ${field ?? null}::text)
    order by f.name, v.name, p.id`.execute(db)
  return found.rows
}
