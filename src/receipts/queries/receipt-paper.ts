import { type Kysely, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { standing } from '../commands/standing-receipt.ts'
import { type ReceiptStanding, tidyLookupCode } from '../model/receipt-paper.ts'
import { cashiers } from '../policy.ts'
import { type WholeReceipt, wholeReceipts } from './receipt-content.ts'

/** A receipt whole, with whether it still stands. */
export interface ShownReceipt {
  receipt: WholeReceipt
  standing: ReceiptStanding
}

const notFound = () =>
  new AppError('not_found', {
    detail: 'Không có biên lai nào có mã tra cứu này. Hãy kiểm tra lại từng chữ trên biên lai.',
  })

async function shownReceipt(
  db: Kysely<DB>,
  officeId: string,
  condition: RawBuilder<unknown>,
): Promise<ShownReceipt> {
  type Standing = { isStanding: boolean; replacedBy: ReceiptStanding['replacedBy']; signer: string | null }
  const [found, states] = await Promise.all([
    wholeReceipts(db, officeId, { condition, limit: 1 }),
    sql<Standing>`select (${standing}) as "isStanding",
        (select jsonb_build_object('symbol', n.symbol, 'number', n.number) from receipts n
          where n.office_id = r.office_id and n.replaces_id = r.id) as "replacedBy",
        (select g.signer from receipt_signatures g where g.office_id = r.office_id and g.receipt_id = r.id) as signer
      from receipts r where r.office_id = ${officeId}::uuid and ${condition}`.execute(db),
  ])
  const [receipt] = found
  const [state] = states.rows
  if (!receipt || !state) throw notFound()
  const { isStanding, replacedBy, signer } = state
  return {
    receipt,
    standing: {
      state: isStanding ? 'standing' : replacedBy ? 'replaced' : 'cancelled',
      replacedBy,
      signature: receipt.signedAt && signer ? { signer, words: formatShortMoment(receipt.signedAt) } : null,
    },
  }
}

/** One receipt as it is printed at the desk. Fails with not_found. */
export const receiptToPrint = defineQuery({
  name: 'receipts.toPrint',
  title: 'In biên lai',
  audience: [...cashiers, 'leader', 'clerk'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.custom<ShownReceipt>(),
  run: ({ db }, { officeId }, { id }) => shownReceipt(db, officeId, sql`r.id = ${id}::uuid`),
})

/** Tra cứu biên lai by its code, for whoever holds it. What cannot be a code and what is none are answered alike. */
export const lookUpReceipt = defineQuery({
  name: 'receipts.lookUp',
  title: 'Tra cứu biên lai theo mã',
  audience: 'public',
  limit: { kind: 'lookup', subject: ({ code }) => tidyLookupCode(code) },
  input: z.strictObject({ code: z.string().max(60) }),
  output: z.custom<ShownReceipt>(),
  async locate({ db }, { code }) {
    const row = await db
      .selectFrom('receipts')
      .select('office_id')
      .where('lookup_code', '=', tidyLookupCode(code))
      .executeTakeFirst()
    if (!row) throw notFound()
    return row.office_id
  },
  run: ({ db }, { officeId }, { code }) =>
    shownReceipt(db, officeId, sql`r.lookup_code = ${tidyLookupCode(code)}`),
})
