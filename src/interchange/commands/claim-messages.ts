import { sql } from 'kysely'
import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'
import { isDue } from '../queries/due-messages.ts'

/** Minutes after which a message taken and not reported on is taken again: its program has died. */
const leaseMinutes = 10

const claimed = z.object({ id: z.uuid(), attempt: z.int() })

/** Takes messages that may go now, longest waiting first; of each thread only the first. By the program alone. */
export const claimMessages = defineCommand({
  name: 'interchange.claim',
  title: 'Lấy thông điệp liên thông văn bản đến lượt gửi',
  audience: [],
  input: z.strictObject({ limit: z.int().min(1).max(100) }),
  output: z.object({ messages: z.array(claimed) }),
  async run(tx, { officeId }, { limit }) {
    const lease = new Date(tx.now.getTime() + leaseMinutes * 60_000)
    const taken = await sql<z.output<typeof claimed>>`
      with due as (
        select m.id from interchange_messages m where ${isDue({ officeId, now: tx.now })}
        order by m.next_at, m.id limit ${limit} for update of m skip locked)
      update interchange_messages m set state = 'sending', attempts = m.attempts + 1, next_at = ${lease}::timestamptz
      from due where m.office_id = ${officeId}::uuid and m.id = due.id
      returning m.id, m.attempts::int as attempt`.execute(tx.db)
    return {
      output: { messages: taken.rows },
      audit: [{ subjectType: 'office', subjectId: officeId, facts: { taken: taken.rows.length } }],
    }
  },
})
