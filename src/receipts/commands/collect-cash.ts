import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoDueId } from '../examples.ts'
import { amountSchema } from '../model/cash.ts'
import { stillDue } from '../model/due.ts'
import { cashiers } from '../policy.ts'
import { openDue } from './open-due.ts'
import { requireOwnShift } from './shifts.ts'
import { takePayment } from './take-payment.ts'

export const receiptOutput = z.object({
  id: z.uuid(),
  formCode: z.string(),
  symbol: z.string(),
  number: z.int(),
  lookupCode: z.string(),
  totalVnd: z.int(),
})

/**
 * Thu tiền mặt: the amount that the cashier saw asked for, and what was put down for it; the change is the difference. Another
 * cashier who was quicker, or a due counted anew, makes it stale: the payer was told another sum.
 */
export const collectCash = defineCommand({
  name: 'receipts.collectCash',
  title: 'Thu phí, lệ phí bằng tiền mặt',
  audience: cashiers,
  door: { method: 'POST', path: '/dues/{id}/cash', status: 201 },
  input: z.strictObject({
    id: z.uuid(),
    /** What is collected now: all that is still due, or a part of it. */
    amountVnd: amountSchema,
    tenderedVnd: amountSchema,
    /** What the page showed as still due. */
    toldVnd: amountSchema,
  }),
  output: z.object({ paymentId: z.uuid(), changeVnd: z.int(), stillDueVnd: z.int(), receipt: receiptOutput }),
  example: { id: demoDueId, amountVnd: 8_000, tenderedVnd: 10_000, toldVnd: 8_000 },
  async run(tx, actor, { id, amountVnd, tenderedVnd, toldVnd }) {
    const due = await openDue(tx, actor, { id })
    const missing = stillDue(due)
    if (missing !== toldVnd)
      throw new AppError('stale', {
        detail: `Khoản này hiện còn phải nộp ${missing.toLocaleString('vi-VN')} đ, khác số đang hiện. Hãy tải lại trang, báo lại người nộp rồi thu.`,
      })
    if (amountVnd > missing)
      throw new AppError('invalid_input', {
        fields: { amountVnd: `Chỉ còn phải nộp ${missing.toLocaleString('vi-VN')} đ.` },
      })
    if (tenderedVnd < amountVnd)
      throw new AppError('invalid_input', { fields: { tenderedVnd: 'Số tiền khách đưa ít hơn số thu.' } })
    const shift = await requireOwnShift(tx, actor)
    const cash = { amount: amountVnd, tendered: tenderedVnd, shiftId: shift.id }
    const taken = await takePayment(tx, actor, { due, method: 'cash', ...cash })
    if (!taken.receipt) throw new Error('cash was taken that nobody owed')
    return {
      output: {
        paymentId: taken.paymentId,
        changeVnd: tenderedVnd - amountVnd,
        stillDueVnd: missing - taken.applied,
        receipt: taken.receipt,
      },
      audit: [taken.audit],
      news: taken.news,
    }
  },
})
