import { type Kysely, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import type { KindPlace, Place } from '../model/merge.ts'
import { type Asked, placeColumns, type Task } from './walk-rows.ts'

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
