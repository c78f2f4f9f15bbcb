import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'
import { retryAt } from '../model/sending.ts'

/**
 * Notes what came of one try to send. What failed is tried again after growing pauses; after the last, or where another try
 * cannot help (`isFinal`), somebody must look at it. A try that another has overtaken changes nothing. By the program alone.
 */
export const recordSent = defineCommand({
  name: 'interchange.recordSent',
  title: 'Ghi kết quả gửi thông điệp liên thông văn bản',
  audience: [],
  input: z.strictObject({
    id: z.uuid(),
    attempt: z.int(),
    /** Why it did not go; empty when it went. */
    failure: z.string(),
    isFinal: z.boolean().default(false),
  }),
  output: z.object({ state: z.string() }),
  async run(tx, { officeId }, { id, attempt, failure, isFinal }) {
    const next = failure === '' || isFinal ? null : retryAt(attempt, tx.now)
    const state = failure === '' ? 'sent' : next ? 'waiting' : 'failed'
    const changed = await tx.db
      .updateTable('interchange_messages')
      .set({
        state,
        trouble: failure.replaceAll(/\s+/g, ' ').trim().slice(0, 500),
        next_at: next ?? tx.now,
        ended_at: state === 'sent' ? tx.now : null,
      })
      .where('office_id', '=', officeId)
      .where('id', '=', id)
      .where('state', '=', 'sending')
      .where('attempts', '=', attempt)
      .executeTakeFirst()
    const isOurs = changed.numUpdatedRows > 0n
    return {
      output: { state: isOurs ? state : 'overtaken' },
      audit: [
        { subjectType: 'interchange_message', subjectId: id, facts: { attempt, state, failure, isOurs } },
      ],
    }
  },
})
