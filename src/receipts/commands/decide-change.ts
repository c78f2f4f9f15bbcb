import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Actor, type AuditEntry, defineCommand, type News, type Tx } from '../../platform/operations.ts'
import { demoChangeId } from '../examples.ts'
import { deciders } from '../policy.ts'
import { correctionSchema, refundSchema } from './ask-change.ts'
import { giveBack } from './give-back.ts'
import { replaceReceipt } from './replace-receipt.ts'

/** A change that was asked for, locked. */
export interface AskedChange {
  id: string
  receiptId: string | null
  paymentId: string | null
  reason: string
  askedBy: string
}

/** What carrying it out brought: the receipt that now stands, if any, and what is told. */
export interface Carried {
  resultId: string | null
  facts: Record<string, unknown>
  news: News[]
}

/**
 * Quyết định đề nghị: whoever asked never decides (four eyes). Agreeing carries it out at once, in the same transaction, so that
 * money, books and receipts agree at every moment.
 */
export const decideChange = defineCommand({
  name: 'receipts.decideChange',
  title: 'Duyệt trả lại tiền, thay thế biên lai, thông báo sai sót',
  audience: deciders,
  door: { method: 'POST', path: '/receipt-changes/{id}/decision' },
  input: z
    .strictObject({
      id: z.uuid(),
      agreed: z.boolean(),
      answer: z.string().trim().max(1000, 'Tối đa 1000 ký tự.').default(''),
    })
    .refine(({ agreed, answer }) => agreed || answer !== '', {
      path: ['answer'],
      message: 'Hãy ghi lý do không đồng ý.',
    }),
  output: z.object({ id: z.uuid(), receiptId: z.uuid().nullable() }),
  example: { id: demoChangeId, agreed: true, answer: '' },
  async run(tx, actor, { id, agreed, answer }) {
    const row = await tx.db
      .selectFrom('receipt_changes')
      .selectAll()
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw new AppError('not_found')
    if (row.state !== 'asked')
      throw new AppError('wrong_state', { detail: 'Đề nghị này đã được quyết định.' })
    if (row.asked_by === actor.id)
      throw new AppError('not_allowed', { detail: 'Người đề nghị không tự duyệt. Hãy chờ người khác duyệt.' })
    const change = {
      id,
      receiptId: row.receipt_id,
      paymentId: row.payment_id,
      reason: row.reason,
      askedBy: row.asked_by,
    }
    const { resultId, facts, news } = agreed
      ? await carryOut(tx, actor, { kind: row.kind, asked: row.asked, change })
      : { resultId: null, facts: {}, news: [] }
    await tx.db
      .updateTable('receipt_changes')
      .set({
        state: agreed ? 'done' : 'refused',
        decided_at: tx.now,
        decided_by: actor.id,
        decided_by_name: actor.name,
        answer,
        result_id: resultId,
        ...(facts.receiptId ? { receipt_id: String(facts.receiptId) } : {}),
      })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .execute()
    const audit: AuditEntry = {
      subjectType: 'receipt_change',
      subjectId: id,
      facts: { kind: row.kind, agreed, answer, ...facts },
    }
    return { output: { id, receiptId: resultId }, audit: [audit], news }
  },
})

async function carryOut(
  tx: Tx,
  actor: Actor,
  { kind, asked, change }: { kind: string; asked: unknown; change: AskedChange },
): Promise<Carried> {
  if (kind === 'refund') return giveBack(tx, actor, { change, ...refundSchema.parse(asked) })
  if (kind === 'replace') return replaceReceipt(tx, actor, { change, ...correctionSchema.parse(asked) })
  const { receiptId } = change
  return {
    resultId: null,
    facts: {},
    news: [{ topic: 'receipt.corrected', payload: { receiptId, changeId: change.id } }],
  }
}
