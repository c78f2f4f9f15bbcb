import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import type { ReceiptContent } from '../model/receipt-xml.ts'

/** A receipt whole, with whether it has its signature. */
export interface WholeReceipt extends ReceiptContent {
  id: string
  issuedAt: Date
  signedAt: Date | null
  xml: string | null
}

/** Receipts of an office that meet a condition on `r`, whole, in the order of their numbers. */
export async function wholeReceipts(
  db: Kysely<DB>,
  officeId: string,
  { condition, limit }: { condition: RawBuilder<unknown>; limit: number },
): Promise<WholeReceipt[]> {
  type Row = Omit<WholeReceipt, keyof ReceiptContent> &
    Pick<ReceiptContent, 'formCode' | 'symbol' | 'number' | 'issuedOn' | 'lookupCode'> & {
      content: Pick<
        ReceiptContent,
        'collector' | 'payer' | 'lines' | 'totalVnd' | 'method' | 'dossierCode' | 'replaces'
      >
    }
  const found = await sql<Row>`
    select r.id, r.form_code as "formCode", r.symbol, r.number, r.issued_on::text as "issuedOn", r.issued_at as "issuedAt",
      r.lookup_code as "lookupCode", r.content, g.signed_at as "signedAt", g.xml
    from receipts r left join receipt_signatures g on g.office_id = r.office_id and g.receipt_id = r.id
    where r.office_id = ${officeId}::uuid and ${condition}
    order by r.issued_at, r.number limit ${limit}`.execute(db)
  return found.rows.map(({ content, ...row }) => ({
    ...row,
    collector: content.collector,
    payer: content.payer,
    lines: content.lines.map(({ name, kind, amountVnd }) => ({ name, kind, amountVnd })),
    totalVnd: content.totalVnd,
    method: content.method,
    dossierCode: content.dossierCode,
    ...(content.replaces ? { replaces: content.replaces } : {}),
  }))
}
