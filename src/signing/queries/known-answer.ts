import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'

/** What an authority said and still stands by; null where it has to be asked. By the program alone. */
export const knownAnswer = defineQuery({
  name: 'signing.knownAnswer',
  title: 'Xem danh sách thu hồi, trả lời OCSP đã tải',
  audience: [],
  input: z.strictObject({ source: z.string() }),
  output: z.object({ body: z.custom<Uint8Array>().nullable() }),
  async run({ db, now }, actor, { source }) {
    const row = await db
      .selectFrom('revocation_answers')
      .select('body')
      .where('office_id', '=', actor.officeId)
      .where('source', '=', source)
      .where('until', '>', now)
      .executeTakeFirst()
    return { body: row ? new Uint8Array(row.body) : null }
  },
})
