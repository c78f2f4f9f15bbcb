import { sql } from 'kysely'
import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'
import { dueMessages, timeHasCome } from '../queries/message-is-due.ts'

/** Minutes after which a message taken and not reported on is taken again: its program has died. */
const leaseMinutes = 5

const claimed = z.object({
  id: z.uuid(),
  dossierId: z.uuid(),
  kind: z.enum(['dossier', 'progress', 'status']),
  status: z.int(),
  body: z.object({
    at: z.string(),
    actorName: z.string(),
    actorPost: z.string(),
    words: z.string(),
    dueAt: z.string().nullable(),
  }),
  /** Which try this is, from 1. */
  attempt: z.int(),
})
export type ClaimedMessage = z.output<typeof claimed>

/**
 * Takes messages that may go now, longest waiting first, never two of one dossier. Programs side by side take different ones;
 * whoever takes a message has it for five minutes.
 */
export const claimPortalMessages = defineCommand({
  name: 'nationalPortal.claim',
  title: 'Lấy việc đến lượt báo Cổng',
  audience: [],
  input: z.strictObject({ limit: z.int().min(1).max(200) }),
  output: z.object({ messages: z.array(claimed) }),
  async run(tx, { officeId }, { limit }) {
    const lease = new Date(tx.now.getTime() + leaseMinutes * 60_000)
    const taken = await sql<ClaimedMessage>`
      with due as (
        select m.id from portal_messages m where m.office_id = ${officeId}::uuid and m.id = any(array(${dueMessages(officeId, tx.now)}))
          and m.state in ('waiting', 'sending') and ${timeHasCome('m', tx.now)}
        order by m.next_at, m.id limit ${limit} for update of m skip locked)
      update portal_messages m set state = 'sending', attempts = m.attempts + 1, next_at = ${lease}::timestamptz
      from due where m.office_id = ${officeId}::uuid and m.id = due.id
      returning m.id, m.dossier_id as "dossierId", m.kind, m.status, m.body, m.attempts as attempt`.execute(
      tx.db,
    )
    return {
      output: { messages: taken.rows },
      audit: [{ subjectType: 'office', subjectId: officeId, facts: { taken: taken.rows.length } }],
    }
  },
})
