import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { isConnected } from '../queries/load-settings.ts'

/** Asks for a comparison now; it is done within the minute, once however often it was asked for. */
export const askComparison = defineCommand({
  name: 'nationalPortal.askComparison',
  title: 'Yêu cầu đối soát ngay với Cổng Dịch vụ công quốc gia',
  audience: ['counter', 'leader', 'admin'],
  input: z.strictObject({}),
  output: z.object({ askedAt: z.iso.datetime() }),
  async run(tx, { officeId }) {
    if (!(await isConnected(tx.db, officeId)))
      throw new AppError('wrong_state', {
        detail:
          'Đơn vị chưa kết nối Cổng Dịch vụ công quốc gia. Quản trị bật kết nối ở trang Cổng Dịch vụ công quốc gia.',
      })
    await sql`insert into portal_state (office_id, compare_asked_at) values (${officeId}::uuid, ${tx.now}::timestamptz)
      on conflict (office_id) do update set compare_asked_at = excluded.compare_asked_at`.execute(tx.db)
    const askedAt = tx.now.toISOString()
    return {
      output: { askedAt },
      audit: [{ subjectType: 'office', subjectId: officeId, facts: { askedAt } }],
    }
  },
})
