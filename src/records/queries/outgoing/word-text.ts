import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../../platform/database-types.ts'
import { defineQuery } from '../../../platform/operations.ts'
import { unnumberedStates } from '../../model/outgoing/life.ts'
import type { WordText } from '../../model/outgoing/word-check.ts'

/** What was read of the Word file that a document is made of; null for one that was typed here. */
export async function wordTextOf(
  db: Kysely<DB>,
  officeId: string,
  fileId: string | null,
): Promise<WordText | null> {
  if (fileId === null) return null
  const row = await db
    .selectFrom('outgoing_word_texts')
    .select(['state', 'words'])
    .where('office_id', '=', officeId)
    .where('file_id', '=', fileId)
    .executeTakeFirst()
  return row ? { state: row.state as WordText['state'], text: row.words } : { state: 'waiting', text: '' }
}

/** Word files of documents on their way that nobody has read yet, longest waiting first. */
export const waitingWordTexts = defineQuery({
  name: 'records.waitingWordTexts',
  title: 'Tìm tệp Word dự thảo chưa đọc nội dung',
  audience: [],
  input: z.strictObject({ limit: z.int().min(1).max(100) }),
  output: z.object({
    files: z.array(z.object({ documentId: z.uuid(), fileId: z.uuid(), sha256: z.string() })),
  }),
  async run({ db }, actor, { limit }) {
    const files = await db
      .selectFrom('outgoing_documents as d')
      .innerJoin('files as c', (on) =>
        on.onRef('c.office_id', '=', 'd.office_id').onRef('c.id', '=', 'd.file_id'),
      )
      .leftJoin('outgoing_word_texts as t', (on) =>
        on.onRef('t.office_id', '=', 'd.office_id').onRef('t.file_id', '=', 'd.file_id'),
      )
      .select(['d.id as documentId', 'c.id as fileId', 'c.sha256'])
      .where('d.office_id', '=', actor.officeId)
      .where('d.state', 'in', unnumberedStates)
      .where('t.file_id', 'is', null)
      .orderBy('d.changed_at')
      .orderBy('d.id')
      .limit(limit)
      .execute()
    return { files }
  },
})
