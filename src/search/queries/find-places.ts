import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import type { Actor } from '../../platform/operations.ts'
import { needsPatterns } from '../../platform/typed-words.ts'
import type { FoundOfKind, KindPlace, Place } from '../model/merge.ts'
import type { TypedQuery } from '../model/typed-query.ts'
import type { Source } from './source.ts'

/** One search, as every source is asked it. */
export interface Asked {
  actor: Actor
  typed: TypedQuery
  from: Date | null
  until: Date | null
  /** The last place already shown. */
  after: Place | null
  /** How many places are wanted of each source. */
  wanted: number
  limits: Limits
}

/** What a source is asked: the search, and what its filters say in its own columns. */
export interface Task {
  source: Source
  conditions: readonly RawBuilder<boolean>[]
}

export interface Limits {
  /** Rows looked at one after the other, the newest first: at once; where that promises the rest; when nothing else helps. */
  firstLook: number
  secondLook: number
  longLook: number
  /** Hits of an index of words that are still read one by one; more means that the word is not rare. */
  hits: number
  /** Rows of one's own that are gone through, all of them, instead of everybody's. */
  own: number
}

/** As measured by `script/bench document-search` on a million documents. */
export const usualLimits: Limits = {
  firstLook: 500,
  secondLook: 2_500,
  longLook: 6_000,
  hits: 8_000,
  own: 5_000,
}

/**
 * Finds the newest places that fit, in three steps. What is frequent is among the newest rows, which are looked at first; what
 * is not has few hits in the index of words; what is frequent by its words and yet rare (by rights or filters) is looked
 * for among so many rows, and then it is said how far. No step reads more than a fixed number of rows.
 */
export async function findPlaces(
  db: Kysely<DB>,
  asked: Asked,
  tasks: readonly Task[],
): Promise<FoundOfKind[]> {
  const walks = await Promise.all(
    tasks.map(async (task) => ({ task, isOwn: await hasFewOwn(db, asked, task.source) })),
  )
  const first = await Promise.all(walks.map((each) => lookTwice(db, asked, each)))
  const isWhole = (index: number) =>
    walks[index]?.isOwn === true || (first[index]?.length ?? 0) >= asked.wanted
  const unfilled = walks.filter((_, index) => !isWhole(index)).map(({ task }) => task)
  const hits = await hitsOf(db, asked, unfilled)
  return Promise.all(
    walks.map(async ({ task }, index) => {
      const { kind } = task.source
      const whole = isWhole(index) ? first[index] : hits.get(task.source)
      return whole ? { kind, places: whole, searchedTo: null } : lookFurther(db, asked, task)
    }),
  )
}

/** Looks at the newest rows, and at more of them where as many again of the wanted may be expected there. */
async function lookTwice(db: Kysely<DB>, asked: Asked, each: Omit<Walk, 'rows'>): Promise<Place[]> {
  const { firstLook, secondLook } = asked.limits
  const places = await walk(db, asked, { ...each, rows: firstLook })
  const isEnough = each.isOwn || places.length >= asked.wanted
  const expected = (places.length * secondLook) / firstLook
  return isEnough || expected < asked.wanted ? places : walk(db, asked, { ...each, rows: secondLook })
}

interface Walk {
  task: Task
  /** Among the actor's own rows, all of them, instead of so many of everybody's. */
  isOwn: boolean
  rows: number
}

/** Whether the actor has so few rows that these are gone through instead of everybody's. */
async function hasFewOwn(db: Kysely<DB>, { actor, limits }: Asked, source: Source): Promise<boolean> {
  const own = source.own?.(actor)
  if (!own) return false
  const found = await sql<{
    count: number
  }>`select count(*)::int as count from (${limited(own, limits.own)}) own`.execute(db)
  return (found.rows[0]?.count ?? 0) <= limits.own
}

/** Each statement cut off one row after the limit. */
function limited(statements: readonly RawBuilder<unknown>[], limit: number): RawBuilder<unknown> {
  return sql.join(
    statements.map((each) => sql`(${each} limit ${sql.lit(limit + 1)})`),
    sql` union all `,
  )
}

async function walk(db: Kysely<DB>, asked: Asked, { task, isOwn, rows }: Walk): Promise<Place[]> {
  const { source } = task
  const key = sql.ref(`d.${source.sortedBy}`)
  const looked = isOwn ? ownRows(asked, source) : newestRows(asked, source, rows)
  const order = isOwn ? sql`d.own_at desc, d.own_id` : sql`${key} desc, d.id`
  const fitting = [source.readable(asked.actor), ...task.conditions, source.matches(asked.typed.words)]
  const found = await sql<Place>`select ${placeColumns(key)} from (${looked}) d
    where ${sql.join(fitting, sql` and `)} order by ${order} limit ${sql.lit(asked.wanted)}`.execute(db)
  return found.rows
}

/**
 * Everything among which the actor's own is, in the order of `own_at` and `own_id`: put in order by what an index tells, and
 * each row fetched only when it is come to.
 */
function ownRows(asked: Asked, source: Source): RawBuilder<unknown> {
  const [table, key] = [sql.table(source.table), sql.ref(`d.${source.sortedBy}`)]
  const office = sql`${asked.actor.officeId}::uuid`
  const ids = sql`select distinct id from (${limited(source.own?.(asked.actor) ?? [], asked.limits.own)}) each`
  const inOrder = sql`select d.id, ${key} as at from ${table} d
    where d.office_id = ${office} and d.id = any(array(${ids})) and ${inReach(asked, key)} order by ${key} desc, d.id offset 0`
  return sql`select d.*, own.at as own_at, own.id as own_id from (${inOrder}) own cross join lateral (
    select d.* from ${table} d where d.office_id = ${office} and d.id = own.id limit 1) d`
}

/** So many of the newest rows. Ordered parts are merged as they are read: no more of them is read than is wanted. */
function newestRows(asked: Asked, source: Source, rows: number): RawBuilder<unknown> {
  const [table, key] = [sql.table(source.table), sql.ref(`d.${source.sortedBy}`)]
  const ordered = (part: RawBuilder<unknown>) => sql`(select d.* from ${table} d
    where d.office_id = ${asked.actor.officeId}::uuid and ${part} and ${inReach(asked, key)} order by ${key} desc, d.id)`
  const parts = source.parts?.(asked.actor) ?? [sql`true`]
  return sql`select d.* from (${sql.join(parts.map(ordered), sql` union all `)}) d
    order by ${key} desc, d.id limit ${sql.lit(rows)}`
}

/** Within the period, beyond what was shown. The first comparison of a place alone bounds the walk along the index. */
function inReach({ from, until, after }: Asked, key: RawBuilder<unknown>): RawBuilder<unknown> {
  const conditions = [
    from && sql`${key} >= ${from}`,
    until && sql`${key} < ${until}`,
    after &&
      sql`${key} <= ${after.at}::timestamptz and (${key} < ${after.at}::timestamptz or d.id > ${after.id}::uuid)`,
  ].filter((each) => each !== null)
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

const placeColumns = (key: RawBuilder<unknown>) =>
  sql`d.id, to_char(${key} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`

/**
 * What the indexes of words find, by source; a source is missing where they find too much. Their statements are planned
 * without the ways that are quick only when the planner guesses the frequency of the words right.
 */
async function hitsOf(db: Kysely<DB>, asked: Asked, tasks: readonly Task[]): Promise<Map<Source, Place[]>> {
  const indexed = tasks.filter(({ source }) => source.byWords && asked.typed.words.wanted.length > 0)
  if (indexed.length === 0) return new Map()
  const [, ...found] = await Promise.all([
    sql`select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)`.execute(
      db,
    ),
    ...indexed.map((task) => hitIds(db, asked, task)),
    sql`select set_config('enable_seqscan', 'on', true), set_config('enable_indexscan', 'on', true)`.execute(
      db,
    ),
  ])
  const few = indexed.map((task, index) => ({ task, ids: (found[index] as string[] | null) ?? null }))
  const places = await Promise.all(
    few.map(
      async ({ task, ids }) => [task.source, ids && (await placesOf(db, asked, { task, ids }))] as const,
    ),
  )
  return new Map(places.filter((each): each is [Source, Place[]] => each[1] !== null))
}

async function hitIds(
  db: Kysely<DB>,
  { actor, typed, limits }: Asked,
  { source }: Task,
): Promise<string[] | null> {
  const statements = source.byWords?.(actor, typed.words) ?? []
  const ways = statements.map(
    (each, way) =>
      sql`select id, ${sql.lit(way)} as way from (${each} limit ${sql.lit(limits.hits + 1)}) hit`,
  )
  const found = await sql<{
    ids: string[]
    most: number
  }>`with hits as materialized (${sql.join(ways, sql` union all `)})
    select coalesce((select array_agg(distinct id) from hits), '{}') as ids,
      coalesce((select max(n) from (select count(*)::int as n from hits group by way) each), 0) as most`.execute(
    db,
  )
  const { ids = [], most = 0 } = found.rows[0] ?? {}
  return most > limits.hits ? null : ids
}

async function placesOf(
  db: Kysely<DB>,
  asked: Asked,
  { task, ids }: { task: Task; ids: readonly string[] },
): Promise<Place[]> {
  if (ids.length === 0) return []
  const { source } = task
  const [table, key] = [sql.table(source.table), sql.ref(`d.${source.sortedBy}`)]
  const { words } = asked.typed
  const conditions = [
    source.readable(asked.actor),
    ...task.conditions,
    ...(needsPatterns(words) ? [source.matches(words)] : []),
  ]
  const found =
    await sql<Place>`select ${placeColumns(key)} from unnest(${ids}::uuid[]) as hit (id) cross join lateral (
      select d.* from ${table} d where d.office_id = ${asked.actor.officeId}::uuid and d.id = hit.id and ${inReach(asked, key)} limit 1) d
    where ${sql.join(conditions, sql` and `)}
    order by ${key} desc, d.id limit ${sql.lit(asked.wanted)}`.execute(db)
  return found.rows
}

/** Goes through many rows; where even these were not enough, tells how far it came. */
async function lookFurther(db: Kysely<DB>, asked: Asked, task: Task): Promise<FoundOfKind> {
  const { source } = task
  const places = await walk(db, asked, { task, isOwn: false, rows: asked.limits.longLook })
  const isFull = places.length >= asked.wanted
  return { kind: source.kind, places, searchedTo: isFull ? null : await placeBehind(db, asked, source) }
}

/**
 * Behind which everything is still to be looked through; null when a long look reads all there is. It names a moment and
 * no row, because the row may be one of which the actor must not know: those of that moment are looked at again.
 */
async function placeBehind(db: Kysely<DB>, asked: Asked, source: Source): Promise<Place | null> {
  const { longLook } = asked.limits
  const key = sql.ref(`d.${source.sortedBy}`)
  const found = await sql<Place>`select ${placeColumns(key)} from (${newestRows(asked, source, longLook)}) d
    order by ${key} desc, d.id offset ${sql.lit(longLook - 1)} limit 1`.execute(db)
  const last = found.rows[0]
  if (!last) return null
  // So many rows of one moment come of nothing but an import; without its row the next page would begin there again.
  return last.at === asked.after?.at ? last : { at: last.at, id: firstId }
}

/** An id before every other one. */
const firstId = '00000000-0000-0000-0000-000000000000'

/** How many things with the number or code that was typed are told apart from the rest. */
const mostByNumber = 10
/** Part of a code fits many; no more are read. */
const mostOfCode = 200

/** What bears the very number or code that was typed, the newest first. */
export async function findByNumber(
  db: Kysely<DB>,
  asked: Asked,
  tasks: readonly Task[],
): Promise<KindPlace[]> {
  const found = await Promise.all(
    tasks.map(async ({ source, conditions }) => {
      const bears = source.bearsNumber?.(asked.typed)
      if (!bears) return []
      const [table, key] = [sql.table(source.table), sql.ref(`d.${source.sortedBy}`)]
      const fitting = sql.join([bears, source.readable(asked.actor), ...conditions], sql` and `)
      const rows = await sql<Place>`with d as materialized (select d.id, ${key} from ${table} d
          where d.office_id = ${asked.actor.officeId}::uuid and ${fitting} limit ${sql.lit(mostOfCode)})
        select ${placeColumns(key)} from d order by ${key} desc, d.id limit ${sql.lit(mostByNumber)}`.execute(
        db,
      )
      return rows.rows.map((place) => ({ ...place, kind: source.kind }))
    }),
  )
  return found.flat()
}
