import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import type { Holder } from '../../signing/model/signed-copy.ts'
import { fingerprintsOf } from '../../signing/queries/certificates.ts'
import { sealKeepers } from '../policy.ts'
import { type WholeReceipt, wholeReceipts } from './receipt-content.ts'

const unsigned = sql`not exists (select from receipt_signatures s where s.office_id = r.office_id and s.receipt_id = r.id)`

/** Most that is signed with one PIN: what the program on the officer’s PC takes at once. */
export const mostSignedAtOnce = 200

/** Biên lai waiting for the signature of the office, the oldest first. */
export const receiptsToSign = defineQuery({
  name: 'receipts.toSign',
  title: 'Xem biên lai chờ ký số',
  audience: sealKeepers,
  door: { method: 'GET', path: '/receipts-to-sign' },
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        payerName: z.string(),
        totalVnd: z.number(),
        issuedAt: z.date(),
      }),
    ),
    count: z.int(),
  }),
  example: {},
  async run({ db }, { officeId }) {
    const [items, counted] = await Promise.all([
      wholeReceipts(db, officeId, { condition: unsigned, limit: mostSignedAtOnce }),
      sql<{
        count: number
      }>`select count(*)::int as count from receipts r where r.office_id = ${officeId}::uuid and ${unsigned}`.execute(
        db,
      ),
    ])
    return {
      items: items.map((receipt) => ({
        id: receipt.id,
        name: `Biên lai ${receipt.symbol} số ${receipt.number}, ${receipt.totalVnd.toLocaleString('vi-VN')} đ`,
        payerName: receipt.payer.name,
        totalVnd: receipt.totalVnd,
        issuedAt: receipt.issuedAt,
      })),
      count: counted.rows[0]?.count ?? 0,
    }
  },
})

/** One receipt that waits for its signature, with who has to sign. Fails with not_found, or wrong_state when it is signed. */
export const receiptToSign = defineQuery({
  name: 'receipts.oneToSign',
  title: 'Xem một biên lai chờ ký số',
  audience: sealKeepers,
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ receipt: z.custom<WholeReceipt>(), holder: z.custom<Holder>() }),
  async run({ db }, { officeId }, { id }) {
    const [found, office, registered] = await Promise.all([
      wholeReceipts(db, officeId, { condition: sql`r.id = ${id}::uuid`, limit: 1 }),
      db.selectFrom('offices').select('name').where('office_id', '=', officeId).executeTakeFirstOrThrow(),
      fingerprintsOf(db, officeId, null),
    ])
    const [receipt] = found
    if (!receipt) throw new AppError('not_found', { detail: 'Không có biên lai này.' })
    if (receipt.signedAt) throw new AppError('wrong_state', { detail: 'Biên lai này đã ký số.' })
    return { receipt, holder: { kind: 'office' as const, name: office.name, ...registered } }
  },
})

export interface PreparedReceipt {
  receiptId: string
  xml: string
  toSign: Uint8Array
  scheme: 'rsa' | 'ecdsa'
  certificate: Uint8Array
  signingTime: Date
}

/** What was prepared for the reader’s own token. Fails with not_found, or wrong_state when it has run out. */
export const preparedReceipt = defineQuery({
  name: 'receipts.prepared',
  title: 'Xem biên lai đã chuẩn bị để ký',
  audience: sealKeepers,
  input: z.strictObject({ id: z.uuid() }),
  output: z.custom<PreparedReceipt>(),
  async run({ db, now }, actor, { id }) {
    const row = await db
      .selectFrom('prepared_receipts')
      .selectAll()
      .where('office_id', '=', actor.officeId)
      .where('member_id', '=', actor.id)
      .where('id', '=', id)
      .executeTakeFirst()
    if (!row)
      throw new AppError('not_found', {
        detail: 'Lần ký này đã xong, đã bị thay hoặc không phải của bạn. Hãy tải lại trang.',
      })
    if (row.expires_at <= now)
      throw new AppError('wrong_state', { detail: 'Đã quá thời gian chờ ký. Hãy bấm ký lại.' })
    return {
      receiptId: row.receipt_id,
      xml: row.xml,
      toSign: row.to_sign,
      scheme: row.scheme as 'rsa' | 'ecdsa',
      certificate: row.certificate,
      signingTime: row.signing_time,
    }
  },
})
