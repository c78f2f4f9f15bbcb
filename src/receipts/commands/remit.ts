import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { budgetEntries, depositEntries } from '../model/books.ts'
import { amountSchema } from '../model/cash.ts'
import { accountants } from '../policy.ts'
import { budgetOwed } from '../queries/budget-owed.ts'
import { book } from './book.ts'

const document = z.string().trim().min(1, 'Hãy ghi số chứng từ.').max(60, 'Tối đa 60 ký tự.')
const onDay = z.iso.date('Hãy nhập ngày của chứng từ.')
const remitted = z.object({ id: z.uuid(), amountVnd: z.int() })

interface Remittance {
  kind: 'deposit' | 'budget'
  month: string | null
  amount: number
  kept: number
  lines: readonly object[]
  document: string
  onDay: string
}

async function insertRemittance(tx: Tx, actor: Actor, given: Remittance): Promise<string> {
  if (given.onDay > localDate(tx.now))
    throw new AppError('invalid_input', { fields: { onDay: 'Ngày chứng từ không thể ở tương lai.' } })
  const id = uuid()
  const { onDay: on_day, lines, ...row } = given
  const known = await tx.db
    .insertInto('remittances')
    .values({
      ...row,
      office_id: actor.officeId,
      id,
      on_day,
      lines: JSON.stringify(lines),
      at: tx.now,
      made_by: actor.id,
      made_by_name: actor.name,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (known) return id
  throw new AppError('conflict', {
    detail: 'Số chứng từ này đã được ghi.',
    fields: { document: 'Số này đã có.' },
  })
}

/** What lies on an account of the office, in đồng. Locks the settings, so that two people cannot carry the same money away. */
async function lockedBalance(tx: Tx, { officeId }: Actor, account: 'safe' | 'bank'): Promise<number> {
  await sql`select from receipt_settings where office_id = ${officeId}::uuid for update`.execute(tx.db)
  const found = await sql<{ sum: string }>`
    select coalesce(sum(case when debit = ${account} then amount else -amount end), 0) as sum from ledger_entries
    where office_id = ${officeId}::uuid and (debit = ${account} or credit = ${account})`.execute(tx.db)
  return Number(found.rows[0]?.sum ?? 0)
}

/** Nộp tiền mặt vào tài khoản: cash out of the safe, into the office's account, with the number of the bank's paper. */
export const depositCash = defineCommand({
  name: 'receipts.depositCash',
  title: 'Nộp tiền mặt vào tài khoản',
  audience: accountants,
  door: { method: 'POST', path: '/remittances/deposits', status: 201 },
  input: z.strictObject({ amountVnd: amountSchema, document, onDay }),
  output: remitted,
  example: { amountVnd: 50_000, document: 'GNT-0001', onDay: '2026-03-24' },
  async run(tx, actor, { amountVnd, document, onDay }) {
    const safe = await lockedBalance(tx, actor, 'safe')
    if (amountVnd > safe)
      throw new AppError('invalid_input', {
        fields: { amountVnd: `Quỹ chỉ còn ${safe.toLocaleString('vi-VN')} đ. Hãy nhận bàn giao ca trước.` },
      })
    const row = {
      kind: 'deposit' as const,
      month: null,
      amount: amountVnd,
      kept: 0,
      lines: [],
      document,
      onDay,
    }
    const id = await insertRemittance(tx, actor, row)
    await book(tx, actor, { entries: depositEntries(amountVnd), of: { remittanceId: id, note: document } })
    return {
      output: { id, amountVnd },
      audit: [{ subjectType: 'remittance', subjectId: id, facts: { amountVnd, document, onDay } }],
    }
  },
})

/** Nộp ngân sách for a month that is over: all of it at once, by kind and budget item, with the kept share set apart. */
export const payBudget = defineCommand({
  name: 'receipts.payBudget',
  title: 'Nộp phí, lệ phí vào ngân sách',
  audience: accountants,
  input: z.strictObject({
    /** First day of the month. */
    month: z.iso.date().regex(/-01$/, 'Hãy chọn tháng.'),
    document,
    onDay,
    /** The sum that the page showed (đồng); another one now makes it stale. */
    toldVnd: z.int(),
  }),
  output: remitted,
  async run(tx, actor, { month, document, onDay, toldVnd }) {
    if (month.slice(0, 7) >= localDate(tx.now).slice(0, 7))
      throw new AppError('wrong_state', { detail: 'Tháng này chưa kết thúc nên chưa nộp ngân sách được.' })
    const bank = await lockedBalance(tx, actor, 'bank')
    const owed = await budgetOwed(tx.db, actor.officeId, month)
    const lines = owed.filter((line) => line.collected > 0 && line.paid === 0)
    const amount = lines.reduce((sum, line) => sum + line.owed, 0)
    const kept = lines.reduce((sum, line) => sum + line.kept, 0)
    if (amount !== toldVnd) throw new AppError('stale')
    if (amount === 0) throw new AppError('wrong_state', { detail: 'Tháng này không còn khoản nào phải nộp.' })
    if (amount > bank)
      throw new AppError('wrong_state', {
        detail: `Tài khoản chỉ có ${bank.toLocaleString('vi-VN')} đ theo sổ, chưa đủ ${amount.toLocaleString('vi-VN')} đ. Hãy nộp tiền mặt vào tài khoản trước.`,
      })
    const row = { kind: 'budget' as const, month, amount, kept, lines, document, onDay }
    const id = await insertRemittance(tx, actor, row)
    await book(tx, actor, { entries: budgetEntries(lines), of: { remittanceId: id, note: document } })
    return {
      output: { id, amountVnd: amount },
      audit: [{ subjectType: 'remittance', subjectId: id, facts: { month, amount, kept, document, lines } }],
    }
  },
})
