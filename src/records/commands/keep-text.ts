import { z } from 'zod'
import { alignVietnamese } from '../../platform/aligned-text.ts'
import { defineCommand } from '../../platform/operations.ts'

/** Characters of a text that are searched, about a hundred pages: what its index holds for certain (migrations/0036). */
const mostSearched = 190_000

/** Keeps what was read of a file, to be found by; the second of two programs that read the same changes nothing. */
export const keepText = defineCommand({
  name: 'records.keepText',
  title: 'Lưu nội dung đọc được của tệp văn bản',
  audience: [],
  input: z.strictObject({
    incomingId: z.uuid(),
    fileId: z.uuid(),
    state: z.enum(['read', 'part', 'none', 'locked', 'broken', 'too_long']),
    text: z.string().max(1_100_000),
    pages: z.int().min(1).nullable(),
  }),
  output: z.object({ kept: z.boolean() }),
  async run(tx, actor, { incomingId, fileId, state, text, pages }) {
    const file = await tx.db
      .updateTable('incoming_files')
      .set({ text_state: state })
      .where('office_id', '=', actor.officeId)
      .where('incoming_id', '=', incomingId)
      .where('file_id', '=', fileId)
      .where('text_state', '=', 'waiting')
      .returning('ordinal')
      .executeTakeFirst()
    const { folded, shown } = alignVietnamese(text.slice(0, mostSearched))
    if (file && folded !== '') {
      await tx.db
        .insertInto('incoming_texts')
        .values({
          office_id: actor.officeId,
          incoming_id: incomingId,
          file_id: fileId,
          search_text: folded,
          aligned_text: shown,
        })
        .execute()
    }
    // Số trang is filled in from the document itself where the clerk left it out (Phụ lục VI).
    if (file?.ordinal === 0 && pages !== null) {
      await tx.db
        .updateTable('incoming_documents')
        .set({ page_count: pages })
        .where('office_id', '=', actor.officeId)
        .where('id', '=', incomingId)
        .where('page_count', 'is', null)
        .execute()
    }
    return {
      output: { kept: file !== undefined },
      audit: [
        {
          subjectType: 'incoming_document',
          subjectId: incomingId,
          facts: { fileId, state, pages, kept: file !== undefined },
        },
      ],
    }
  },
})
