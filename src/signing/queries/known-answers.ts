import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'

/** What is still good of earlier answers: the latest to each key; without content an attempt that failed a moment ago. */
export const knownAnswers = defineQuery({
  name: 'signing.knownAnswers',
  title: 'Tìm trả lời còn hiệu lực về thu hồi chứng thư',
  audience: [],
  input: z.strictObject({ keys: z.array(z.string()).max(40) }),
  output: z.object({
    answers: z.array(z.object({ id: z.uuid(), key: z.string(), content: z.custom<Uint8Array>().nullable() })),
  }),
  async run({ db, now }, actor, { keys }) {
    const answers = await db
      .selectFrom('revocation_answers')
      .distinctOn('key')
      .select(['id', 'key', 'content'])
      .where('office_id', '=', actor.officeId)
      .where('key', 'in', keys)
      .where('until', '>', now)
      .orderBy('key')
      .orderBy('asked_at', 'desc')
      .execute()
    return { answers }
  },
})
