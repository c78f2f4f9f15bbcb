import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'

/** What is told to me inside the program is read: everything up to now. */
export const markNoticesRead = defineCommand({
  name: 'notifications.markRead',
  title: 'Đánh dấu đã đọc thông báo của mình',
  audience: 'staff',
  door: { method: 'POST', path: '/notices/read' },
  input: z.strictObject({
    /** Nothing newer than what was on the page. */
    upTo: z.iso.datetime(),
  }),
  output: z.object({ read: z.int() }),
  example: { upTo: '2026-11-24T09:00:00.000Z' },
  async run(tx, actor, { upTo }) {
    const changed = await tx.db
      .updateTable('messages')
      .set({ read_at: tx.now })
      .where('office_id', '=', actor.officeId)
      .where('staff_id', '=', actor.id)
      .where('created_at', '<=', new Date(upTo))
      .where('read_at', 'is', null)
      .executeTakeFirst()
    const read = Number(changed.numUpdatedRows)
    return {
      output: { read },
      audit: [{ subjectType: 'staff_member', subjectId: actor.id, facts: { read, upTo } }],
    }
  },
})
