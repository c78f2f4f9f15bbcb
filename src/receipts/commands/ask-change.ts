import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoPaymentId, demoReceiptId } from '../examples.ts'
import { amountSchema } from '../model/cash.ts'
import { cashiers } from '../policy.ts'

const line = (most: number) => z.string().trim().max(most, `Tối đa ${most} ký tự.`)
const reason = line(1000).min(1, 'Hãy ghi lý do.')
const chosenId = { id: z.uuid().optional() }

/** What a receipt should have said: payer and what each line is for. Amounts never change so: they are given back and collected. */
export const correctionSchema = z.strictObject({
  payer: z.strictObject({
    name: line(200).min(1, 'Hãy ghi tên người nộp.'),
    address: line(300),
    personalId: line(20),
  }),
  lineNames: z.array(line(300).min(1, 'Hãy ghi tên khoản thu.')).min(1).max(50),
})
export const refundSchema = z.strictObject({ amountVnd: amountSchema, method: z.enum(['cash', 'transfer']) })

interface Asked {
  id: string | undefined
  kind: 'replace' | 'refund' | 'notice'
  receiptId: string | null
  paymentId: string | null
  asked: object
  reason: string
}

async function ask(tx: Tx, actor: Actor, { id: chosen, kind, receiptId, paymentId, asked, reason }: Asked) {
  const id = chosen ?? uuid()
  await tx.db
    .insertInto('receipt_changes')
    .values({
      office_id: actor.officeId,
      id,
      kind,
      receipt_id: receiptId,
      payment_id: paymentId,
      asked: JSON.stringify(asked),
      reason,
      state: 'asked',
      asked_at: tx.now,
      asked_by: actor.id,
      asked_by_name: actor.name,
    })
    .execute()
  return {
    output: { id },
    audit: [
      { subjectType: 'receipt_change', subjectId: id, facts: { kind, receiptId, paymentId, asked, reason } },
    ] as const,
  }
}

async function requireReceipt(tx: Tx, { officeId }: Actor, id: string): Promise<{ lines: number }> {
  const row = await tx.db
    .selectFrom('receipts')
    .select('content')
    .where('office_id', '=', officeId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', { detail: 'Không có biên lai này.' })
  return { lines: (row.content as { lines: unknown[] }).lines.length }
}

/** Đề nghị thay thế biên lai: the wrong content is put right by a receipt with a number of its own (TT 91/2026/TT-BTC, Điều 20). */
export const askReplacement = defineCommand({
  name: 'receipts.askReplacement',
  title: 'Đề nghị lập biên lai thay thế',
  audience: cashiers,
  door: { method: 'POST', path: '/receipts/{receiptId}/replacement', status: 201 },
  input: z.strictObject({ ...chosenId, receiptId: z.uuid(), ...correctionSchema.shape, reason }),
  output: z.object({ id: z.uuid() }),
  example: {
    receiptId: demoReceiptId,
    payer: { name: 'Công Dân Mẫu Một', address: 'Thôn Mẫu, xã Cẩm Long', personalId: '' },
    lineNames: ['Phí cấp bản sao trích lục hộ tịch'],
    reason: 'Ghi nhầm tên khoản thu.',
  },
  async run(tx, actor, { id, receiptId, payer, lineNames, reason }) {
    const { lines } = await requireReceipt(tx, actor, receiptId)
    if (lines !== lineNames.length)
      throw new AppError('invalid_input', { fields: { lineNames: `Biên lai có ${lines} dòng khoản thu.` } })
    return ask(tx, actor, {
      id,
      kind: 'replace',
      receiptId,
      paymentId: null,
      asked: { payer, lineNames },
      reason,
    })
  },
})

/** Đề nghị trả lại tiền, all or part of one payment (đồng). What was too much is given back first. */
export const askRefund = defineCommand({
  name: 'receipts.askRefund',
  title: 'Đề nghị trả lại tiền đã nộp',
  audience: cashiers,
  door: { method: 'POST', path: '/payments/{paymentId}/refund', status: 201 },
  input: z.strictObject({ ...chosenId, paymentId: z.uuid(), ...refundSchema.shape, reason }),
  output: z.object({ id: z.uuid() }),
  example: {
    paymentId: demoPaymentId,
    amountVnd: 8_000,
    method: 'transfer',
    reason: 'Thu nhầm đối tượng được miễn.',
  },
  async run(tx, actor, { id, paymentId, amountVnd, method, reason }) {
    const payment = await tx.db
      .selectFrom('payments')
      .select(['amount', 'kind'])
      .where('office_id', '=', actor.officeId)
      .where('id', '=', paymentId)
      .executeTakeFirst()
    if (payment?.kind !== 'payment') throw new AppError('not_found', { detail: 'Không có khoản đã nộp này.' })
    if (amountVnd > Number(payment.amount))
      throw new AppError('invalid_input', { fields: { amountVnd: 'Nhiều hơn số đã nộp.' } })
    return ask(tx, actor, {
      id,
      kind: 'refund',
      receiptId: null,
      paymentId,
      asked: { amountVnd, method },
      reason,
    })
  },
})

/**
 * Thông báo biên lai có sai sót (04/SS-CTĐT): tax code and amount are right, something else is wrong; the receipt stays, and
 * payer and tax office are told (TT 91/2026/TT-BTC, Điều 20).
 */
export const askNotice = defineCommand({
  name: 'receipts.askNotice',
  title: 'Đề nghị thông báo sai sót của biên lai',
  audience: cashiers,
  door: { method: 'POST', path: '/receipts/{receiptId}/notice', status: 201 },
  input: z.strictObject({
    ...chosenId,
    receiptId: z.uuid(),
    /** What is wrong and how it should read. */
    text: line(500).min(1, 'Hãy ghi nội dung sai và nội dung đúng.'),
    reason,
  }),
  output: z.object({ id: z.uuid() }),
  example: {
    receiptId: demoReceiptId,
    text: 'Địa chỉ đúng: Thôn Mẫu Hai, xã Cẩm Long.',
    reason: 'Người nộp báo sai địa chỉ.',
  },
  async run(tx, actor, { id, receiptId, text, reason }) {
    await requireReceipt(tx, actor, receiptId)
    return ask(tx, actor, { id, kind: 'notice', receiptId, paymentId: null, asked: { text }, reason })
  },
})
