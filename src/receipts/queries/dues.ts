import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { demoDueId } from '../examples.ts'
import { readReferences } from '../model/payment-reference.ts'
import { vietQr } from '../model/vietqr.ts'
import { cashiers } from '../policy.ts'
import { type DueRow, dueColumns, dueFacts, dueFactsSchema, sumsOfDue } from './due-facts.ts'
import { loadReceiptSettings } from './load-settings.ts'

const pageSize = 50

const missing = sql`d.ended_at is null and d.amount > s.applied`

/** What a cashier looks for: a code, a name, a reference of a transfer, or all that is still to be paid. */
export const listDues = defineQuery({
  name: 'receipts.listDues',
  title: 'Xem các khoản phải thu',
  audience: [...cashiers, 'leader'],
  door: { method: 'GET', path: '/dues' },
  input: z.strictObject({
    q: z.string().trim().max(100).default(''),
    /** `open`: something is still to be paid; `over`: too much was paid; `all`. */
    show: z.enum(['open', 'over', 'all']).default('open'),
    after: z.uuid().optional(),
  }),
  output: z.object({ rows: z.array(dueFactsSchema), next: z.string().nullable() }),
  example: { show: 'open' },
  async run({ db }, { officeId }, { q, show, after }) {
    const conditions: RawBuilder<unknown>[] = [sql`d.office_id = ${officeId}::uuid`]
    if (show === 'open') conditions.push(missing)
    if (show === 'over') conditions.push(sql`s.over > 0`)
    if (q !== '') conditions.push(lookedFor(q))
    if (after)
      conditions.push(
        sql`(d.created_at, d.id) < (select created_at, id from dues where office_id = ${officeId}::uuid and id = ${after}::uuid)`,
      )
    const found = await sql<DueRow>`select ${dueColumns} from dues d cross join ${sumsOfDue}
      where ${sql.join(conditions, sql` and `)}
      order by d.created_at desc, d.id desc limit ${pageSize + 1}`.execute(db)
    const rows = found.rows.slice(0, pageSize).map(dueFacts)
    return { rows, next: found.rows.length > pageSize ? (rows.at(-1)?.id ?? null) : null }
  },
})

function lookedFor(q: string): RawBuilder<unknown> {
  const [reference] = readReferences(q)
  if (reference) return sql`d.year = ${reference.year} and d.number = ${reference.number}`
  const pattern = `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql`(d.dossier_code ilike ${pattern} or d.payer_name ilike ${pattern})`
}

const lineSchema = z.object({
  name: z.string(),
  kind: z.enum(['fee', 'charge']),
  amountVnd: z.number(),
  how: z.string(),
  basis: z.string(),
})
const paymentSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['payment', 'refund']),
  method: z.enum(['cash', 'transfer', 'portal']),
  amountVnd: z.number(),
  at: z.date(),
  madeByName: z.string(),
  note: z.string(),
  receipt: z.object({ id: z.uuid(), symbol: z.string(), number: z.int(), signed: z.boolean() }).nullable(),
})

/** One due with its lines, its payments, and what a transfer for the rest looks like. Fails with not_found. */
export const getDue = defineQuery({
  name: 'receipts.getDue',
  title: 'Xem một khoản phải thu',
  audience: [...cashiers, 'leader'],
  door: { method: 'GET', path: '/dues/{id}' },
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    due: dueFactsSchema,
    payer: z.object({ name: z.string(), address: z.string(), personalId: z.string() }),
    lines: z.array(lineSchema),
    payments: z.array(paymentSchema),
    /** What a VietQR picture says; null where the office has no account or nothing is to be paid. */
    transfer: z.object({ text: z.string(), account: z.string(), accountName: z.string() }).nullable(),
    today: z.string(),
  }),
  example: { id: demoDueId },
  async run({ db, now }, { officeId }, { id }) {
    type Found = DueRow & { payer: { name: string; address: string; personalId: string } }
    const [found, lines, payments, settings] = await Promise.all([
      sql<Found>`select ${dueColumns},
          jsonb_build_object('name', d.payer_name, 'address', d.payer_address, 'personalId', d.payer_personal_id) as payer
        from dues d cross join ${sumsOfDue} where d.office_id = ${officeId}::uuid and d.id = ${id}::uuid`.execute(
        db,
      ),
      sql<z.output<typeof lineSchema>>`select l.name, l.kind, l.amount::float8 as "amountVnd", l.how, l.basis
        from due_lines l join dues d on d.office_id = l.office_id and d.id = l.due_id and d.version = l.version
        where l.office_id = ${officeId}::uuid and l.due_id = ${id}::uuid order by l.ordinal`.execute(db),
      sql<
        z.output<typeof paymentSchema>
      >`select p.id, p.kind, p.method, p.amount::float8 as "amountVnd", p.at,
          p.made_by_name as "madeByName", p.note,
          (select jsonb_build_object('id', r.id, 'symbol', r.symbol, 'number', r.number, 'signed', exists(
              select from receipt_signatures g where g.office_id = r.office_id and g.receipt_id = r.id))
            from receipts r where r.office_id = p.office_id and r.payment_id = p.id
            order by r.issued_at desc, r.number desc limit 1) as receipt
        from payments p where p.office_id = ${officeId}::uuid and p.due_id = ${id}::uuid order by p.at, p.id`.execute(
        db,
      ),
      loadReceiptSettings(db, officeId),
    ])
    const row = found.rows[0]
    if (!row) throw new AppError('not_found', { detail: 'Không có khoản phải thu này.' })
    const { payer, ...facts } = row
    const due = dueFacts(facts)
    const { bankBin: bin, bankAccount: account, bankAccountName: accountName } = settings
    const transfer =
      account !== '' && due.stillDueVnd > 0
        ? {
            text: vietQr({ bin, account, amountVnd: due.stillDueVnd, purpose: due.reference }),
            account,
            accountName,
          }
        : null
    return { due, payer, lines: lines.rows, payments: payments.rows, transfer, today: localDate(now) }
  },
})
