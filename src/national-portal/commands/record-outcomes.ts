import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { isGivenUp, retryAt } from '../model/retry.ts'
import { loadState } from '../queries/load-settings.ts'
import { contactSchema, noteContact } from './note-contact.ts'

const outcome = z.strictObject({
  id: z.uuid(),
  dossierId: z.uuid(),
  attempt: z.int().min(1),
  /**
   * `done`: the portal has it. `again`: try later. `refused`: of no use to try again. `forgotten`: the portal does not know the
   * dossier (any more). `released`: was not tried.
   */
  outcome: z.enum(['done', 'again', 'refused', 'forgotten', 'released']),
  reason: z.string().max(500),
  /** The state the portal has the dossier in now. */
  statusThere: z.int().nullable(),
})
export type Outcome = z.output<typeof outcome>

interface Kept {
  id: string
  attempts: number
  first_failed_at: Date | null
}

/** Notes what became of messages and how talking went. A message that another program has taken meanwhile is left alone. */
export const recordOutcomes = defineCommand({
  name: 'nationalPortal.record',
  title: 'Ghi kết quả báo Cổng',
  audience: [],
  input: z.strictObject({ outcomes: z.array(outcome).min(1).max(200), contact: contactSchema }),
  output: z.object({ recorded: z.int() }),
  async run(tx, { officeId }, { outcomes, contact }) {
    const [state, kept] = await Promise.all([
      loadState(tx.db, officeId),
      keptMessages(tx, officeId, outcomes),
    ])
    const succeededAt = contact.succeeded > 0 ? tx.now : (state?.last_success_at ?? null)
    const rows = outcomes.flatMap((each) => {
      const message = kept.find(({ id, attempts }) => id === each.id && attempts === each.attempt)
      return message ? [{ ...each, ...verdict(each, message, { succeededAt, now: tx.now }) }] : []
    })
    await storeVerdicts(tx, officeId, rows)
    await noteContact(tx, officeId, contact)
    const counted = Object.groupBy(rows, ({ state: to }) => to)
    const facts = Object.fromEntries(Object.entries(counted).map(([to, each]) => [to, each?.length ?? 0]))
    return {
      output: { recorded: rows.length },
      audit: [{ subjectType: 'office', subjectId: officeId, facts: { ...facts, ...contact } }],
    }
  },
})

async function keptMessages(tx: Tx, officeId: string, outcomes: readonly Outcome[]): Promise<Kept[]> {
  return tx.db
    .selectFrom('portal_messages')
    .select(['id', 'attempts', 'first_failed_at'])
    .where('office_id', '=', officeId)
    .where('state', '=', 'sending')
    .where(
      'id',
      'in',
      outcomes.map(({ id }) => id),
    )
    .orderBy('id')
    .forUpdate()
    .execute()
}

function verdict(
  { outcome: became, reason, attempt }: Outcome,
  { first_failed_at: firstFailedAt }: Kept,
  { succeededAt, now }: { succeededAt: Date | null; now: Date },
) {
  if (became === 'done')
    return { state: 'done', nextAt: now, firstFailedAt, doneAt: now, tries: attempt, why: '' }
  if (became === 'released')
    return { state: 'waiting', nextAt: now, firstFailedAt, doneAt: null, tries: attempt - 1, why: reason }
  const failedSince = firstFailedAt ?? now
  const hopeless =
    became !== 'again' || isGivenUp({ attempts: attempt, firstFailedAt: failedSince }, succeededAt)
  return {
    state: hopeless ? 'failed' : 'waiting',
    nextAt: retryAt(attempt, now),
    firstFailedAt: failedSince,
    doneAt: null,
    tries: attempt,
    why: reason,
  }
}

type Judged = Outcome & ReturnType<typeof verdict>

async function storeVerdicts(tx: Tx, officeId: string, rows: readonly Judged[]): Promise<void> {
  if (rows.length === 0) return
  const text = JSON.stringify(rows.map((row) => ({ ...row, differenceId: uuid() })))
  await sql`
    with told as (
      select * from jsonb_to_recordset(${text}::jsonb) as t (id uuid, "dossierId" uuid, outcome text, state text, why text, tries int,
        "nextAt" timestamptz, "firstFailedAt" timestamptz, "doneAt" timestamptz, "statusThere" smallint, "differenceId" uuid)),
    known as (
      update portal_dossiers p set known_at = case t.outcome when 'forgotten' then null else coalesce(p.known_at, ${tx.now}::timestamptz) end,
        status_there = coalesce(t."statusThere", p.status_there)
      from told t where p.office_id = ${officeId}::uuid and p.dossier_id = t."dossierId" and t.outcome in ('done', 'forgotten')),
    missing as (
      insert into portal_differences (office_id, id, kind, portal_code, dossier_id, ours, theirs, found_at, seen_at)
      select ${officeId}::uuid, t."differenceId", 'missing_there', p.portal_code, t."dossierId", 'Đang theo dõi', 'Không có', ${tx.now}::timestamptz, ${tx.now}::timestamptz
      from told t join portal_dossiers p on p.office_id = ${officeId}::uuid and p.dossier_id = t."dossierId"
      where t.outcome = 'forgotten'
      on conflict (office_id, kind, portal_code) where resolved_at is null do update set seen_at = excluded.seen_at)
    update portal_messages m set state = t.state, reason = t.why, attempts = t.tries, next_at = t."nextAt",
      first_failed_at = t."firstFailedAt", done_at = t."doneAt"
    from told t where m.office_id = ${officeId}::uuid and m.id = t.id`.execute(tx.db)
}
