import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { lineSchema } from '../../staff/model.ts'

const week = 7 * 24 * 60
const minutes = z
  .int('Số phút là số nguyên.')
  .min(1, 'Ít nhất 1 phút.')
  .max(week, 'Tối đa 7 ngày (10080 phút).')

/**
 * Đặt thời gian trình văn bản khẩn, from a day on: within how long a leader has to direct what is urgent. What was registered
 * before keeps the time of its own day.
 */
export const setIncomingSettings = defineCommand({
  name: 'records.setIncomingSettings',
  title: 'Đặt thời gian trình văn bản khẩn',
  audience: ['admin'],
  door: { method: 'PUT', path: '/incoming-settings' },
  input: z.strictObject({
    validFrom: z.iso.date({ error: 'Hãy chọn ngày, ví dụ 01/01/2027.' }),
    urgentMinutes: minutes,
    veryUrgentMinutes: minutes,
    mostUrgentMinutes: minutes,
    decision: lineSchema,
  }),
  output: z.object({ validFrom: z.string() }),
  example: {
    validFrom: '2027-01-01',
    urgentMinutes: 240,
    veryUrgentMinutes: 60,
    mostUrgentMinutes: 15,
    decision: 'Quy chế công tác văn thư của UBND xã',
  },
  async run(tx, actor, input) {
    const { validFrom, urgentMinutes, veryUrgentMinutes, mostUrgentMinutes, decision } = input
    const fields: Record<string, string> = {}
    if (validFrom < localDate(tx.now)) fields.validFrom = 'Chỉ đặt được từ hôm nay trở đi.'
    if (veryUrgentMinutes > urgentMinutes) fields.veryUrgentMinutes = 'Thượng khẩn không thể chậm hơn Khẩn.'
    if (mostUrgentMinutes > veryUrgentMinutes)
      fields.mostUrgentMinutes = 'Hỏa tốc không thể chậm hơn Thượng khẩn.'
    if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields })
    const columns = {
      urgent_minutes: urgentMinutes,
      very_urgent_minutes: veryUrgentMinutes,
      most_urgent_minutes: mostUrgentMinutes,
      decision,
      set_at: tx.now,
      set_by: actor.id,
    }
    await tx.db
      .insertInto('incoming_settings')
      .values({ office_id: actor.officeId, valid_from: validFrom, ...columns })
      .onConflict((on) => on.columns(['office_id', 'valid_from']).doUpdateSet(columns))
      .execute()
    return {
      output: { validFrom },
      audit: [{ subjectType: 'incoming_settings', subjectId: validFrom, facts: { ...input } }],
    }
  },
})
