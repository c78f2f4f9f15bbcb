import { AppError } from '../../platform/errors.ts'
import type { Actor, AuditEntry, News, Tx } from '../../platform/operations.ts'
import { countFees } from '../../procedures/model/count-fee.ts'
import type { Fee } from '../../procedures/model.ts'
import { openDue } from '../../receipts/commands/open-due.ts'
import { type DueLine, putDue, requirePaid } from '../../receipts/commands/put-due.ts'
import { requireOwnShift } from '../../receipts/commands/shifts.ts'
import { type IssuedReceipt, takePayment } from '../../receipts/commands/take-payment.ts'
import type { Original } from '../model/certification/inputs.ts'

/** A certification that is to be paid for. */
export interface ChargedCertification {
  dossierId: string
  code: string
  procedureId: string
  payer: { name: string; address: string; personalId: string }
  fees: readonly Fee[]
  originals: readonly (Original & { feeVnd: number | null })[]
}

/** Ghi khoản phải thu of a certification; null where the office does not collect here or nothing is asked. */
export async function chargeCertification(
  tx: Tx,
  actor: Actor,
  { dossierId, code, procedureId, payer, fees, originals }: ChargedCertification,
): Promise<{ id: string; amountVnd: number } | null> {
  const lines = certificationLines(fees, originals)
  return putDue(tx, actor, { dossierId, dossierCode: code, procedureId, payer, lines })
}

/** One line for each kind of fee, which says paper by paper how it was counted; none where it cannot be counted. */
function certificationLines(fees: readonly Fee[], originals: readonly Original[]): DueLine[] {
  const counted = countFees(fees, originals, { online: false })
  return 'gaps' in counted ? [] : counted.lines.filter(({ amountVnd }) => amountVnd > 0)
}

export interface PaidAtCounter {
  receipt: IssuedReceipt | null
  changeVnd: number
  audit: AuditEntry[]
  news: News[]
}

/**
 * Thu tại quầy in the transaction of the certification: due, cash, books and receipt are written with the dossier or not at all.
 * Without money it passes only where nothing is asked or the office lets this be paid later.
 */
export async function payAtCounter(
  tx: Tx,
  actor: Actor,
  { charged, tenderedVnd }: { charged: ChargedCertification; tenderedVnd: number | undefined },
): Promise<PaidAtCounter> {
  const due = await chargeCertification(tx, actor, charged)
  const nothing = { receipt: null, changeVnd: 0, audit: [], news: [] }
  if (!due || due.amountVnd === 0) {
    if (tenderedVnd === undefined) return nothing
    throw new AppError('wrong_state', {
      detail:
        'Đơn vị chưa bật thu phí trên phần mềm, hoặc việc này không phải nộp phí, nên không ghi nhận tiền ở đây.',
    })
  }
  if (tenderedVnd === undefined) {
    await requirePaid(tx, actor, { dossierId: charged.dossierId })
    return nothing
  }
  if (tenderedVnd < due.amountVnd)
    throw new AppError('invalid_input', {
      fields: { 'payment.tenderedVnd': 'Số tiền khách đưa ít hơn số phí.' },
    })
  const opened = await openDue(tx, actor, { id: due.id })
  const shift = await requireOwnShift(tx, actor)
  const taken = await takePayment(tx, actor, {
    due: opened,
    method: 'cash',
    amount: due.amountVnd,
    tendered: tenderedVnd,
    shiftId: shift.id,
  })
  return {
    receipt: taken.receipt,
    changeVnd: tenderedVnd - due.amountVnd,
    audit: [taken.audit],
    news: taken.news,
  }
}
