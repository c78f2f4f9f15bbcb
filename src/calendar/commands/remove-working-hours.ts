import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { localDate, localDateSchema } from '../model/local-time.ts'
import { calendarChanged, hoursRange } from './calendar-news.ts'

/**
 * Takes back a set of weekly hours that has not begun. One in force stays: due times were counted with it; hours that
 * change get a set of their own from a later day on. Fails with not_found.
 */
export const removeWorkingHours = defineCommand({
  name: 'calendar.removeWorkingHours',
  title: 'Bỏ giờ làm việc chưa áp dụng',
  audience: ['admin'],
  input: z.strictObject({ validFrom: localDateSchema }),
  output: z.object({ validFrom: z.string() }),
  door: { method: 'DELETE', path: '/working-hours/{validFrom}' },
  example: { validFrom: '2027-01-01' },
  async run(tx, actor, { validFrom }) {
    if (validFrom <= localDate(tx.now)) {
      throw new AppError('wrong_state', {
        detail: 'Giờ làm việc này đã áp dụng nên không bỏ được. Hãy đặt giờ mới từ một ngày sau.',
      })
    }
    const before = await tx.db
      .deleteFrom('working_hours')
      .where('office_id', '=', actor.officeId)
      .where('valid_from', '=', validFrom)
      .returning(['weekday', 'from_minute', 'to_minute'])
      .execute()
    if (before.length === 0) {
      throw new AppError('not_found', { detail: 'Không có giờ làm việc áp dụng từ ngày này.' })
    }
    const range = await hoursRange(tx, actor.officeId, validFrom)
    return {
      output: { validFrom },
      news: [calendarChanged(range)],
      audit: [{ subjectType: 'working_hours', subjectId: validFrom, facts: { before } }],
    }
  },
})
