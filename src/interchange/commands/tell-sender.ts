import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'
import { newsForSender, statusesAfter, statusName } from '../model/status-order.ts'
import { queueStatus } from './queue-message.ts'

/** Tells the sender that its document was assigned, taken up or finished. By the program alone, on news of records. */
export const tellSender = defineCommand({
  name: 'interchange.tellSender',
  title: 'Báo trạng thái xử lý cho nơi gửi văn bản liên thông',
  audience: [],
  input: z.strictObject({ incomingId: z.uuid(), topic: z.enum(newsForSender), state: z.string() }),
  output: z.object({ told: z.int() }),
  async run(tx, actor, input) {
    const arrivals = await tx.db
      .selectFrom('interchange_arrivals')
      .select(['id', 'agency_id as agencyId', 'document_id as documentId'])
      .where('office_id', '=', actor.officeId)
      .where('incoming_id', '=', input.incomingId)
      .where('state', '=', 'registered')
      .forUpdate()
      .execute()
    const codes = statusesAfter(input.topic, input.state)
    for (const { id, agencyId, documentId } of arrivals) {
      if (agencyId === null || documentId === null) continue
      const arrival = { id, agencyId, documentId }
      for (const code of codes) await queueStatus(tx, actor, { arrival, code, words: `${statusName(code)}.` })
    }
    return {
      output: { told: arrivals.length },
      audit: [{ subjectType: 'incoming_document', subjectId: input.incomingId, facts: { codes } }],
    }
  },
})
