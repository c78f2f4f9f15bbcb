import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'
import { attemptLimit, retryAt } from '../model/retry.ts'

/** News that did not take effect: tried again later, or left for somebody to look at. */
export const noteArrival = defineCommand({
  name: 'nationalPortal.noteArrival',
  title: 'Ghi nhận tin của Cổng chưa xử lý được',
  audience: [],
  input: z.strictObject({
    item: z.string().min(1).max(100),
    /** `again`: may go another time. `failed`: not without somebody's help. */
    outcome: z.enum(['again', 'failed']),
    reason: z.string().max(500),
  }),
  output: z.object({ state: z.string() }),
  async run(tx, { officeId }, { item, outcome, reason }) {
    const found = await tx.db
      .selectFrom('portal_arrivals')
      .select('attempts')
      .where('office_id', '=', officeId)
      .where('item', '=', item)
      .where('state', '=', 'waiting')
      .forUpdate()
      .executeTakeFirst()
    const attempts = (found?.attempts ?? 0) + 1
    const state = outcome === 'failed' || attempts >= attemptLimit ? 'failed' : 'waiting'
    if (found) {
      await tx.db
        .updateTable('portal_arrivals')
        .set({ state, reason, attempts, next_at: retryAt(attempts, tx.now) })
        .where('office_id', '=', officeId)
        .where('item', '=', item)
        .execute()
    }
    return {
      output: { state },
      audit: [{ subjectType: 'portal_arrival', subjectId: item, facts: { state, reason, attempts } }],
    }
  },
})
