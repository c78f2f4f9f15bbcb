import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoBankLineId, demoDueId, demoStrayBankLineId } from '../examples.ts'
import { amountSchema } from '../model/cash.ts'
import { vndText } from '../model/vnd-text.ts'
import { accountants } from '../policy.ts'
import { type LockedLine, lockLine, takeLine } from './settle-line.ts'

const reason = z.string().trim().min(1, 'Hãy ghi lý do.').max(1000, 'Tối đa 1000 ký tự.')

async function lockWaiting(tx: Tx, actor: Actor, id: string): Promise<LockedLine> {
  const line = await lockLine(tx, actor, id)
  if (line.outcome === 'paid')
    throw new AppError('wrong_state', { detail: 'Dòng sao kê này đã ghi là tiền nộp. Hãy tải lại trang.' })
  if (line.verdict === '')
    throw new AppError('wrong_state', {
      detail: 'Phần mềm đang đối chiếu dòng này. Hãy tải lại trang sau ít phút.',
    })
  return line
}

interface Decision {
  id: string
  outcome: 'paid' | 'aside'
  reason: string
}

async function decide(tx: Tx, actor: Actor, { id, outcome, reason }: Decision): Promise<void> {
  await tx.db
    .updateTable('bank_lines')
    .set({ outcome, reason, decided_at: tx.now, decided_by: actor.id, decided_by_name: actor.name })
    .where('office_id', '=', actor.officeId)
    .where('id', '=', id)
    .execute()
}

/**
 * Ghi một dòng sao kê là tiền nộp của khoản phải thu do người chọn: of one due, or parts of it of several that were paid in one transfer.
 * The parts (đồng) sum up to the whole; what is beyond a due goes to what was paid too much.
 */
export const assignLine = defineCommand({
  name: 'receipts.assignLine',
  title: 'Chọn khoản phải thu cho một dòng sao kê',
  audience: accountants,
  door: { method: 'POST', path: '/bank-lines/{id}/assignment' },
  input: z.strictObject({
    id: z.uuid(),
    parts: z
      .array(z.strictObject({ dueId: z.uuid(), amountVnd: amountSchema }))
      .min(1, 'Hãy chọn khoản phải thu.')
      .max(20, 'Tối đa 20 khoản.'),
    reason,
  }),
  output: z.object({ paymentIds: z.array(z.uuid()) }),
  example: {
    id: demoBankLineId,
    parts: [{ dueId: demoDueId, amountVnd: 8_000 }],
    reason: 'Người nộp báo chuyển cho hồ sơ này.',
  },
  async run(tx, actor, { id, parts, reason }) {
    const line = await lockWaiting(tx, actor, id)
    if (line.amountVnd < 0)
      throw new AppError('wrong_state', { detail: 'Dòng này là tiền ra, không phải tiền nộp.' })
    const sum = parts.reduce((all, { amountVnd }) => all + amountVnd, 0)
    if (sum !== line.amountVnd)
      throw new AppError('invalid_input', {
        fields: {
          parts: `Các phần cộng lại ${vndText(sum)}, phải bằng số tiền của dòng sao kê ${vndText(line.amountVnd)}.`,
        },
      })
    if (new Set(parts.map(({ dueId }) => dueId)).size < parts.length)
      throw new AppError('invalid_input', { fields: { parts: 'Có khoản được chọn hai lần.' } })
    const taken = await takeLine(tx, actor, { line, parts })
    await decide(tx, actor, { id, outcome: 'paid', reason })
    const { paymentIds } = taken
    return {
      output: { paymentIds },
      audit: [
        { subjectType: 'bank_line', subjectId: id, facts: { parts, reason, paymentIds } },
        ...taken.audit,
      ],
      news: taken.news,
    }
  },
})

/** Ghi một dòng sao kê không phải phí, lệ phí (tiền mặt nộp vào, lãi tiền gửi …). It can be assigned to a due later all the same. */
export const setLineAside = defineCommand({
  name: 'receipts.setLineAside',
  title: 'Ghi dòng sao kê không phải tiền nộp phí, lệ phí',
  audience: accountants,
  door: { method: 'POST', path: '/bank-lines/{id}/setting-aside' },
  input: z.strictObject({ id: z.uuid(), reason }),
  output: z.object({ id: z.uuid() }),
  example: { id: demoStrayBankLineId, reason: 'Lãi tiền gửi.' },
  async run(tx, actor, { id, reason }) {
    const line = await lockWaiting(tx, actor, id)
    if (line.outcome === 'aside')
      throw new AppError('wrong_state', { detail: 'Dòng này đã được ghi như vậy.' })
    if (line.amountVnd < 0)
      throw new AppError('wrong_state', { detail: 'Dòng này là tiền ra; không cần ghi gì.' })
    await decide(tx, actor, { id, outcome: 'aside', reason })
    return { output: { id }, audit: [{ subjectType: 'bank_line', subjectId: id, facts: { reason } }] }
  },
})
