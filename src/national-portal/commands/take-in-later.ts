import { v7 as uuid } from 'uuid'
import type { z } from 'zod'
import { addEvent } from '../../dossiers/commands/change-dossier.ts'
import { withdrawOnline } from '../../dossiers/commands/send-online.ts'
import { statusName } from '../../dossiers/model/status.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor, AuditEntry, Tx } from '../../platform/operations.ts'
import { moneyWords } from '../model/differences.ts'
import { filedPayment, filedWithdrawal } from '../model/portal-answers.ts'
import { readPortalMoment } from '../model/portal-mapping.ts'
import { dossierOfCode } from '../queries/dossier-of-code.ts'
import type { ReadyArrival, TakenIn } from './take-in.ts'
import { cannotRead, readBody } from './unreadable.ts'

/**
 * Rút hồ sơ: state 7, an officer confirms. Where the result is there already, both sides contradict each other: the list of
 * differences gets a line, and the dossier stays as it is.
 */
export async function takeInWithdrawal(
  tx: Tx,
  actor: Actor,
  { portalCode, body }: ReadyArrival,
): Promise<TakenIn> {
  const asked = readBody(filedWithdrawal, body)
  const at = readPortalMoment(asked.ThoiDiem)
  if (!at) throw cannotRead()
  const dossierId = await dossierOfCode(tx.db, actor.officeId, portalCode)
  const { status } = await tx.db
    .selectFrom('dossiers')
    .select('status')
    .where('office_id', '=', actor.officeId)
    .where('id', '=', dossierId)
    .executeTakeFirstOrThrow()
  if (over.includes(status)) {
    await addDifference(tx, actor, { portalCode, dossierId, ours: statusName(status) })
    const words = `Không rút được: hồ sơ ở trạng thái “${statusName(status)}”.`
    return { dossierId, state: 'conflict', reason: words, audit: [], news: [] }
  }
  await requireFiledOnline(tx, actor, dossierId)
  const reason = asked.LyDo || 'Công dân rút hồ sơ trên Cổng Dịch vụ công quốc gia.'
  const outcome = await withdrawOnline(tx, actor, { dossierId, reason, at })
  return { dossierId, state: 'done', reason: '', audit: outcome.audit, news: outcome.news }
}

/** States in which nothing is left to withdraw. */
const over = [3, 8, 9, 10]

/** What was received at the desk is changed there: the officer who has it is told what the citizen wants. */
export async function requireFiledOnline(tx: Tx, { officeId }: Actor, dossierId: string): Promise<void> {
  const found = await tx.db
    .selectFrom('online_filings')
    .select('dossier_id')
    .where('office_id', '=', officeId)
    .where('dossier_id', '=', dossierId)
    .executeTakeFirst()
  if (found) return
  throw new AppError('wrong_state', {
    detail: 'Hồ sơ này nhận tại quầy. Hãy ghi nhận yêu cầu của công dân ở trang hồ sơ, rồi bấm Bỏ qua ở đây.',
  })
}

async function addDifference(
  tx: Tx,
  { officeId }: Actor,
  { portalCode, dossierId, ours }: { portalCode: string; dossierId: string; ours: string },
): Promise<void> {
  await tx.db
    .insertInto('portal_differences')
    .values({
      office_id: officeId,
      id: uuid(),
      kind: 'late_withdrawal',
      portal_code: portalCode,
      dossier_id: dossierId,
      ours,
      theirs: statusName(7),
      found_at: tx.now,
      seen_at: tx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Thanh toán: kept as the portal told it, and shown on the dossier's timeline. */
export async function takeInPayment(
  tx: Tx,
  actor: Actor,
  { portalCode, body }: ReadyArrival,
): Promise<TakenIn> {
  const payment = readBody(filedPayment, body)
  const dossierId = await dossierOfCode(tx.db, actor.officeId, portalCode)
  const audit = await keepPayment(tx, actor, { dossierId, payment })
  return {
    dossierId,
    state: 'done',
    reason: audit.length > 0 ? '' : 'Đã ghi nhận trước đây.',
    audit,
    news: [],
  }
}

/** Keeps a payment once; told again it changes nothing. */
export async function keepPayment(
  tx: Tx,
  actor: Actor,
  { dossierId, payment }: { dossierId: string; payment: z.output<typeof filedPayment> },
): Promise<AuditEntry[]> {
  const paidAt = readPortalMoment(payment.ThoiDiem)
  if (!paidAt) throw cannotRead()
  const kept = await tx.db
    .insertInto('portal_payments')
    .values({
      office_id: actor.officeId,
      payment: payment.MaGiaoDich,
      dossier_id: dossierId,
      amount: payment.SoTien,
      paid_at: paidAt,
      content: payment.NoiDung,
      told_at: tx.now,
    })
    .onConflict((conflict) => conflict.columns(['office_id', 'payment']).doNothing())
    .returning('payment')
    .executeTakeFirst()
  if (!kept) return []
  const words = `Công dân đã thanh toán ${moneyWords(payment.SoTien)} qua Cổng Dịch vụ công quốc gia.`
  const facts = { payment: payment.MaGiaoDich, amount: payment.SoTien }
  await addEvent(tx, actor, { dossierId, event: { kind: 'paid_on_portal', publicText: words, facts } })
  return [{ subjectType: 'dossier', subjectId: dossierId, facts }]
}
