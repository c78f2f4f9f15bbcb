import { z } from 'zod'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import { defineCommand } from '../../platform/operations.ts'
import { appointmentKeepDays } from '../model/slots.ts'

/**
 * Closes what is left of earlier days: whoever still waited is cancelled, whoever was still at a desk is done. Deletes old
 * appointments.
 */
export const closePastTickets = defineCommand({
  name: 'counters.closePastTickets',
  title: 'Đóng số thứ tự của ngày đã qua',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ closed: z.int() }),
  async run(tx, { officeId }) {
    const day = localDate(tx.now)
    const closed = await tx.db
      .updateTable('tickets')
      .set((column) => ({
        state: column
          .case()
          .when('state', '=', 'serving')
          .then('done')
          .when('state', '=', 'calling')
          .then('absent')
          .else('cancelled')
          .end(),
        ended_at: tx.now,
      }))
      .where('office_id', '=', officeId)
      .where('day', '<', day)
      .where('state', 'in', ['waiting', 'calling', 'serving'])
      .returning('id')
      .execute()
    await tx.db
      .deleteFrom('appointments')
      .where('office_id', '=', officeId)
      .where('day', '<', addDays(day, -appointmentKeepDays))
      .execute()
    return {
      output: { closed: closed.length },
      audit: [{ subjectType: 'queue', subjectId: officeId, facts: { before: day, closed: closed.length } }],
    }
  },
})
