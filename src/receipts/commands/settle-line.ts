import { sql } from 'kysely'
import { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, type AuditEntry, defineCommand, type News, type Tx } from '../../platform/operations.ts'
import { compare, isCertain, type LineVerdict, lineVerdicts, matchLine } from '../model/match-line.ts'
import { duesNamedIn } from '../queries/named-dues.ts'
import { openDue } from './open-due.ts'
import { takePayment } from './take-payment.ts'

const verdicts = Object.keys(lineVerdicts) as [LineVerdict]

/** A movement locked for deciding what becomes of it. */
export interface LockedLine {
  id: string
  bookedOn: string
  amountVnd: number
  bankReference: string
  description: string
  verdict: string
  outcome: string
}

/** Locks a movement. Everything that takes its money does so first, then locks dues. Fails with not_found. */
export async function lockLine(tx: Tx, { officeId }: Actor, id: string): Promise<LockedLine> {
  const found = await sql<LockedLine>`select id, booked_on as "bookedOn", amount::float8 as "amountVnd",
      bank_reference as "bankReference", description, verdict, outcome
    from bank_lines where office_id = ${officeId}::uuid and id = ${id}::uuid for update`.execute(tx.db)
  const row = found.rows[0]
  if (!row) throw new AppError('not_found', { detail: 'Không có dòng sao kê này.' })
  return row
}

interface Part {
  dueId: string
  amountVnd: number
}

interface TakenParts {
  audit: AuditEntry[]
  news: News[]
  paymentIds: string[]
}

/**
 * Takes the money of a movement as payments of one or more dues, which sum up to it. The movement names each payment, so that the same
 * money cannot be taken twice. Dues are locked in the order of their ids.
 */
export async function takeLine(
  tx: Tx,
  actor: Actor,
  { line, parts }: { line: LockedLine; parts: readonly Part[] },
): Promise<TakenParts> {
  const taken: TakenParts = { audit: [], news: [], paymentIds: [] }
  const note = `Ngân hàng ghi có ${formatDate(line.bookedOn)}${line.bankReference ? `, số ${line.bankReference}` : ''}`
  for (const [index, part] of parts.toSorted((a, b) => (a.dueId < b.dueId ? -1 : 1)).entries()) {
    const due = await openDue(tx, actor, { id: part.dueId })
    const external = index === 0 ? `bank:${line.id}` : `bank:${line.id}:${index}`
    const paid = await takePayment(tx, actor, {
      due,
      method: 'transfer',
      amount: part.amountVnd,
      external,
      note,
    })
    await tx.db
      .insertInto('bank_line_payments')
      .values({
        office_id: actor.officeId,
        line_id: line.id,
        payment_id: paid.paymentId,
        due_id: due.id,
        amount: part.amountVnd,
      })
      .execute()
    taken.audit.push(paid.audit)
    taken.news.push(...paid.news)
    taken.paymentIds.push(paid.paymentId)
  }
  return taken
}

/**
 * Judges a movement, once: money that names one due becomes its payment, also where it is too little, too much or came before; anything
 * else waits for a person. For the job; fails with wrong_state where another program was quicker.
 */
export const settleLine = defineCommand({
  name: 'receipts.settleLine',
  title: 'Đối chiếu một dòng sao kê với khoản phải thu',
  audience: [],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ verdict: z.enum(verdicts), paymentId: z.uuid().nullable() }),
  async run(tx, actor, { id }) {
    const line = await lockLine(tx, actor, id)
    if (line.verdict !== '')
      throw new AppError('wrong_state', { detail: 'Dòng sao kê này đã được đối chiếu.' })
    const dues = await duesNamedIn(tx.db, actor.officeId, line.description)
    const match = matchLine(line, dues)
    const { due } = match
    // By its sums under the lock: a cashier may have taken money meanwhile.
    const verdict =
      due && isCertain(match.verdict)
        ? compare(line.amountVnd, await openDue(tx, actor, { id: due.id }))
        : match.verdict
    const taken = due
      ? await takeLine(tx, actor, { line, parts: [{ dueId: due.id, amountVnd: line.amountVnd }] })
      : null
    const decided = taken
      ? { outcome: 'paid', decided_at: tx.now, decided_by: actor.id, decided_by_name: actor.name }
      : {}
    await tx.db
      .updateTable('bank_lines')
      .set({ verdict, judged_at: tx.now, ...decided })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .execute()
    const [paymentId = null] = taken?.paymentIds ?? []
    return {
      output: { verdict, paymentId },
      audit: [
        { subjectType: 'bank_line', subjectId: id, facts: { verdict, dueId: due?.id ?? null, paymentId } },
        ...(taken?.audit ?? []),
      ],
      news: taken?.news ?? [],
    }
  },
})
