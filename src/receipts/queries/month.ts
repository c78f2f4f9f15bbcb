import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import { bookReaders } from '../policy.ts'
import { budgetOwed } from './budget-owed.ts'

const owedSchema = z.object({
  kind: z.enum(['fee', 'charge']),
  budgetItem: z.string(),
  collected: z.number(),
  kept: z.number(),
  owed: z.number(),
  paid: z.number(),
  keptPercent: z.int(),
  payBy: z.string(),
  basis: z.string(),
})
const usageSchema = z.object({
  formCode: z.string(),
  symbol: z.string(),
  first: z.int(),
  last: z.int(),
  used: z.int(),
  replaced: z.int(),
  cancelled: z.int(),
  unsigned: z.int(),
  /** Numbers between the first and the last that no receipt has: always 0, or something is badly wrong. */
  missing: z.int(),
  totalVnd: z.number(),
})
const remittanceSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['deposit', 'budget']),
  month: z.string().nullable(),
  amountVnd: z.number(),
  keptVnd: z.number(),
  document: z.string(),
  onDay: z.string(),
  madeByName: z.string(),
})

/** A month of the accountant: what is owed to the budget and until when, what was paid in, and how receipts were used. */
export const getMonth = defineQuery({
  name: 'receipts.getMonth',
  title: 'Xem nộp ngân sách, sử dụng biên lai theo tháng',
  audience: bookReaders,
  door: { method: 'GET', path: '/fee-months/{month}' },
  input: z.strictObject({ month: z.iso.date().regex(/-01$/, 'Hãy chọn tháng.') }),
  output: z.object({
    month: z.string(),
    isOver: z.boolean(),
    owed: z.array(owedSchema),
    usage: z.array(usageSchema),
    remittances: z.array(remittanceSchema),
    /** What lies where, by the books, at this moment. */
    balances: z.object({
      drawer: z.number(),
      safe: z.number(),
      bank: z.number(),
      portal: z.number(),
      over: z.number(),
    }),
    today: z.string(),
  }),
  example: { month: '2026-03-01' },
  async run({ db, now }, { officeId }, { month }) {
    const until = sql`(${month}::date + interval '1 month')`
    const [owed, usage, remittances, balances] = await Promise.all([
      budgetOwed(db, officeId, month),
      sql<z.output<typeof usageSchema>>`
        select r.form_code as "formCode", r.symbol, min(r.number) as first, max(r.number) as last, count(*)::int as used,
          count(n.id)::int as replaced, count(c.id)::int as cancelled, count(*) filter (where g.receipt_id is null)::int as unsigned,
          (max(r.number) - min(r.number) + 1 - count(*))::int as missing,
          sum(case when n.id is null and c.id is null then r.total else 0 end)::float8 as "totalVnd"
        from receipts r
        left join receipts n on n.office_id = r.office_id and n.replaces_id = r.id
        left join receipt_changes c on c.office_id = r.office_id and c.receipt_id = r.id and c.kind = 'refund' and c.state = 'done'
          and c.result_id is null
        left join receipt_signatures g on g.office_id = r.office_id and g.receipt_id = r.id
        where r.office_id = ${officeId}::uuid and r.issued_on >= ${month}::date and r.issued_on < ${until}
        group by 1, 2 order by 1, 2`.execute(db),
      sql<z.output<typeof remittanceSchema>>`
        select id, kind, month::text, amount::float8 as "amountVnd", kept::float8 as "keptVnd", document, on_day::text as "onDay",
          made_by_name as "madeByName"
        from remittances where office_id = ${officeId}::uuid
          and (month = ${month}::date or (month is null and on_day >= ${month}::date and on_day < ${until}))
        order by on_day, id`.execute(db),
      sql<Record<'drawer' | 'safe' | 'bank' | 'portal' | 'over', number>>`
        select ${sql.join(
          (['drawer', 'safe', 'bank', 'portal'] as const).map(
            (name) =>
              sql`coalesce(sum(case when debit = ${sql.lit(name)} then amount when credit = ${sql.lit(name)} then -amount end), 0)::float8 as ${sql.ref(name)}`,
          ),
        )}, coalesce(sum(case when credit = 'over' then amount when debit = 'over' then -amount end), 0)::float8 as "over"
        from ledger_entries where office_id = ${officeId}::uuid`.execute(db),
    ])
    const today = localDate(now)
    const nothing = { drawer: 0, safe: 0, bank: 0, portal: 0, over: 0 }
    return {
      month,
      isOver: month.slice(0, 7) < today.slice(0, 7),
      owed,
      usage: usage.rows,
      remittances: remittances.rows,
      balances: balances.rows[0] ?? nothing,
      today,
    }
  },
})
