import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'

/** Đặt tỷ lệ để lại, hạn nộp from a day on, with the text that says so. What held before stays on record. */
export const setBudgetRate = defineCommand({
  name: 'receipts.setBudgetRate',
  title: 'Đặt tỷ lệ phí để lại, hạn nộp ngân sách',
  audience: ['accountant', 'admin'],
  door: { method: 'POST', path: '/budget-rates', status: 201 },
  input: z.strictObject({
    kind: z.enum(['fee', 'charge']),
    budgetItem: z
      .string()
      .trim()
      .regex(/^(\d{4})?$/, 'Tiểu mục gồm 4 chữ số, hoặc để trống.'),
    validFrom: z.iso.date('Hãy nhập ngày áp dụng.').regex(/-01$/, 'Tỷ lệ áp dụng từ ngày đầu tháng.'),
    keptPercent: z.int().min(0, 'Từ 0 đến 100.').max(100, 'Từ 0 đến 100.'),
    payByDay: z.int().min(1, 'Từ 1 đến 28.').max(28, 'Từ 1 đến 28.'),
    basis: z.string().trim().min(1, 'Hãy ghi văn bản quy định.').max(300, 'Tối đa 300 ký tự.'),
  }),
  output: z.object({ id: z.uuid() }),
  example: {
    kind: 'fee',
    budgetItem: '',
    validFrom: '2027-01-01',
    keptPercent: 50,
    payByDay: 5,
    basis: 'Quyết định giao khoán chi số 01/QĐ-MAU',
  },
  async run(tx, actor, input) {
    const id = uuid()
    const added = await tx.db
      .insertInto('budget_rates')
      .values({
        office_id: actor.officeId,
        id,
        kind: input.kind,
        budget_item: input.budgetItem,
        valid_from: input.validFrom,
        kept_percent: input.keptPercent,
        pay_by_day: input.payByDay,
        basis: input.basis,
        set_at: tx.now,
        set_by: actor.id,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added)
      throw new AppError('conflict', {
        detail: 'Đã có tỷ lệ áp dụng từ ngày này.',
        fields: { validFrom: 'Ngày này đã có tỷ lệ.' },
      })
    return { output: { id }, audit: [{ subjectType: 'budget_rate', subjectId: id, facts: input }] }
  },
})
