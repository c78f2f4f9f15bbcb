import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'

/** Stops the exchange for a while, or goes on: what happens meanwhile is queued, and is sent afterwards in order. */
export const pauseExchange = defineCommand({
  name: 'nationalPortal.pause',
  title: 'Tạm dừng hoặc tiếp tục trao đổi với Cổng Dịch vụ công quốc gia',
  audience: ['admin'],
  input: z.strictObject({ paused: z.boolean() }),
  output: z.object({ paused: z.boolean() }),
  async run(tx, { officeId }, { paused }) {
    const changed = await tx.db
      .updateTable('portal_settings')
      .set({ paused })
      .where('office_id', '=', officeId)
      .where('active', '=', true)
      .returning('paused')
      .executeTakeFirst()
    if (!changed)
      throw new AppError('wrong_state', { detail: 'Kết nối chưa bật. Hãy điền và lưu phần kết nối trước.' })
    return { output: changed, audit: [{ subjectType: 'office', subjectId: officeId, facts: { paused } }] }
  },
})
