import { sql } from 'kysely'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { PaymentMethod, PricedLine } from '../model/books.ts'

/** A receipt that stands: neither replaced nor cancelled. */
export interface StandingReceipt {
  id: string
  formCode: string
  symbol: string
  number: number
  issuedOn: string
  dueId: string
  paymentId: string
  method: PaymentMethod
  payer: { name: string; address: string; personalId: string }
  lines: PricedLine[]
  totalVnd: number
}

/** SQL condition: the receipt `r` has not been replaced and its money not been given back in full. */
export const standing = sql`not exists (select from receipts n where n.office_id = r.office_id and n.replaces_id = r.id)
  and not exists (select from receipt_changes c where c.office_id = r.office_id and c.receipt_id = r.id and c.kind = 'refund'
    and c.state = 'done' and c.result_id is null)`

/** The standing receipt of this id or payment; null when there is none. The due is locked by the caller. */
export async function standingReceipt(
  tx: Tx,
  { officeId }: Actor,
  which: { id: string } | { paymentId: string },
): Promise<StandingReceipt | null> {
  const condition =
    'id' in which ? sql`r.id = ${which.id}::uuid` : sql`r.payment_id = ${which.paymentId}::uuid`
  const found = await sql<StandingReceipt>`
    select r.id, r.form_code as "formCode", r.symbol, r.number, r.issued_on::text as "issuedOn", r.due_id as "dueId",
      r.payment_id as "paymentId", r.content->>'method' as method, r.content->'payer' as payer, r.content->'lines' as lines,
      r.total::float8 as "totalVnd"
    from receipts r where r.office_id = ${officeId}::uuid and ${condition} and ${standing}`.execute(tx.db)
  return found.rows[0] ?? null
}

/** The due of a receipt, to be locked before anything is decided about it. Fails with not_found. */
export async function dueOfReceipt(tx: Tx, { officeId }: Actor, id: string): Promise<string> {
  const row = await tx.db
    .selectFrom('receipts')
    .select('due_id')
    .where('office_id', '=', officeId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', { detail: 'Không có biên lai này.' })
  return row.due_id
}
