import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { foldVietnamese, prepareEntry, prepareQuery, searchItems } from '../../platform/search-text.ts'
import { demoAgencyCode } from '../examples.ts'
import { feeSummary, timeLimitText } from '../model/summaries.ts'
import { type Fee, type TimeLimit, timeLimitSchema } from '../model.ts'
import { inForceOn, postedTables } from './posted-versions.ts'
import { findPostingOffice, officeParameter, postingOfficeSchema, shownOffice } from './posting-office.ts'
import { searchCondition } from './search-condition.ts'

const itemSchema = z.object({
  id: z.uuid(),
  key: z.string(),
  code: z.string().nullable(),
  name: z.string(),
  fieldCode: z.string(),
  fieldName: z.string(),
  timeLimit: timeLimitSchema,
  timeLimitText: z.string(),
  feeSummary: z.string(),
  isUnderReview: z.boolean(),
})

interface Row {
  id: string
  key: string
  code: string | null
  name: string
  fieldCode: string
  fieldName: string
  timeLimit: TimeLimit
  fees: readonly Fee[]
  isUnderReview: boolean
}

/** What is fetched before it is ranked; shorter names come first, so that the plainest cases are among them. */
const candidateLimit = 200

/**
 * Procedures posted today: the best matches for what was typed, or all by name, page by page. Words need no diacritics;
 * when nothing holds them all, what sounds most alike is offered and `isGuess` says so. Runs as the anonymous database
 * role.
 */
export const searchPosted = defineQuery({
  name: 'procedures.searchPosted',
  title: 'Tìm thủ tục đã niêm yết',
  audience: 'public',
  scope: 'public',
  input: z.strictObject({
    office: officeParameter,
    q: z.string().max(200).default(''),
    field: z.string().max(200).optional(),
    lifeEvent: z.string().max(80).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
    /** Last id of the page before; only where nothing was typed. */
    after: z.uuid().optional(),
  }),
  output: z.object({
    office: postingOfficeSchema,
    items: z.array(itemSchema),
    next: z.uuid().nullable(),
    isGuess: z.boolean(),
  }),
  door: { method: 'GET', path: '/posting/procedures' },
  example: { office: demoAgencyCode, q: 'khai sinh', limit: 20 },
  async run({ db, now }, _actor, { q, limit, ...filter }) {
    const office = await findPostingOffice(db, filter.office)
    const { tokens } = prepareQuery(q)
    const asked = { ...filter, officeId: office.officeId, today: localDate(now), q }
    const about = { office: shownOffice(office) }
    if (tokens.length === 0) {
      const rows = await findPosted(db, asked, limit + 1)
      const items = rows.slice(0, limit).map(listed)
      return {
        ...about,
        items,
        next: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
        isGuess: false,
      }
    }
    const rows = await findPosted(db, { ...asked, after: undefined }, candidateLimit)
    const ranked = searchItems(rows.map(withEntry), q, limit)
    if (ranked.length > 0) return { ...about, items: ranked.map(listed), next: null, isGuess: false }
    const guessed = await guessPosted(db, asked, limit)
    return { ...about, items: guessed.map(listed), next: null, isGuess: guessed.length > 0 }
  },
})

function withEntry(item: Row) {
  return { item, entry: prepareEntry(item.name, item.code) }
}

function listed({ fees, ...row }: Row): z.output<typeof itemSchema> {
  return { ...row, timeLimitText: timeLimitText(row.timeLimit), feeSummary: feeSummary(fees) }
}

interface Asked {
  officeId: string
  today: string
  q: string
  field?: string | undefined
  lifeEvent?: string | undefined
  after?: string | undefined
}

const listColumns = sql`p.id, p.key, p.code, v.name, p.field_code as "fieldCode", f.name as "fieldName",
  jsonb_build_object('amount', v.time_limit_amount, 'unit', v.time_limit_unit) as "timeLimit", v.fees,
  exists (select from procedure_flags g where g.office_id = p.office_id and g.procedure_id = p.id) as "isUnderReview"`

function within({ officeId, today, field, lifeEvent }: Asked) {
  return sql`v.office_id = ${officeId}::uuid and ${inForceOn(today)}
    and (${field ?? null}::text is null or p.field_code = ${field ?? null}::text)
    and (${lifeEvent ?? null}::text is null or v.posting->'lifeEvents' @> to_jsonb(${lifeEvent ?? null}::text))`
}

async function findPosted(db: Kysely<DB>, asked: Asked, limit: number): Promise<Row[]> {
  const typed = prepareQuery(asked.q)
  const order = typed.tokens.length > 0 ? sql`length(v.search_text), p.id` : sql`v.name, p.id`
  const after = asked.after ?? null
  // The candidates are found first, and only they are dressed with fields, fees and flags.
  const found = await sql<Row>`with found as materialized (
      select v.procedure_id, v.version, v.name, length(v.search_text) as length
      from procedure_versions v join procedures p on p.office_id = v.office_id and p.id = v.procedure_id
      where ${within(asked)} and ${searchCondition(typed)}
        and (${after}::uuid is null or (v.name, p.id) > (
          select a.name, a.procedure_id from procedure_versions a join procedures ap
            on ap.office_id = a.office_id and ap.id = a.procedure_id
          where a.office_id = ${asked.officeId}::uuid and a.procedure_id = ${after}::uuid
            and a.valid_from <= ${asked.today}::date and (a.valid_to is null or a.valid_to >= ${asked.today}::date)))
      order by ${order} limit ${limit}
    )
    select ${listColumns} from found n
    join procedure_versions v on v.office_id = ${asked.officeId}::uuid and v.procedure_id = n.procedure_id and v.version = n.version
    join procedures p on p.office_id = v.office_id and p.id = v.procedure_id
    join fields f on f.office_id = p.office_id and f.code = p.field_code
    order by ${order}`.execute(db)
  return found.rows
}

/** How much of what was typed has to sound alike; lower offers what nobody meant. */
const leastAlike = 0.5

/** What is most like the typed words, for slips such as "khai shinh"; digits are left to the exact search. */
async function guessPosted(db: Kysely<DB>, asked: Asked, limit: number): Promise<Row[]> {
  const folded = foldVietnamese(asked.q).slice(0, 60)
  if (folded.length < 4 || /\d{4}/.test(folded)) return []
  const found = await sql<Row>`select ${listColumns} ${postedTables}
    where ${within(asked)} and word_similarity(${folded}, v.search_text) >= ${leastAlike}
    order by word_similarity(${folded}, v.search_text) desc, length(v.search_text), p.id
    limit ${Math.min(limit, 10)}`.execute(db)
  return found.rows
}
