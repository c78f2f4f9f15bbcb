import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, holds, type Tx } from '../../platform/operations.ts'
import { demoClosedShiftId, demoForgottenShiftId } from '../examples.ts'
import { shiftCloseEntries, shiftOpenEntries, shiftReceivedEntries } from '../model/books.ts'
import { countedNotesSchema, sumOfNotes } from '../model/cash.ts'
import { accountants, cashiers } from '../policy.ts'
import { book } from './book.ts'

/** The cashier's own open shift, locked; null when there is none. Locked after the due, never before. */
async function ownOpenShift(tx: Tx, actor: Actor): Promise<{ id: string } | null> {
  const row = await tx.db
    .selectFrom('cash_shifts')
    .select('id')
    .where('office_id', '=', actor.officeId)
    .where('cashier_id', '=', actor.id)
    .where('closed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** The same, and fails with wrong_state when there is none. */
export async function requireOwnShift(tx: Tx, actor: Actor) {
  const shift = await ownOpenShift(tx, actor)
  if (shift) return shift
  throw new AppError('wrong_state', {
    detail: 'Bạn chưa mở ca thu tiền. Hãy mở ca ở trang “Thu phí, lệ phí” rồi thu tiền mặt.',
  })
}

/** Locks a shift. Fails with not_found. */
async function lockShift(tx: Tx, { officeId }: Actor, id: string) {
  const shift = await tx.db
    .selectFrom('cash_shifts')
    .select(['cashier_id', 'closed_at', 'counted', 'received_at', 'float_amount'])
    .where('office_id', '=', officeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!shift) throw new AppError('not_found')
  return shift
}

/** What should lie in the drawer of a shift, in đồng, by the books. */
export async function drawerOf(tx: Tx, officeId: string, shiftId: string): Promise<number> {
  const found = await sql<{ sum: string }>`
    select coalesce(sum(case when debit = 'drawer' then amount when credit = 'drawer' then -amount else 0 end), 0) as sum
    from ledger_entries where office_id = ${officeId}::uuid and shift_id = ${shiftId}::uuid`.execute(tx.db)
  return Number(found.rows[0]?.sum ?? 0)
}

/** Mở ca thu tiền with the money that lies in the drawer to begin with. One open shift a cashier. */
export const openShift = defineCommand({
  name: 'receipts.openShift',
  title: 'Mở ca thu tiền',
  audience: cashiers,
  door: { method: 'POST', path: '/cash-shifts', status: 201 },
  input: z.strictObject({
    /** Id chosen by the caller (UUIDv7); made by the program otherwise. */
    id: z.uuid().optional(),
    floatVnd: z
      .int('Hãy nhập số đồng, không có phần lẻ.')
      .min(0, 'Không nhập số âm.')
      .max(1_000_000_000, 'Tiền đầu ca quá lớn.'),
  }),
  output: z.object({ id: z.uuid() }),
  example: { floatVnd: 200_000 },
  async run(tx, actor, { id: chosen, floatVnd }) {
    if (await ownOpenShift(tx, actor))
      throw new AppError('wrong_state', { detail: 'Bạn đang có một ca chưa đóng. Hãy đóng ca ấy trước.' })
    const id = chosen ?? uuid()
    await tx.db
      .insertInto('cash_shifts')
      .values({
        office_id: actor.officeId,
        id,
        cashier_id: actor.id,
        cashier_name: actor.name,
        opened_at: tx.now,
        float_amount: floatVnd,
      })
      .execute()
    await book(tx, actor, { entries: shiftOpenEntries(floatVnd), of: { shiftId: id, note: 'Tiền đầu ca' } })
    return { output: { id }, audit: [{ subjectType: 'shift', subjectId: id, facts: { floatVnd } }] }
  },
})

/**
 * Đóng ca: the money is counted note by note; what differs from the books is booked as such, with an explanation. The accountant
 * may close the shift of a cashier who has left without doing so.
 */
export const closeShift = defineCommand({
  name: 'receipts.closeShift',
  title: 'Đóng ca thu tiền, kiểm quỹ',
  audience: ['accountant', 'counter'],
  door: { method: 'POST', path: '/cash-shifts/{id}/close' },
  input: z.strictObject({
    id: z.uuid(),
    notes: countedNotesSchema,
    explanation: z.string().trim().max(1000, 'Tối đa 1000 ký tự.').default(''),
  }),
  output: z.object({ id: z.uuid(), expectedVnd: z.int(), countedVnd: z.int() }),
  example: { id: demoForgottenShiftId, notes: { 100000: 1 }, explanation: '' },
  async run(tx, actor, { id, notes, explanation }) {
    const shift = await lockShift(tx, actor, id)
    if (shift.closed_at !== null || (shift.cashier_id !== actor.id && !holds(actor, accountants)))
      throw new AppError('wrong_state', {
        detail: 'Ca này không phải của bạn hoặc đã đóng. Hãy tải lại trang.',
      })
    const [expected, counted] = [await drawerOf(tx, actor.officeId, id), sumOfNotes(notes)]
    if (expected !== counted && explanation === '')
      throw new AppError('invalid_input', {
        fields: {
          explanation: `Đếm được ${counted.toLocaleString('vi-VN')} đ, theo sổ là ${expected.toLocaleString('vi-VN')} đ. Hãy đếm lại, hoặc ghi lý do chênh lệch.`,
        },
      })
    await tx.db
      .updateTable('cash_shifts')
      .set({ closed_at: tx.now, expected, counted, counted_notes: JSON.stringify(notes), explanation })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .execute()
    const entries = shiftCloseEntries({ expected, counted })
    await book(tx, actor, { entries, of: { shiftId: id, note: explanation } })
    return {
      output: { id, expectedVnd: expected, countedVnd: counted },
      audit: [{ subjectType: 'shift', subjectId: id, facts: { expected, counted, explanation } }],
    }
  },
})

/** Nhận tiền của ca: the accountant takes the counted money over into the safe; nobody takes over from themselves. */
export const receiveShift = defineCommand({
  name: 'receipts.receiveShift',
  title: 'Nhận bàn giao tiền của ca',
  audience: accountants,
  door: { method: 'POST', path: '/cash-shifts/{id}/receive' },
  input: z.strictObject({
    id: z.uuid(),
    /** What was counted again at the hand-over, in đồng: the same sum, or the shift is not taken over. */
    countedVnd: z.int().min(0),
  }),
  output: z.object({ id: z.uuid() }),
  example: { id: demoClosedShiftId, countedVnd: 208_000 },
  async run(tx, actor, { id, countedVnd }) {
    const shift = await lockShift(tx, actor, id)
    if (shift.closed_at === null || shift.received_at !== null)
      throw new AppError('wrong_state', { detail: 'Ca này chưa đóng hoặc đã bàn giao. Hãy tải lại trang.' })
    if (shift.cashier_id === actor.id)
      throw new AppError('not_allowed', { detail: 'Người thu không tự nhận bàn giao tiền của mình.' })
    const counted = Number(shift.counted)
    if (counted !== countedVnd)
      throw new AppError('invalid_input', {
        fields: {
          countedVnd: `Người thu đã đếm ${counted.toLocaleString('vi-VN')} đ. Hãy cùng đếm lại; hai bên phải khớp mới bàn giao.`,
        },
      })
    await tx.db
      .updateTable('cash_shifts')
      .set({ received_at: tx.now, received_by: actor.id, received_by_name: actor.name })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .execute()
    await book(tx, actor, {
      entries: shiftReceivedEntries({ counted, float: Number(shift.float_amount) }),
      of: { shiftId: id, note: 'Bàn giao ca' },
    })
    return { output: { id }, audit: [{ subjectType: 'shift', subjectId: id, facts: { counted } }] }
  },
})
