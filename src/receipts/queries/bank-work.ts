import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { isPractice } from '../../platform/practice.ts'
import { noticeSchema } from '../model/bank-notice.ts'

/** Movements that have not been judged yet, the first first; `except`: those that this run has dealt with. */
export const linesToJudge = defineQuery({
  name: 'receipts.linesToJudge',
  title: 'Xem dòng sao kê chờ đối chiếu',
  audience: [],
  input: z.strictObject({ except: z.array(z.uuid()).max(100_000) }),
  output: z.object({ ids: z.array(z.uuid()) }),
  async run({ db }, { officeId }, { except }) {
    const found = await sql<{ id: string }>`select id from bank_lines
      where office_id = ${officeId}::uuid and verdict = '' and id <> all (${except}::uuid[])
      order by first_seen_at, id limit 200`.execute(db)
    return { ids: found.rows.map(({ id }) => id) }
  },
})

/** The secret with which a provider signs, still sealed; null where nothing is taken from one: never in a practice office. */
export const bankChannel = defineQuery({
  name: 'receipts.bankChannel',
  title: 'Xem cách ngân hàng báo biến động số dư',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ secretSealed: z.string().nullable() }),
  async run({ db }, { officeId }) {
    if (isPractice(officeId)) return { secretSealed: null }
    const row = await db
      .selectFrom('bank_connections')
      .select(['active', 'secret_sealed'])
      .where('office_id', '=', officeId)
      .executeTakeFirst()
    return { secretSealed: row?.active ? row.secret_sealed : null }
  },
})

/** What is there under a provider’s id: nothing, this movement, or one of another amount, which no provider may tell of under that id. */
export const noticeKnown = defineQuery({
  name: 'receipts.noticeKnown',
  title: 'Xem biến động số dư đã được báo chưa',
  audience: [],
  input: noticeSchema,
  output: z.object({ known: z.enum(['no', 'same', 'other']) }),
  async run({ db }, { officeId }, notice) {
    const found = await sql<{ amount: number }>`select l.amount::float8 as amount
      from bank_sightings g join bank_lines l on l.office_id = g.office_id and l.id = g.line_id
      where g.office_id = ${officeId}::uuid and g.source = 'notice' and g.key = ${notice.id}`.execute(db)
    const row = found.rows[0]
    if (!row) return { known: 'no' as const }
    return { known: row.amount === notice.amountVnd ? ('same' as const) : ('other' as const) }
  },
})
