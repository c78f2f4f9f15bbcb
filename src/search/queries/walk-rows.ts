import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import type { Actor } from '../../platform/operations.ts'
import type { Place } from '../model/merge.ts'
import type { TypedQuery } from '../model/typed-query.ts'
import type { Source } from './source.ts'

type Sql = RawBuilder<unknown>

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
  /** Rows of one's own that are few: among them hits are looked for, instead of asking of each hit who may read it. */
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

/** Rows among which everything is that the actor may read. */
export interface Own {
  /** Statements of `id` and `at`, each in order by an index. */
  keys: readonly Sql[]
  /** How many there are, the same one twice where two statements have it; counted up to one more than are few. */
  count: number
  isFew: boolean
}

/** So many of the newest rows: everybody's, or of those among which the actor's own are. */
export interface Look {
  task: Task
  own: Own | null
  rows: number
}

export async function ownOf(db: Kysely<DB>, { actor, limits }: Asked, source: Source): Promise<Own | null> {
  const keys = await source.own?.(db, actor)
  if (!keys) return null
  const found = await sql<{ count: number }>`select count(*)::int as count
    from (select from (${together(keys)}) own limit ${sql.lit(limits.own + 1)}) own`.execute(db)
  const count = found.rows[0]?.count ?? 0
  return { keys, count, isFew: count <= limits.own }
}

/** All rows of several statements. */
export function together(statements: readonly Sql[]): Sql {
  return sql.join(
    statements.map((each) => sql`(${each})`),
    sql` union all `,
  )
}

/** Those of the rows that fit and that the actor may read, as many as are wanted. */
export async function walk(db: Kysely<DB>, asked: Asked, { task, own, rows }: Look): Promise<Place[]> {
  const { source } = task
  const key = sql.ref(`d.${source.sortedBy}`)
  const looked = own ? inOrder(asked, source, newestOwn(asked, own, rows)) : newestRows(asked, source, rows)
  const order = own ? sql`d.own_at desc, d.own_id` : sql`${key} desc, d.id`
  const fitting = [source.readable(asked.actor), ...task.conditions, source.matches(asked.typed.words)]
  const found = await sql<Place>`select ${placeColumns(key)} from (${looked}) d
    where ${sql.join(fitting, sql` and `)} order by ${order} limit ${sql.lit(asked.wanted)}`.execute(db)
  return found.rows
}

/**
 * The rows of a statement of `id` and `at`, which is in their order, in the order of `own_at` descending, `own_id`; each row is
 * fetched only when it is come to.
 */
export function inOrder({ actor }: Asked, { table }: Source, keys: Sql): Sql {
  return sql`select d.*, own.at as own_at, own.id as own_id from (${keys}) own cross join lateral (
    select d.* from ${sql.table(table)} d where d.office_id = ${actor.officeId}::uuid and d.id = own.id limit 1) d`
}

/** So many of the newest of one's own. The statements are merged as they are read; what two of them have comes once. */
function newestOwn(asked: Asked, { keys }: Own, rows: number): Sql {
  const [at, id] = [sql.ref('k.at'), sql.ref('k.id')]
  const ordered = keys.map(
    (each) =>
      sql`select k.at, k.id from (${each}) k where ${inReach(asked, at, id)} order by k.at desc, k.id`,
  )
  return sql`select distinct on (k.at, k.id) k.at, k.id from (${together(ordered)}) k
    order by k.at desc, k.id limit ${sql.lit(rows)}`
}

/** So many of the newest rows. Ordered parts are merged as they are read: no more of them is read than is wanted. */
function newestRows(asked: Asked, source: Source, rows: number): Sql {
  const [table, key, id] = [sql.table(source.table), sql.ref(`d.${source.sortedBy}`), sql.ref('d.id')]
  const ordered = (part: Sql) => sql`select d.* from ${table} d
    where d.office_id = ${asked.actor.officeId}::uuid and ${part} and ${inReach(asked, key, id)} order by ${key} desc, d.id`
  const parts = source.parts?.(asked.actor) ?? [sql`true`]
  return sql`select d.* from (${together(parts.map(ordered))}) d order by ${key} desc, d.id limit ${sql.lit(rows)}`
}

/** Within the period, beyond what was shown. The first comparison of a place alone bounds the walk along the index. */
export function inReach({ from, until, after }: Asked, key: Sql, id: Sql): Sql {
  const conditions = [
    from && sql`${key} >= ${from}`,
    until && sql`${key} < ${until}`,
    after &&
      sql`${key} <= ${after.at}::timestamptz and (${key} < ${after.at}::timestamptz or ${id} > ${after.id}::uuid)`,
  ].filter((each) => each !== null)
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

export const placeColumns = (key: Sql) =>
  sql`d.id, to_char(${key} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`

/**
 * Behind which everything is still to be looked through; null when the look came to the end of all there is. It names a moment
 * and no row, because the row may be one of which the actor must not know: those of that moment are looked at again.
 */
export async function placeBehind(
  db: Kysely<DB>,
  asked: Asked,
  { task, own, rows }: Look,
): Promise<Place | null> {
  const { source } = task
  const key = own ? sql.ref('d.at') : sql.ref(`d.${source.sortedBy}`)
  const looked = own ? newestOwn(asked, own, rows) : newestRows(asked, source, rows)
  const found = await sql<Place>`select ${placeColumns(key)} from (${looked}) d
    order by ${key} desc, d.id offset ${sql.lit(rows - 1)} limit 1`.execute(db)
  const last = found.rows[0]
  if (!last) return null
  // So many rows of one moment come of nothing but an import; without its row the next page would begin there again.
  return last.at === asked.after?.at ? last : { at: last.at, id: firstId }
}

/** An id before every other one. */
const firstId = '00000000-0000-0000-0000-000000000000'
