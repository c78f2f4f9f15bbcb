import { v7 as uuid } from 'uuid'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { loadReceiptSettings } from '../queries/load-settings.ts'
import type { AskedChange, Carried } from './decide-change.ts'
import { openDue } from './open-due.ts'
import { dueOfReceipt, standingReceipt } from './standing-receipt.ts'
import { issueReceipt } from './take-payment.ts'

interface Correction {
  change: AskedChange
  payer: { name: string; address: string; personalId: string }
  lineNames: readonly string[]
}

/** Lập biên lai thay thế with the same amounts and the right words. Fails with wrong_state when it no longer stands. */
export async function replaceReceipt(
  tx: Tx,
  actor: Actor,
  { change, payer, lineNames }: Correction,
): Promise<Carried> {
  const id = change.receiptId ?? ''
  const due = await openDue(tx, actor, { id: await dueOfReceipt(tx, actor, id) })
  const receipt = await standingReceipt(tx, actor, { id })
  if (!receipt)
    throw new AppError('wrong_state', { detail: 'Biên lai này đã được thay thế hoặc đã trả lại tiền.' })
  const pieces = receipt.lines.map((line, index) => ({ ...line, name: lineNames[index] ?? line.name }))
  const issued = await issueReceipt(tx, actor, {
    id: uuid(),
    settings: await loadReceiptSettings(tx.db, actor.officeId),
    due: { ...due, payer },
    paymentId: receipt.paymentId,
    pieces,
    method: receipt.method,
    replaces: { ...receipt, reason: change.reason },
  })
  const payload = { receiptId: issued.id, replacesId: receipt.id, dossierId: due.dossierId }
  return {
    resultId: issued.id,
    facts: { replaced: receipt.number, receipt: issued },
    news: [{ topic: 'receipt.issued', payload }],
  }
}
