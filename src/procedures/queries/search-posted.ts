import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { foldVietnamese, prepareQuery, searchItems } from '../../platform/search-text.ts'
import { demoAgencyCode } from '../examples.ts'
import { storedEntry } from '../model/record-schema.ts'
import { feeSummary, timeLimitText } from '../model/summaries.ts'
import { type Fee, type TimeLimit, timeLimitSchema } from '../model.ts'
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
      const candidates = await findCandidates(db, asked, limit + 1)
      const items = await dressed(db, asked, candidates.slice(0, limit))
      const next = candidates.length > limit ? (items.at(-1)?.id ?? null) : null
      return { ...about, items, next, isGuess: false }
    }
    const candidates = await findCandidates(db, { ...asked, after: undefined }, candidateLimit)
    const entries = candidates.map((item) => ({ item, entry: storedEntry(item.searchText, item.name) }))
    const ranked = searchItems(entries, q, limit)
    const found = ranked.length > 0 ? ranked : await guessPosted(db, asked, limit)
    const isGuess = ranked.length === 0 && found.length > 0
    return { ...about, items: await dressed(db, asked, found), next: null, isGuess }
  },
})

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

function versionsWithin({ officeId, today, lifeEvent }: Asked) {
  return sql`v.office_id = ${officeId}::uuid and v.valid_from <= ${today}::date
    and (v.valid_to is null or v.valid_to >= ${today}::date)
    and (${lifeEvent ?? null}::text is null or v.posting->'lifeEvents' @> to_jsonb(${lifeEvent ?? null}::text))`
}

function procedureWithin({ today, field }: Asked) {
  return sql`(p.closed_on is null or p.closed_on > ${today}::date)
    and (${field ?? null}::text is null or p.field_code = ${field ?? null}::text)`
}

/** What has to be known of a procedure to rank it. */
interface Candidate {
  id: string
  version: number
  name: string
  searchText: string
}

/** How many more than wanted are taken before what was closed is left out. */
const closedAllowance = 200

/** Procedures that hold every typed word, the shortest names first; without words all of them by name. */
async function findCandidates(db: Kysely<DB>, asked: Asked, limit: number): Promise<Candidate[]> {
  const typed = prepareQuery(asked.q)
  if (typed.tokens.length === 0) return listByName(db, asked, limit)
  const matching = sql`${versionsWithin(asked)} and ${searchCondition(typed)}`
  // Within one field the join leaves few. Over all, joining every row of a common word would cost more than finding them.
  const found =
    asked.field === undefined
      ? await sql<Candidate>`with best as materialized (
            select v.office_id, v.procedure_id, v.version, v.name, v.search_text from procedure_versions v
            where ${matching} order by length(v.search_text), v.procedure_id limit ${limit + closedAllowance}
          )
          select p.id, v.version, v.name, v.search_text as "searchText"
          from best v join procedures p on p.office_id = v.office_id and p.id = v.procedure_id
          where ${procedureWithin(asked)} order by length(v.search_text), p.id limit ${limit}`.execute(db)
      : await sql<Candidate>`select ${candidateColumns} where ${matching} and ${procedureWithin(asked)}
          order by length(v.search_text), p.id limit ${limit}`.execute(db)
  return found.rows
}

const candidateColumns = sql`p.id, v.version, v.name, v.search_text as "searchText"
  from procedure_versions v join procedures p on p.office_id = v.office_id and p.id = v.procedure_id`

async function listByName(db: Kysely<DB>, asked: Asked, limit: number): Promise<Candidate[]> {
  const after = asked.after ?? null
  const found = await sql<Candidate>`select ${candidateColumns}
    where ${versionsWithin(asked)} and ${procedureWithin(asked)}
      and (${after}::uuid is null or (v.name, p.id) > (
        select a.name, a.procedure_id from procedure_versions a
        where a.office_id = ${asked.officeId}::uuid and a.procedure_id = ${after}::uuid
          and a.valid_from <= ${asked.today}::date and (a.valid_to is null or a.valid_to >= ${asked.today}::date)))
    order by v.name, p.id limit ${limit}`.execute(db)
  return found.rows
}

/** The few that are shown, with their fields, fees and flags, in the same order. */
async function dressed(db: Kysely<DB>, asked: Asked, chosen: readonly Candidate[]) {
  if (chosen.length === 0) return []
  const keys = JSON.stringify(chosen.map(({ id, version }, place) => ({ id, version, place })))
  const found = await sql<Row>`select ${listColumns}
    from jsonb_to_recordset(${keys}::jsonb) as c (id uuid, version integer, place integer)
    join procedure_versions v on v.office_id = ${asked.officeId}::uuid and v.procedure_id = c.id and v.version = c.version
    join procedures p on p.office_id = v.office_id and p.id = v.procedure_id
    join fields f on f.office_id = p.office_id and f.code = p.field_code
    order by c.place`.execute(db)
  return found.rows.map(listed)
}

/** How much of what was typed has to sound alike; lower offers what nobody meant. */
const leastAlike = 0.5

/** What is most like the typed words, for slips such as "khai shinh"; digits are left to the exact search. */
async function guessPosted(db: Kysely<DB>, asked: Asked, limit: number): Promise<Candidate[]> {
  const folded = foldVietnamese(asked.q).slice(0, 60)
  if (folded.length < 4 || /\d{4}/.test(folded)) return []
  const found = await sql<Candidate>`select ${candidateColumns}
    where ${versionsWithin(asked)} and ${procedureWithin(asked)} and word_similarity(${folded}, v.search_text) >= ${leastAlike}
    order by word_similarity(${folded}, v.search_text) desc, length(v.search_text), p.id
    limit ${Math.min(limit, 10)}`.execute(db)
  return found.rows
}
