import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, defineQuery, type Reader } from '../../platform/operations.ts'
import { registerCells } from '../model/register.ts'
import { decodeMomentCursor, encodeCursor } from './page-cursor.ts'
import { agencyName, inRegister, type RegisterRow, registerPeriod, selectRegister } from './register-rows.ts'

const pageSize = 50

/**
 * Rows of the register (Sổ theo dõi hồ sơ) for a period, by the moment of reception, within the actor's fields. `count`
 * comes with the first page; `parts` says in how many parts the whole is printed.
 */
export const listRegister = defineQuery({
  name: 'dossiers.listRegister',
  title: 'Xem sổ theo dõi hồ sơ',
  audience: ['counter', 'specialist', 'clerk', 'leader', 'admin'],
  door: { method: 'GET', path: '/register' },
  input: registerPeriod.extend({ cursor: z.string().max(200).optional() }),
  output: z.object({
    items: z.array(z.object({ id: z.uuid(), code: z.string().nullable(), cells: z.array(z.string()) })),
    next: z.string().nullable(),
    count: z.int().nullable(),
  }),
  example: { from: '2026-01-01', to: '2026-12-31' },
  async run(reader, actor, { cursor, ...period }) {
    const where = inRegister(actor, period)
    const after = cursor ? decodeMomentCursor(cursor) : null
    const [rows, count, agency] = await Promise.all([
      selectRegister(reader.db, { where, after, limit: pageSize + 1 }),
      after ? null : countRegister(reader, actor, period),
      agencyName(reader.db, actor.officeId),
    ])
    const items = rows.slice(0, pageSize)
    const last = items.at(-1)
    return {
      items: items.map((row) => itemOf(row, agency)),
      next: rows.length > pageSize && last ? encodeCursor(last.sortKey, last.id) : null,
      count,
    }
  },
})

function itemOf(row: RegisterRow, agency: string) {
  return { id: row.id, code: row.code, cells: registerCells(row, agency) }
}

/** How many dossiers a period holds: at most two years of one commune, by index (8 ms for 20,000). */
export async function countRegister(
  { db }: Reader,
  actor: Actor,
  period: z.output<typeof registerPeriod>,
): Promise<number> {
  const found = await sql<{ count: number }>`select count(*)::int as count from dossiers d
    where ${inRegister(actor, period)}`.execute(db)
  return found.rows[0]?.count ?? 0
}
