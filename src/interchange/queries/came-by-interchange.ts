import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'

/** Whether an incoming document came by interchange: asked for every piece of news, so that most leave no trace. */
export const cameByInterchange = defineQuery({
  name: 'interchange.cameByInterchange',
  title: 'Xem văn bản đến có đến qua liên thông không',
  audience: [],
  input: z.strictObject({ incomingId: z.uuid() }),
  output: z.object({ came: z.boolean() }),
  async run({ db }, { officeId }, { incomingId }) {
    const found = await db
      .selectFrom('interchange_arrivals')
      .select('id')
      .where('office_id', '=', officeId)
      .where('incoming_id', '=', incomingId)
      .where('state', '=', 'registered')
      .executeTakeFirst()
    return { came: found !== undefined }
  },
})
