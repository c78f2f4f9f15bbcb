import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { sealKeepers } from '../policy.ts'

/** How long what was prepared counts: an officer may be called to the telephone before the PIN is typed. */
const preparedMinutes = 15
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

/** Ghi biên lai đã chuẩn bị để ký: the route that has prepared them calls it. Bound to the member and the certificate. */
export const keepPreparedReceipts = defineCommand({
  name: 'receipts.keepPrepared',
  title: 'Chuẩn bị biên lai để ký số',
  audience: sealKeepers,
  input: z.strictObject({
    certificate: bytes,
    receipts: z
      .array(
        z.strictObject({
          receiptId: z.uuid(),
          xml: z.string(),
          toSign: bytes,
          scheme: z.enum(['rsa', 'ecdsa']),
          signingTime: z.date(),
        }),
      )
      .min(1)
      .max(20),
  }),
  output: z.object({ ids: z.array(z.uuid()) }),
  async run(tx, actor, { certificate, receipts }) {
    await dropPrepared(tx, actor, {
      receiptIds: receipts.map(({ receiptId }) => receiptId),
      memberId: actor.id,
    })
    const rows = receipts.map(({ receiptId, xml, toSign, scheme, signingTime }) => ({
      office_id: actor.officeId,
      receipt_id: receiptId,
      member_id: actor.id,
      id: uuid(),
      xml,
      to_sign: Buffer.from(toSign),
      scheme,
      certificate: Buffer.from(certificate),
      signing_time: signingTime,
      expires_at: new Date(tx.now.getTime() + preparedMinutes * 60_000),
    }))
    await tx.db.insertInto('prepared_receipts').values(rows).execute()
    const [first, ...others] = rows.map(({ receipt_id }) => ({
      subjectType: 'receipt',
      subjectId: receipt_id,
      facts: { event: 'prepared' },
    }))
    if (!first) throw new AppError('invalid_input')
    return { output: { ids: rows.map(({ id }) => id) }, audit: [first, ...others] }
  },
})

/** Drops what was prepared of receipts, of one member or of all, and what has run out. */
async function dropPrepared(
  tx: Tx,
  { officeId }: Actor,
  { receiptIds, memberId }: { receiptIds: readonly string[]; memberId?: string },
): Promise<void> {
  await tx.db
    .deleteFrom('prepared_receipts')
    .where('office_id', '=', officeId)
    .where((where) => {
      const theirs = where('receipt_id', 'in', [...receiptIds])
      return where.or([
        memberId ? where.and([theirs, where('member_id', '=', memberId)]) : theirs,
        where('expires_at', '<=', tx.now),
      ])
    })
    .execute()
}

/** Nhận chữ ký của biên lai, judged by the route: kept once. Fails with wrong_state when another was quicker. */
export const keepSignedReceipt = defineCommand({
  name: 'receipts.keepSigned',
  title: 'Nhận biên lai đã ký số',
  audience: sealKeepers,
  input: z.strictObject({
    receiptId: z.uuid(),
    xml: z.string(),
    signedAt: z.date(),
    signer: z.string(),
    certificateSerial: z.string(),
  }),
  output: z.object({ id: z.uuid() }),
  async run(tx, actor, { receiptId, xml, signedAt, signer, certificateSerial }) {
    const kept = await tx.db
      .insertInto('receipt_signatures')
      .values({
        office_id: actor.officeId,
        receipt_id: receiptId,
        xml,
        signed_at: signedAt,
        taken_at: tx.now,
        signer,
        certificate_serial: certificateSerial,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('receipt_id')
      .executeTakeFirst()
    if (!kept) throw new AppError('wrong_state', { detail: 'Biên lai này đã ký số.' })
    await dropPrepared(tx, actor, { receiptIds: [receiptId] })
    return {
      output: { id: receiptId },
      audit: [
        { subjectType: 'receipt', subjectId: receiptId, facts: { signer, certificateSerial, signedAt } },
      ],
      news: [{ topic: 'receipt.signed', payload: { receiptId } }],
    }
  },
})
