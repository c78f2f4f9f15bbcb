import { sql } from 'kysely'
import type { Tx } from '../../platform/operations.ts'

interface Move {
  table: 'desks' | 'units'
  id: string
  direction: 'up' | 'down'
}

/** Numbers a list anew with one row a place further up or down; at the end of the list nothing moves. */
export async function moveInOrder(tx: Tx, officeId: string, { table, id, direction }: Move): Promise<void> {
  // One and a half places further, then counted: the row lands beyond its neighbour and all numbers are whole again.
  const step = direction === 'up' ? -1.5 : 1.5
  await sql`with places as (
      select id, row_number() over (order by sort, code) as place from ${sql.table(table)} where office_id = ${officeId}::uuid),
    renumbered as (
      select id, row_number() over (order by place + case when id = ${id}::uuid then ${step}::numeric else 0 end) as place from places)
    update ${sql.table(table)} t set sort = r.place from renumbered r
    where t.office_id = ${officeId}::uuid and t.id = r.id`.execute(tx.db)
}
