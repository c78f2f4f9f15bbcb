import { sql } from 'kysely'
import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'
import { retryAt } from '../model/sending.ts'

const attempt = z.strictObject({
  id: z.uuid(),
  number: z.int().min(1),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  /** `refused`: trying again is of no use. `failed`: it may go another time. */
  outcome: z.enum(['accepted', 'delivered', 'refused', 'failed']),
  reason: z.string().max(500),
})
export type Attempt = z.output<typeof attempt>

const stateAfter = { accepted: 'sent', delivered: 'delivered', refused: 'failed' } as const

/** Notes what became of tries. A try that another program has repeated meanwhile is noted and decides nothing. */
export const recordAttempts = defineCommand({
  name: 'notifications.record',
  title: 'Ghi kết quả gửi tin nhắn',
  audience: [],
  input: z.strictObject({ attempts: z.array(attempt).min(1).max(500) }),
  output: z.object({ recorded: z.int() }),
  async run(tx, { officeId }, { attempts }) {
    const rows = attempts.map((each) => {
      const next = each.outcome === 'failed' ? retryAt(each.number, tx.now) : null
      const state = each.outcome === 'failed' ? (next ? 'waiting' : 'failed') : stateAfter[each.outcome]
      const isOut = each.outcome === 'accepted' || each.outcome === 'delivered'
      return { ...each, state, nextAt: next ?? each.endedAt, sentAt: isOut ? each.endedAt : null }
    })
    await sql`
      with tried as (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (id uuid, number smallint, "startedAt" timestamptz,
          "endedAt" timestamptz, outcome text, reason text, state text, "nextAt" timestamptz, "sentAt" timestamptz)),
      kept as (
        insert into message_attempts (office_id, message_id, number, started_at, ended_at, outcome, reason)
        select ${officeId}::uuid, id, number, "startedAt", "endedAt", outcome, reason from tried on conflict do nothing)
      update messages m set state = t.state, reason = t.reason, next_at = t."nextAt", sent_at = coalesce(t."sentAt", m.sent_at)
      from tried t
      where m.office_id = ${officeId}::uuid and m.id = t.id and m.state = 'sending' and m.attempts = t.number`.execute(
      tx.db,
    )
    const counted = Object.groupBy(attempts, ({ outcome }) => outcome)
    const facts = Object.fromEntries(Object.entries(counted).map(([outcome, each]) => [outcome, each.length]))
    return {
      output: { recorded: attempts.length },
      audit: [{ subjectType: 'office', subjectId: officeId, facts }],
    }
  },
})
