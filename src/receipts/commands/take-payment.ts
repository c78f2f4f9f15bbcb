import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { takingNumbers } from '../../platform/numbering.ts'
import type { Actor, AuditEntry, News, Tx } from '../../platform/operations.ts'
import { allocate, type PaymentMethod, type PricedLine, paymentEntries } from '../model/books.ts'
import { splitPayment } from '../model/due.ts'
import { newLookupCode } from '../model/lookup-code.ts'
import { type ReceiptSettings, symbolOn } from '../model/settings.ts'
import { loadReceiptSettings } from '../queries/load-settings.ts'
import { booking } from './book.ts'
import type { OpenDue } from './open-due.ts'

/** Money that came for a due: an amount in đồng, and for cash the shift whose drawer it lies in. */
export interface Taking {
  due: OpenDue
  method: PaymentMethod
  amount: number
  /** What the payer put down, where change was given. */
  tendered?: number
  shiftId?: string
  /** Its name at the bank or the portal. The same name a second time is refused with conflict. */
  external?: string
  note?: string
  /** Ids chosen beforehand, where something outside must know them. */
  ids?: { paymentId: string; receiptId: string }
}

export interface IssuedReceipt {
  id: string
  formCode: string
  symbol: string
  number: number
  lookupCode: string
  totalVnd: number
}

export interface Taken {
  paymentId: string
  applied: number
  over: number
  /** Null where all of it was too much: nothing was collected that a receipt could be for. */
  receipt: IssuedReceipt | null
  audit: AuditEntry
  news: News[]
}

/**
 * The one place where money comes in: payment, rows of the books and receipt in one statement of the caller's transaction, so
 * that there is never one without the others. The due is locked (`openDue`), and for cash the shift after it. Fails with
 * wrong_state where the office cannot write receipts.
 */
export async function takePayment(tx: Tx, actor: Actor, taking: Taking): Promise<Taken> {
  const { due, method, amount } = taking
  const settings = await loadReceiptSettings(tx.db, actor.officeId)
  if (settings.taxCode === '')
    throw new AppError('wrong_state', {
      detail: 'Đơn vị chưa thiết lập biên lai (mã số thuế, ký hiệu). Hãy báo kế toán thiết lập rồi thu lại.',
    })
  const { applied, over } = splitPayment(due, amount)
  const paymentId = taking.ids?.paymentId ?? uuid()
  const pieces = allocate(due.open, { before: 0, amount: applied })
  const shiftId = taking.shiftId ?? null
  const of = { dueId: due.id, paymentId, shiftId }
  const paid = sql`insert into payments (office_id, id, due_id, kind, method, amount, applied, tendered, at, day, shift_id, external,
      note, made_by, made_by_name)
    values (${actor.officeId}::uuid, ${paymentId}::uuid, ${due.id}::uuid, 'payment', ${method}, ${amount}::bigint, ${applied}::bigint,
      ${taking.tendered ?? null}::bigint, ${tx.now}::timestamptz, ${localDate(tx.now)}::date, ${shiftId}::uuid,
      ${taking.external ?? null}, ${taking.note ?? ''}, ${actor.id}::uuid, ${actor.name})`
  const books = booking(tx, actor, { entries: paymentEntries(method, { pieces, over }), of })
  const parts = sql`paid as (${paid}), booked as (${books})`
  const receipt =
    applied === 0
      ? await sql`with ${parts} select 1`.execute(tx.db).then(() => null)
      : await issueReceipt(tx, actor, {
          settings,
          due,
          paymentId,
          pieces,
          method,
          before: parts,
          id: taking.ids?.receiptId ?? uuid(),
        })
  return {
    paymentId,
    applied,
    over,
    receipt,
    audit: {
      action: 'receipts.takePayment',
      subjectType: 'due',
      subjectId: due.id,
      facts: { dossierCode: due.dossierCode, method, amount, applied, over, paymentId, receipt, shiftId },
    },
    news: newsOf({ due, paymentId, receipt }),
  }
}

/** Told to whoever answers for receipts: that there is one to sign and send, and that the due moved. */
function newsOf({
  due,
  paymentId,
  receipt,
}: {
  due: OpenDue
  paymentId: string
  receipt: IssuedReceipt | null
}): News[] {
  const { dossierId } = due
  const taken: News = { topic: 'payment.taken', payload: { paymentId, dueId: due.id, dossierId } }
  return receipt
    ? [taken, { topic: 'receipt.issued', payload: { receiptId: receipt.id, paymentId, dossierId } }]
    : [taken]
}

export interface ToIssue {
  id: string
  settings: ReceiptSettings
  due: Pick<OpenDue, 'id' | 'dossierCode' | 'payer'>
  paymentId: string
  pieces: readonly PricedLine[]
  method: PaymentMethod
  /** CTEs of the same statement that the receipt goes with. */
  before?: ReturnType<typeof sql>
  /** The receipt that this one stands for, and why. */
  replaces?: {
    id: string
    reason: string
    formCode: string
    symbol: string
    number: number
    issuedOn: string
  }
}

/** Lập biên lai: takes the next number of the year's series and writes the content; numbers last, so that they wait for little. */
export async function issueReceipt(tx: Tx, actor: Actor, wanted: ToIssue): Promise<IssuedReceipt> {
  const { settings, due, pieces, method, replaces } = wanted
  const day = localDate(tx.now)
  const symbol = symbolOn(day, settings.seriesLetters)
  const { formCode } = settings
  const totalVnd = pieces.reduce((sum, { amountVnd }) => sum + amountVnd, 0)
  const receipt = { id: wanted.id, lookupCode: newLookupCode(), formCode, symbol, totalVnd }
  const content = {
    collector: { name: settings.collectorName, taxCode: settings.taxCode, address: settings.address },
    payer: due.payer,
    lines: pieces.map(({ name, kind, amountVnd, budgetItem }) => ({ name, kind, amountVnd, budgetItem })),
    totalVnd,
    method,
    dossierCode: due.dossierCode,
    ...(replaces
      ? {
          replaces: {
            formCode: replaces.formCode,
            symbol: replaces.symbol,
            number: replaces.number,
            issuedOn: replaces.issuedOn,
          },
        }
      : {}),
  }
  const numbers = takingNumbers(actor.officeId, [
    { name: `receipt.${formCode}.${symbol}`, period: day.slice(0, 4) },
  ])
  const issued = await sql<{ number: number }>`
    with ${wanted.before ? sql`${wanted.before}, ` : sql``}taken as (${numbers})
    insert into receipts (office_id, id, form_code, symbol, number, issued_on, issued_at, issued_by, issued_by_name, due_id,
      payment_id, content, total, lookup_code, replaces_id, reason)
    select ${actor.officeId}::uuid, ${receipt.id}::uuid, ${formCode}, ${symbol}, taken.last_number, ${day}::date,
      ${tx.now}::timestamptz, ${actor.id}::uuid, ${actor.name}, ${due.id}::uuid, ${wanted.paymentId}::uuid,
      ${JSON.stringify(content)}::jsonb, ${totalVnd}::bigint, ${receipt.lookupCode}, ${replaces?.id ?? null}::uuid,
      ${replaces?.reason ?? ''}
    from taken returning number`.execute(tx.db)
  return { ...receipt, number: Number(issued.rows[0]?.number) }
}
