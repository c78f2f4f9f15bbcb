import { sql } from 'kysely'
import { loadCalendar } from '../../calendar/queries.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { answerTime } from '../model/answer-time.ts'
import { clockRulesAt } from '../queries/clock-rules.ts'

/** What the office answered to an online filing; `code` where it was accepted. */
export interface OnlineAnswer {
  dossierId: string
  state: 'asked' | 'accepted' | 'refused' | 'stopped'
  code?: string | null
}

/** Notes the answer: nothing waits any more, and the first answer is kept for the indicator of 08 working hours. */
export async function noteOnlineAnswer(tx: Tx, actor: Actor, answer: OnlineAnswer): Promise<void> {
  await sql`update online_filings set state = ${answer.state}, waits_for = null, waiting_since = null,
      answered_at = ${tx.now}::timestamptz, first_answered_at = coalesce(first_answered_at, ${tx.now}::timestamptz),
      code = coalesce(${answer.code ?? null}::text, code)
    where office_id = ${actor.officeId}::uuid and dossier_id = ${answer.dossierId}::uuid`.execute(tx.db)
}

/** By when what came at this moment has to be answered. */
export async function answerTimeOf(tx: Tx, actor: Actor, since: Date): Promise<Date> {
  const [calendar, rules] = await Promise.all([
    loadCalendar(tx.db, actor.officeId),
    clockRulesAt(tx.db, actor.officeId, since),
  ])
  return answerTime(calendar, since, rules.onlineAnswerMinutes)
}

/** A filing whose withdrawal was not agreed to waits to be accepted again, with its time anew. */
export async function waitAgain(tx: Tx, actor: Actor, dossierId: string): Promise<void> {
  const answerBy = await answerTimeOf(tx, actor, tx.now)
  await sql`update online_filings set state = 'waiting', waits_for = 'acceptance', waiting_since = ${tx.now}::timestamptz,
      answer_by = ${answerBy}::timestamptz, late_at = null
    where office_id = ${actor.officeId}::uuid and dossier_id = ${dossierId}::uuid`.execute(tx.db)
}
