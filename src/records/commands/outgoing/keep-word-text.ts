import { z } from 'zod'
import { defineCommand } from '../../../platform/operations.ts'

/** Keeps what was read of an uploaded Word file, for the check of its form; read twice, the first stays. */
export const keepWordText = defineCommand({
  name: 'records.keepWordText',
  title: 'Lưu nội dung đọc được của tệp Word dự thảo',
  audience: [],
  input: z.strictObject({
    documentId: z.uuid(),
    fileId: z.uuid(),
    state: z.enum(['read', 'part', 'none', 'locked', 'broken', 'too_long']),
    text: z.string().max(1_100_000),
  }),
  output: z.object({ kept: z.boolean() }),
  async run(tx, actor, { documentId, fileId, state, text }) {
    const kept = await tx.db
      .insertInto('outgoing_word_texts')
      .values({ office_id: actor.officeId, file_id: fileId, state, words: text, read_at: tx.now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('file_id')
      .executeTakeFirst()
    const facts = { fileId, state, kept: kept !== undefined }
    return {
      output: { kept: kept !== undefined },
      audit: [{ subjectType: 'outgoing_document', subjectId: documentId, facts }],
    }
  },
})
