import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { standing } from '../commands/standing-receipt.ts'
import { demoReceiptId } from '../examples.ts'
import { cashiers } from '../policy.ts'

export const receiptSchema = z.object({
  id: z.uuid(),
  formCode: z.string(),
  symbol: z.string(),
  number: z.int(),
  issuedOn: z.string(),
  issuedAt: z.date(),
  issuedByName: z.string(),
  payerName: z.string(),
  dossierCode: z.string(),
  method: z.enum(['cash', 'transfer', 'portal']),
  totalVnd: z.number(),
  /** It stands for its money, another stands for it, or its money was given back in full. */
  state: z.enum(['standing', 'replaced', 'cancelled']),
  signedAt: z.date().nullable(),
})
export type ListedReceipt = z.output<typeof receiptSchema>

/** SQL: the columns of a receipt `r` that lists show. */
export const receiptColumns = sql`r.id, r.form_code as "formCode", r.symbol, r.number, r.issued_on::text as "issuedOn",
  r.issued_at as "issuedAt", r.issued_by_name as "issuedByName", r.content->'payer'->>'name' as "payerName",
  r.content->>'dossierCode' as "dossierCode", r.content->>'method' as method, r.total::float8 as "totalVnd",
  case when exists (select from receipts n where n.office_id = r.office_id and n.replaces_id = r.id) then 'replaced'
    when ${standing} then 'standing' else 'cancelled' end as state,
  (select g.signed_at from receipt_signatures g where g.office_id = r.office_id and g.receipt_id = r.id) as "signedAt"`

/** Biên lai of the office, the latest first. */
export const listReceipts = defineQuery({
  name: 'receipts.list',
  title: 'Xem danh sách biên lai',
  audience: [...cashiers, 'leader'],
  door: { method: 'GET', path: '/receipts' },
  input: z.strictObject({
    q: z.string().trim().max(100).default(''),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    show: z.enum(['all', 'unsigned', 'wrong']).default('all'),
    after: z.uuid().optional(),
  }),
  output: z.object({ rows: z.array(receiptSchema), next: z.string().nullable(), unsigned: z.int() }),
  example: {},
  async run({ db }, { officeId }, filter) {
    const size = 50
    const [found, unsigned] = await Promise.all([
      sql<ListedReceipt>`select ${receiptColumns} from receipts r where ${sql.join(conditionsOf(officeId, filter), sql` and `)}
        order by r.issued_at desc, r.number desc, r.id limit ${size + 1}`.execute(db),
      sql<{
        count: number
      }>`select count(*)::int as count from receipts r where r.office_id = ${officeId}::uuid and ${unsignedSql}`.execute(
        db,
      ),
    ])
    const rows = found.rows.slice(0, size)
    return {
      rows,
      next: found.rows.length > size ? (rows.at(-1)?.id ?? null) : null,
      unsigned: unsigned.rows[0]?.count ?? 0,
    }
  },
})

/** SQL condition: the receipt `r` waits for the signature of the office. */
const unsignedSql = sql`not exists (select from receipt_signatures g where g.office_id = r.office_id and g.receipt_id = r.id)`

interface Filter {
  q: string
  from?: string | undefined
  to?: string | undefined
  show: 'all' | 'unsigned' | 'wrong'
  after?: string | undefined
}

function conditionsOf(officeId: string, { q, from, to, show, after }: Filter): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [sql`r.office_id = ${officeId}::uuid`]
  if (from) conditions.push(sql`r.issued_on >= ${from}::date`)
  if (to) conditions.push(sql`r.issued_on <= ${to}::date`)
  if (show === 'unsigned') conditions.push(unsignedSql)
  if (show === 'wrong') conditions.push(sql`not (${standing})`)
  if (/^\d{1,8}$/.test(q)) conditions.push(sql`r.number = ${Number(q)}`)
  else if (q !== '') {
    const pattern = `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`
    conditions.push(
      sql`(r.content->>'dossierCode' ilike ${pattern} or r.content->'payer'->>'name' ilike ${pattern} or r.symbol ilike ${pattern})`,
    )
  }
  if (after)
    conditions.push(
      sql`(r.issued_at, r.number) < (select issued_at, number from receipts where office_id = ${officeId}::uuid and id = ${after}::uuid)`,
    )
  return conditions
}

const neighbour = z.object({ id: z.uuid(), symbol: z.string(), number: z.int() }).nullable()
const changeSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['replace', 'refund', 'notice']),
  state: z.enum(['asked', 'done', 'refused']),
  reason: z.string(),
  asked: z.record(z.string(), z.unknown()),
  askedAt: z.date(),
  askedById: z.uuid(),
  askedByName: z.string(),
  decidedByName: z.string(),
  answer: z.string(),
})

/** One receipt with its content, what it stands for or what stands for it, and what was asked about it. Fails with not_found. */
export const getReceipt = defineQuery({
  name: 'receipts.get',
  title: 'Xem một biên lai',
  audience: [...cashiers, 'leader'],
  door: { method: 'GET', path: '/receipts/{id}' },
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    receipt: receiptSchema,
    content: z.object({
      collector: z.object({ name: z.string(), taxCode: z.string(), address: z.string() }),
      payer: z.object({ name: z.string(), address: z.string(), personalId: z.string() }),
      lines: z.array(z.object({ name: z.string(), kind: z.enum(['fee', 'charge']), amountVnd: z.number() })),
    }),
    dueId: z.uuid(),
    paymentId: z.uuid(),
    lookupCode: z.string(),
    reason: z.string(),
    replaces: neighbour,
    replacedBy: neighbour,
    changes: z.array(changeSchema),
  }),
  example: { id: demoReceiptId },
  async run({ db }, { officeId }, { id }) {
    type Found = ListedReceipt & {
      content: { collector: never; payer: never; lines: never }
      dueId: string
      paymentId: string
      lookupCode: string
      reason: string
      replaces: z.output<typeof neighbour>
      replacedBy: z.output<typeof neighbour>
    }
    const found =
      await sql<Found>`select ${receiptColumns}, r.content, r.due_id as "dueId", r.payment_id as "paymentId",
        r.lookup_code as "lookupCode", r.reason,
        (select jsonb_build_object('id', o.id, 'symbol', o.symbol, 'number', o.number) from receipts o
          where o.office_id = r.office_id and o.id = r.replaces_id) as replaces,
        (select jsonb_build_object('id', n.id, 'symbol', n.symbol, 'number', n.number) from receipts n
          where n.office_id = r.office_id and n.replaces_id = r.id) as "replacedBy"
      from receipts r where r.office_id = ${officeId}::uuid and r.id = ${id}::uuid`.execute(db)
    const row = found.rows[0]
    if (!row) throw new AppError('not_found', { detail: 'Không có biên lai này.' })
    const changes = await sql<z.output<typeof changeSchema>>`
      select id, kind, state, reason, asked, asked_at as "askedAt", asked_by as "askedById", asked_by_name as "askedByName",
        decided_by_name as "decidedByName", answer
      from receipt_changes where office_id = ${officeId}::uuid and (receipt_id = ${id}::uuid or payment_id = ${row.paymentId}::uuid)
      order by asked_at desc, id desc`.execute(db)
    const { content, dueId, paymentId, lookupCode, reason, replaces, replacedBy, ...receipt } = row
    const { collector, payer, lines } = content
    const told = { collector, payer, lines }
    return {
      receipt,
      content: told,
      dueId,
      paymentId,
      lookupCode,
      reason,
      replaces,
      replacedBy,
      changes: changes.rows,
    }
  },
})
