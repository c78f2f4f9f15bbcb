import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'

/** Keeps how many pages files have (null: cannot be read); the second of two programs that count the same changes nothing. */
export const keepPages = defineCommand({
  name: 'equipment.keepPages',
  title: 'Lưu số trang của tệp số hóa',
  audience: [],
  input: z.strictObject({
    files: z
      .array(z.strictObject({ fileId: z.uuid(), pages: z.int().min(1).nullable() }))
      .min(1)
      .max(100),
  }),
  output: z.object({ kept: z.int() }),
  async run(tx, { officeId }, { files }) {
    const kept = await tx.db
      .insertInto('scanned_pages')
      .values(
        files.map(({ fileId, pages }) => ({
          office_id: officeId,
          file_id: fileId,
          pages,
          counted_at: tx.now,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('file_id')
      .execute()
    const facts = { files: files.length, kept: kept.length }
    return { output: { kept: kept.length }, audit: [{ subjectType: 'office', subjectId: officeId, facts }] }
  },
})
