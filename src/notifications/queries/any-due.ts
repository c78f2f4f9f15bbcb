import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'

/** Whether anything waits to be sent: looked at every minute, so that nothing is written when there is nothing to do. */
export const anyMessageDue = defineQuery({
  name: 'notifications.anyDue',
  title: 'Xem còn tin nhắn chờ gửi không',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ any: z.boolean() }),
  async run({ db, now }, { officeId }) {
    const found = await db
      .selectFrom('messages')
      .select('id')
      .where('office_id', '=', officeId)
      .where('state', 'in', ['waiting', 'sending'])
      .where('next_at', '<=', now)
      .limit(1)
      .executeTakeFirst()
    return { any: found !== undefined }
  },
})
