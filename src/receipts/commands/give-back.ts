import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor, News, Tx } from '../../platform/operations.ts'
import { allocate, type PricedLine, refundEntries } from '../model/books.ts'
import { loadReceiptSettings } from '../queries/load-settings.ts'
import { book } from './book.ts'
import type { AskedChange, Carried } from './decide-change.ts'
import { type OpenDue, openDue } from './open-due.ts'
import { drawerOf } from './shifts.ts'
import { type StandingReceipt, standingReceipt } from './standing-receipt.ts'
import { type IssuedReceipt, issueReceipt } from './take-payment.ts'

interface Refund {
  change: AskedChange
  amountVnd: number
  method: 'cash' | 'transfer'
}

/**
 * Trả lại tiền of one payment: first what was too much, then what was collected. The receipt of what was collected is replaced by
 * one for the rest, or falls away when nothing is left. Cash comes out of the drawer of who asked for it.
 */
export async function giveBack(
  tx: Tx,
  actor: Actor,
  { change, amountVnd, method }: Refund,
): Promise<Carried> {
  const payment = await readPayment(tx, actor, change.paymentId ?? '')
  const due = await openDue(tx, actor, { id: payment.dueId })
  const rest = await refundable(tx, actor, payment.id)
  if (amountVnd > rest.over + rest.applied)
    throw new AppError('wrong_state', {
      detail: `Khoản này chỉ còn ${(rest.over + rest.applied).toLocaleString('vi-VN')} đ chưa trả lại.`,
    })
  const over = Math.min(rest.over, amountVnd)
  const applied = amountVnd - over
  const receipt = applied > 0 ? await standingReceipt(tx, actor, { paymentId: payment.id }) : null
  if (applied > 0 && !receipt) throw new Error('money was collected without a receipt')
  const left = rest.applied - applied
  const pieces = receipt ? allocate(receipt.lines, { before: left, amount: applied }) : []
  const shiftId =
    method === 'cash' ? await drawerFor(tx, actor, { cashierId: change.askedBy, amountVnd }) : null
  const refundId = uuid()
  await insertRefund(tx, actor, {
    id: refundId,
    due,
    payment,
    amountVnd,
    applied,
    method,
    shiftId,
    note: change.reason,
  })
  await book(tx, actor, {
    entries: refundEntries(method, { pieces, over }),
    of: { dueId: due.id, paymentId: refundId, shiftId, note: change.reason },
  })
  const issued =
    receipt && left > 0 ? await replaceByRest(tx, actor, { due, receipt, left, reason: change.reason }) : null
  return {
    resultId: issued?.id ?? null,
    facts: {
      refundId,
      amountVnd,
      over,
      applied,
      method,
      ...(receipt ? { receiptId: receipt.id } : {}),
      receipt: issued,
    },
    news: newsOf({ due, refundId, receipt, issued }),
  }
}

function newsOf(told: {
  due: OpenDue
  refundId: string
  receipt: StandingReceipt | null
  issued: IssuedReceipt | null
}): News[] {
  const { dossierId, id: dueId } = told.due
  const returned: News = {
    topic: 'payment.returned',
    payload: { paymentId: told.refundId, dueId, dossierId },
  }
  if (told.issued)
    return [
      returned,
      {
        topic: 'receipt.issued',
        payload: { receiptId: told.issued.id, replacesId: told.receipt?.id, dossierId },
      },
    ]
  return told.receipt
    ? [returned, { topic: 'receipt.cancelled', payload: { receiptId: told.receipt.id, dossierId } }]
    : [returned]
}

interface Paid {
  id: string
  dueId: string
}

async function readPayment(tx: Tx, { officeId }: Actor, id: string): Promise<Paid> {
  const row = await tx.db
    .selectFrom('payments')
    .select('due_id')
    .where('office_id', '=', officeId)
    .where('id', '=', id)
    .where('kind', '=', 'payment')
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
  return { id, dueId: row.due_id }
}

/** What of one payment has not been given back yet, in đồng. */
async function refundable(
  tx: Tx,
  { officeId }: Actor,
  id: string,
): Promise<{ applied: number; over: number }> {
  const found = await sql<{ applied: string; over: string }>`
    select sum(case kind when 'payment' then applied else -applied end) as applied,
      sum(case kind when 'payment' then amount - applied else applied - amount end) as over
    from payments where office_id = ${officeId}::uuid and (id = ${id}::uuid or of_payment = ${id}::uuid)`.execute(
    tx.db,
  )
  const row = found.rows[0]
  return { applied: Number(row?.applied ?? 0), over: Number(row?.over ?? 0) }
}

/** The open shift of the cashier who gives the money out, with enough in its drawer. */
async function drawerFor(
  tx: Tx,
  { officeId }: Actor,
  { cashierId, amountVnd }: { cashierId: string; amountVnd: number },
): Promise<string> {
  const shift = await tx.db
    .selectFrom('cash_shifts')
    .select('id')
    .where('office_id', '=', officeId)
    .where('cashier_id', '=', cashierId)
    .where('closed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!shift)
    throw new AppError('wrong_state', {
      detail:
        'Người đề nghị chưa mở ca thu tiền nên không có tiền mặt để trả. Hãy mở ca, hoặc trả bằng chuyển khoản.',
    })
  if ((await drawerOf(tx, officeId, shift.id)) < amountVnd)
    throw new AppError('wrong_state', {
      detail: 'Tiền mặt trong ca không đủ để trả. Hãy trả bằng chuyển khoản.',
    })
  return shift.id
}

interface NewRefund {
  id: string
  due: OpenDue
  payment: Paid
  amountVnd: number
  applied: number
  method: 'cash' | 'transfer'
  shiftId: string | null
  note: string
}

async function insertRefund(tx: Tx, actor: Actor, refund: NewRefund): Promise<void> {
  await tx.db
    .insertInto('payments')
    .values({
      office_id: actor.officeId,
      id: refund.id,
      due_id: refund.due.id,
      kind: 'refund',
      method: refund.method,
      amount: refund.amountVnd,
      applied: refund.applied,
      at: tx.now,
      day: localDate(tx.now),
      shift_id: refund.shiftId,
      of_payment: refund.payment.id,
      note: refund.note,
      made_by: actor.id,
      made_by_name: actor.name,
    })
    .execute()
}

interface Rest {
  due: OpenDue
  receipt: StandingReceipt
  left: number
  reason: string
}

async function replaceByRest(
  tx: Tx,
  actor: Actor,
  { due, receipt, left, reason }: Rest,
): Promise<IssuedReceipt> {
  const pieces: PricedLine[] = allocate(receipt.lines, { before: 0, amount: left })
  return issueReceipt(tx, actor, {
    id: uuid(),
    settings: await loadReceiptSettings(tx.db, actor.officeId),
    due: { ...due, payer: receipt.payer },
    paymentId: receipt.paymentId,
    pieces,
    method: receipt.method,
    replaces: { ...receipt, reason },
  })
}
