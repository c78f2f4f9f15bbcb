import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'

/** Files whose text nobody has read yet, longest waiting first. */
export const waitingTexts = defineQuery({
  name: 'records.waitingTexts',
  title: 'Tìm tệp văn bản chưa đọc nội dung',
  audience: [],
  input: z.strictObject({ limit: z.int().min(1).max(100) }),
  output: z.object({
    files: z.array(
      z.object({ incomingId: z.uuid(), fileId: z.uuid(), sha256: z.string(), mediaType: z.string() }),
    ),
  }),
  async run({ db }, actor, { limit }) {
    const files = await db
      .selectFrom('incoming_files as i')
      .innerJoin('files as c', (on) =>
        on.onRef('c.office_id', '=', 'i.office_id').onRef('c.id', '=', 'i.file_id'),
      )
      .select(['i.incoming_id as incomingId', 'i.file_id as fileId', 'c.sha256', 'c.media_type as mediaType'])
      .where('i.office_id', '=', actor.officeId)
      .where('i.text_state', '=', 'waiting')
      .orderBy('i.added_at')
      .orderBy('i.file_id')
      .limit(limit)
      .execute()
    return { files }
  },
})
