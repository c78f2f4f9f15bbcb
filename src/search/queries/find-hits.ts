import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import { needsPatterns } from '../../platform/typed-words.ts'
import type { Place } from '../model/merge.ts'
import type { Source } from './source.ts'
import { type Asked, inOrder, inReach, type Look, placeColumns, together } from './walk-rows.ts'

/** What the indexes of words found. */
interface Hits {
  /** As PostgreSQL writes an array; it is only handed back. Null: there are too many. */
  ids: string | null
  /** Whether they are in the order of their moments; where the indexed rows do not tell these they are not. */
  isOrdered: boolean
}

/**
 * What the indexes of words find, by source; a source is missing where they find too much. Their statements are planned
 * without the ways that are quick only when the planner guesses the frequency of the words right.
 */
export async function hitsOf(
  db: Kysely<DB>,
  asked: Asked,
  looks: readonly Look[],
): Promise<Map<Source, Place[]>> {
  if (looks.length === 0) return new Map()
  const [, ...found] = await Promise.all([
    sql`select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)`.execute(
      db,
    ),
    ...looks.map(({ task }) => readIndex(db, asked, task.source)),
    sql`select set_config('enable_seqscan', 'on', true), set_config('enable_indexscan', 'on', true)`.execute(
      db,
    ),
  ])
  const places = await Promise.all(
    looks.map(
      async (each, index) =>
        [each.task.source, await placesOf(db, asked, { ...each, hits: found[index] as Hits })] as const,
    ),
  )
  return new Map(places.filter((each): each is [Source, Place[]] => each[1] !== null))
}

/** A bitmap of the hits reads their rows in any case: their moments come with them. */
async function readIndex(db: Kysely<DB>, asked: Asked, source: Source): Promise<Hits> {
  const { actor, typed, limits } = asked
  const reach = inReach(asked, sql.ref('hit.at'), sql.ref('hit.id'))
  const ways = (source.byWords?.(actor, typed.words) ?? []).map(
    (each, way) => sql`select hit.id, hit.at, ${sql.lit(way)} as way from (${each}) hit
      where hit.at is null or (${reach}) limit ${sql.lit(limits.hits + 1)}`,
  )
  const found = await sql<Hits>`with hits as materialized (${together(ways)}),
    most as (select coalesce(max(n), 0) as n from (select count(*) as n from hits group by way) each)
    select case when n <= ${sql.lit(limits.hits)} then coalesce((select array_agg(id order by at desc, id)
        from (select distinct id, at from hits) each), '{}')::text end as ids,
      (select count(*) = count(at) from hits) as "isOrdered" from most`.execute(db)
  return found.rows[0] ?? { ids: null, isOrdered: false }
}

async function placesOf(
  db: Kysely<DB>,
  asked: Asked,
  { task, own, hits }: Look & { hits: Hits },
): Promise<Place[] | null> {
  const { ids, isOrdered } = hits
  if (ids === null) return null
  if (ids === '{}') return []
  const { source } = task
  const { words } = asked.typed
  const [key, id] = [sql.ref(`d.${source.sortedBy}`), sql.ref('d.id')]
  const mayBe = own?.isFew ? sql`hit.id in (select id from (${together(own.keys)}) own)` : sql`true`
  const hit = sql`unnest(${ids}::uuid[]) with ordinality as hit (id, place) where ${mayBe}`
  const keys = isOrdered
    ? sql`select hit.id, -hit.place as at from ${hit} order by at desc, hit.id offset 0`
    : sql`select d.id, ${key} as at from ${sql.table(source.table)} d where d.office_id = ${asked.actor.officeId}::uuid
        and d.id = any(array(select hit.id from ${hit})) and ${inReach(asked, key, id)} order by ${key} desc, d.id offset 0`
  const conditions: RawBuilder<boolean>[] = [
    source.readable(asked.actor),
    ...task.conditions,
    ...(needsPatterns(words) ? [source.matches(words)] : []),
  ]
  const found = await sql<Place>`select ${placeColumns(key)} from (${inOrder(asked, source, keys)}) d
    where ${sql.join(conditions, sql` and `)} order by d.own_at desc, d.own_id limit ${sql.lit(asked.wanted)}`.execute(
    db,
  )
  return found.rows
}
