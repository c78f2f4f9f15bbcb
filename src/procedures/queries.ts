import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../calendar/model/local-time.ts'
import type { DB } from '../platform/database-types.ts'
import { AppError } from '../platform/errors.ts'
import { defineQuery } from '../platform/operations.ts'
import { prepareEntry, prepareQuery, searchItems } from '../platform/search-text.ts'
import { demoProcedureId } from './examples.ts'
import { type FormDefinition, formDefinitionSchema } from './model/form.ts'
import { postingSchema } from './model/posting.ts'
import { feeSchema } from './model/record-schema.ts'
import { feeSummary, timeLimitText } from './model/summaries.ts'
import {
  type Fee,
  type ProcedureAgencies,
  type ProcedureCase,
  procedureAgenciesSchema,
  procedureCaseSchema,
  type TimeLimit,
  timeLimitSchema,
} from './model.ts'
import { searchCondition } from './queries/search-condition.ts'

/** One step of the internal process as stored; 0 minutes means that the office has set no time. */
export interface StoredStep {
  ordinal: number
  code: string
  name: string
  role: string
  minutes: number
}

/** All that reception needs of a procedure as it stands on a day. */
export interface ProcedureForIntake {
  procedureId: string
  code: string | null
  fieldCode: string
  fieldName: string
  version: number
  name: string
  /** A null amount: the law sets no figure, the officer agrees one with the citizen. */
  timeLimit: TimeLimit
  /** At least one. */
  cases: readonly ProcedureCase[]
  form: FormDefinition | null
  agencies: ProcedureAgencies
  fees: readonly Fee[]
  result: string
  /** In order of `ordinal`. */
  steps: readonly StoredStep[]
}

const intakeColumns = sql`p.id as "procedureId", p.code, p.field_code as "fieldCode", f.name as "fieldName", v.version,
  v.name, jsonb_build_object('amount', v.time_limit_amount, 'unit', v.time_limit_unit) as "timeLimit", v.cases,
  v.form, v.agencies, v.fees, v.result, v.steps`

const detailColumns = sql`${intakeColumns}, v.valid_from as "validFrom", v.valid_to as "validTo",
  v.posting, v.legal_basis as "legalBasis", v.decision, v.notes, v.confidence, v.verified_fields as "verifiedFields"`

/** The procedure as it stands on a day, with components, fees and steps, in one query; null when it is not in force. */
export async function procedureForIntake(
  db: Kysely<DB>,
  officeId: string,
  wanted: { procedureId: string; onDate: string },
): Promise<ProcedureForIntake | null> {
  const found = await sql<ProcedureForIntake>`select ${intakeColumns} ${inForce(officeId, wanted)}`.execute(
    db,
  )
  return found.rows[0] ?? null
}

function inForce(officeId: string, { procedureId, onDate }: { procedureId: string; onDate: string }) {
  return sql`from procedures p
    join procedure_versions v on v.office_id = p.office_id and v.procedure_id = p.id
      and v.valid_from <= ${onDate}::date and (v.valid_to is null or v.valid_to >= ${onDate}::date)
    join fields f on f.office_id = p.office_id and f.code = p.field_code
    where p.office_id = ${officeId}::uuid and p.id = ${procedureId}::uuid
      and (p.closed_on is null or p.closed_on > ${onDate}::date)
    order by v.version desc limit 1`
}

const confidenceSchema = z.enum(['verified', 'known', 'check'])

const listedSchema = z.object({
  id: z.uuid(),
  code: z.string().nullable(),
  name: z.string(),
  fieldCode: z.string(),
  fieldName: z.string(),
  timeLimit: timeLimitSchema,
  timeLimitText: z.string(),
  feeSummary: z.string(),
  confidence: confidenceSchema,
  /** Has to be looked at again: not checked for long, or its basis has expired. */
  isUnderReview: z.boolean(),
})

/** What a search fetches before it is ranked; shorter names come first, so the plainest cases are among them. */
const candidateLimit = 200

/**
 * Procedures in force today: the best matches for what was typed, or by name when nothing was. Words are looked for in
 * the database, which leaves few rows, and ranked here by the rules that every search box shares; keeping the
 * catalogue in memory instead would have to hear of every change in every program.
 */
export const listProcedures = defineQuery({
  name: 'procedures.list',
  title: 'Tìm thủ tục hành chính',
  audience: 'staff',
  input: z.strictObject({
    q: z.string().max(200).default(''),
    field: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    /** Last id of the page before; only where nothing was typed. */
    after: z.uuid().optional(),
  }),
  output: z.object({ items: z.array(listedSchema), next: z.uuid().nullable() }),
  door: { method: 'GET', path: '/procedures' },
  example: { q: 'khai sinh', limit: 20 },
  async run({ db, now }, actor, { q, field, limit, after }) {
    const today = localDate(now)
    const { tokens } = prepareQuery(q)
    const page = { officeId: actor.officeId, today, field, after: tokens.length > 0 ? undefined : after }
    const rows = await findProcedures(db, page, { q, limit: tokens.length > 0 ? candidateLimit : limit + 1 })
    if (tokens.length > 0) {
      const entries = rows.map((item) => ({ item, entry: prepareEntry(item.name, item.code) }))
      return { items: searchItems(entries, q, limit).map(listed), next: null }
    }
    const items = rows.slice(0, limit).map(listed)
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
  },
})

interface ListedRow {
  id: string
  code: string | null
  name: string
  fieldCode: string
  fieldName: string
  timeLimit: TimeLimit
  fees: readonly Fee[]
  confidence: z.output<typeof confidenceSchema>
  isUnderReview: boolean
}

function listed({ fees, ...row }: ListedRow): z.output<typeof listedSchema> {
  return { ...row, timeLimitText: timeLimitText(row.timeLimit), feeSummary: feeSummary(fees) }
}

interface Page {
  officeId: string
  today: string
  field: string | undefined
  after: string | undefined
}

async function findProcedures(
  db: Kysely<DB>,
  page: Page,
  search: { q: string; limit: number },
): Promise<ListedRow[]> {
  const { officeId, today } = page
  const typed = prepareQuery(search.q)
  const order = typed.tokens.length > 0 ? sql`length(v.search_text), p.id` : sql`v.name, p.id`
  const found =
    await sql<ListedRow>`select p.id, p.code, v.name, p.field_code as "fieldCode", f.name as "fieldName",
      jsonb_build_object('amount', v.time_limit_amount, 'unit', v.time_limit_unit) as "timeLimit", v.fees, v.confidence,
      exists (select from procedure_flags g where g.office_id = p.office_id and g.procedure_id = p.id) as "isUnderReview"
    from procedure_versions v
    join procedures p on p.office_id = v.office_id and p.id = v.procedure_id
    join fields f on f.office_id = p.office_id and f.code = p.field_code
    where v.office_id = ${officeId}::uuid and v.valid_from <= ${today}::date
      and (v.valid_to is null or v.valid_to >= ${today}::date) and (p.closed_on is null or p.closed_on > ${today}::date)
      and ${searchCondition(typed)}
      and (${page.field ?? null}::text is null or p.field_code = ${page.field ?? null}::text)
      and (${page.after ?? null}::uuid is null or (v.name, p.id) > (
        select a.name, a.procedure_id from procedure_versions a
        where a.office_id = ${officeId}::uuid and a.procedure_id = ${page.after ?? null}::uuid
          and a.valid_from <= ${today}::date and (a.valid_to is null or a.valid_to >= ${today}::date)))
    order by ${order} limit ${search.limit}`.execute(db)
  return found.rows
}

const detailSchema = z.object({
  procedureId: z.uuid(),
  code: z.string().nullable(),
  fieldCode: z.string(),
  fieldName: z.string(),
  version: z.int(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  name: z.string(),
  timeLimit: timeLimitSchema,
  cases: z.array(procedureCaseSchema),
  form: formDefinitionSchema.nullable(),
  agencies: procedureAgenciesSchema,
  posting: postingSchema,
  fees: z.array(feeSchema),
  result: z.string(),
  legalBasis: z.array(z.string()),
  decision: z.string().nullable(),
  notes: z.string().nullable(),
  confidence: confidenceSchema,
  verifiedFields: z.array(z.string()),
  steps: z.array(
    z.object({
      ordinal: z.int(),
      code: z.string(),
      name: z.string(),
      role: z.string(),
      minutes: z.int(),
    }),
  ),
})

/** A procedure as it stands today, whole, with its internal process. Fails with not_found. */
export const getProcedure = defineQuery({
  name: 'procedures.get',
  title: 'Xem thủ tục hành chính',
  audience: 'staff',
  input: z.strictObject({ procedureId: z.uuid() }),
  output: detailSchema,
  door: { method: 'GET', path: '/procedures/{procedureId}' },
  example: { procedureId: demoProcedureId },
  async run({ db, now }, actor, { procedureId }) {
    const wanted = { procedureId, onDate: localDate(now) }
    const found = await sql<z.output<typeof detailSchema>>`select ${detailColumns}
      ${inForce(actor.officeId, wanted)}`.execute(db)
    const row = found.rows[0]
    if (!row) throw new AppError('not_found')
    return row
  },
})
