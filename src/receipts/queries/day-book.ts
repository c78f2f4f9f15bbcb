import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { bookReaders } from '../policy.ts'

const typeSchema = z.object({
  name: z.string(),
  kind: z.enum(['fee', 'charge']),
  budgetItem: z.string(),
  receipts: z.int(),
  totalVnd: z.number(),
})
const daySchema = z.object({
  day: z.string(),
  cashVnd: z.number(),
  transferVnd: z.number(),
  portalVnd: z.number(),
  refundVnd: z.number(),
  /** What came beyond what was due, less what of it was given back. */
  overVnd: z.number(),
  /** Collected less given back: what receipts of the day must come to. */
  collectedVnd: z.number(),
  receiptVnd: z.number(),
  bookVnd: z.number(),
})
export type BookedDay = z.output<typeof daySchema>

const period = z
  .strictObject({ from: z.iso.date('Hãy chọn ngày.'), to: z.iso.date('Hãy chọn ngày.') })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'Ngày cuối phải từ ngày đầu trở đi.' })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= 400 * 86_400_000, {
    path: ['to'],
    message: 'Mỗi lần xem tối đa 400 ngày.',
  })

/**
 * Sổ thu of a period: each day by the way the money came, and by kind of fee. Three figures are counted independently for every
 * day, from payments, from receipts and from the books; where they differ, the page says so.
 */
export const getDayBook = defineQuery({
  name: 'receipts.getDayBook',
  title: 'Xem sổ thu phí, lệ phí',
  audience: bookReaders,
  door: { method: 'GET', path: '/fee-books' },
  input: period,
  output: z.object({ days: z.array(daySchema), types: z.array(typeSchema) }),
  example: { from: '2026-03-01', to: '2026-03-31' },
  async run({ db }, { officeId }, { from, to }) {
    const [days, types] = await Promise.all([
      sql<BookedDay>`
        with paid as (
          select day, sum(amount) filter (where kind = 'payment' and method = 'cash') as cash,
            sum(amount) filter (where kind = 'payment' and method = 'transfer') as transfer,
            sum(amount) filter (where kind = 'payment' and method = 'portal') as portal,
            sum(amount) filter (where kind = 'refund') as refund,
            sum(case kind when 'payment' then amount - applied else applied - amount end) as over,
            sum(case kind when 'payment' then applied else -applied end) as collected
          from payments where office_id = ${officeId}::uuid and day between ${from}::date and ${to}::date group by 1),
        issued as (
          -- A receipt counts on its day; one that no longer stands is taken back on the day of what stands for it or cancelled it.
          select day, sum(total) as total from (
            select issued_on as day, total from receipts
              where office_id = ${officeId}::uuid and issued_on between ${from}::date and ${to}::date
            union all
            select n.issued_on, -o.total from receipts n join receipts o on o.office_id = n.office_id and o.id = n.replaces_id
              where n.office_id = ${officeId}::uuid and n.issued_on between ${from}::date and ${to}::date
            union all
            select (c.decided_at at time zone 'Asia/Ho_Chi_Minh')::date, -r.total
              from receipt_changes c join receipts r on r.office_id = c.office_id and r.id = c.receipt_id
              where c.office_id = ${officeId}::uuid and c.kind = 'refund' and c.state = 'done' and c.result_id is null
                and (c.decided_at at time zone 'Asia/Ho_Chi_Minh')::date between ${from}::date and ${to}::date) t group by 1),
        booked as (
          select day, sum(case when credit = 'income' then amount else -amount end) as total from ledger_entries
          where office_id = ${officeId}::uuid and day between ${from}::date and ${to}::date and remittance_id is null
            and (credit = 'income' or debit = 'income') group by 1)
        select day::text, coalesce(p.cash, 0)::float8 as "cashVnd", coalesce(p.transfer, 0)::float8 as "transferVnd",
          coalesce(p.portal, 0)::float8 as "portalVnd", coalesce(p.refund, 0)::float8 as "refundVnd",
          coalesce(p.over, 0)::float8 as "overVnd", coalesce(p.collected, 0)::float8 as "collectedVnd",
          coalesce(i.total, 0)::float8 as "receiptVnd", coalesce(b.total, 0)::float8 as "bookVnd"
        from paid p full join issued i using (day) full join booked b using (day) order by day`.execute(db),
      sql<z.output<typeof typeSchema>>`
        select name, kind, budget_item as "budgetItem", count(distinct payment_id) filter (where credit = 'income')::int as receipts,
          sum(case when credit = 'income' then amount else -amount end)::float8 as "totalVnd"
        from ledger_entries where office_id = ${officeId}::uuid and day between ${from}::date and ${to}::date
          and remittance_id is null and (credit = 'income' or debit = 'income')
        group by 1, 2, 3 order by 2, 1`.execute(db),
    ])
    return { days: days.rows, types: types.rows }
  },
})
