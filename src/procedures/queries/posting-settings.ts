import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'

/** What is posted beside every procedure, as set; empty where the office's own address stands for it. */
export const getPostingSettings = defineQuery({
  name: 'procedures.postingSettings',
  title: 'Xem thông tin niêm yết chung',
  audience: ['admin', 'counter', 'leader'],
  input: z.strictObject({}),
  output: z.object({
    checkDays: z.int(),
    feedbackAgency: z.string(),
    feedbackAddress: z.string(),
    feedbackPhone: z.string(),
    feedbackEmail: z.string(),
    feedbackWeb: z.string(),
  }),
  door: { method: 'GET', path: '/posting/settings' },
  async run({ db }, actor) {
    const row = await db
      .selectFrom('posting_settings')
      .select(['check_days as checkDays', 'feedback_agency as feedbackAgency'])
      .select(['feedback_address as feedbackAddress', 'feedback_phone as feedbackPhone'])
      .select(['feedback_email as feedbackEmail', 'feedback_web as feedbackWeb'])
      .where('office_id', '=', actor.officeId)
      .executeTakeFirst()
    const unset = {
      feedbackAgency: '',
      feedbackAddress: '',
      feedbackPhone: '',
      feedbackEmail: '',
      feedbackWeb: '',
    }
    return row ?? { checkDays: 30, ...unset }
  },
})
