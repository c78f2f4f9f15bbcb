import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'
import { refreshFlags } from './refresh-flags.ts'

const line = z.string().trim().max(300).default('')

/** Sets where phản ánh, kiến nghị go, as posted beside every procedure, and how often procedures have to be checked. */
export const savePostingSettings = defineCommand({
  name: 'procedures.savePostingSettings',
  title: 'Đặt thông tin niêm yết chung',
  audience: ['admin'],
  input: z.strictObject({
    checkDays: z.coerce
      .number({ error: 'Hãy nhập số ngày.' })
      .int('Hãy nhập số ngày tròn.')
      .min(1, 'Ít nhất 1 ngày.')
      .max(365, 'Nhiều nhất 365 ngày.'),
    feedbackAgency: line,
    feedbackAddress: line,
    feedbackPhone: line,
    feedbackEmail: line,
    feedbackWeb: line.refine((text) => text === '' || /^https?:\/\/\S+$/.test(text), {
      error: 'Địa chỉ trang phải bắt đầu bằng http:// hoặc https://.',
    }),
  }),
  output: z.object({ flags: z.int() }),
  door: { method: 'PUT', path: '/posting/settings' },
  example: { checkDays: 30, feedbackAgency: 'UBND xã Mẫu', feedbackPhone: '0237 000 0000' },
  async run(tx, actor, input) {
    const row = {
      check_days: input.checkDays,
      feedback_agency: input.feedbackAgency,
      feedback_address: input.feedbackAddress,
      feedback_phone: input.feedbackPhone,
      feedback_email: input.feedbackEmail,
      feedback_web: input.feedbackWeb,
    }
    const before = await tx.db
      .selectFrom('posting_settings')
      .selectAll()
      .where('office_id', '=', actor.officeId)
      .forUpdate()
      .executeTakeFirst()
    await tx.db
      .insertInto('posting_settings')
      .values({ office_id: actor.officeId, ...row })
      .onConflict((conflict) => conflict.column('office_id').doUpdateSet(row))
      .execute()
    const flags = await refreshFlags(tx, actor.officeId)
    return {
      output: { flags },
      audit: [
        {
          subjectType: 'posting_settings',
          subjectId: actor.officeId,
          facts: { before: before ?? null, after: row },
        },
      ],
    }
  },
})
