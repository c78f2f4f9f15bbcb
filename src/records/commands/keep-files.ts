import { sql } from 'kysely'
import { guardFiles } from '../../files/commands.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { textTopic } from '../model/text-states.ts'

interface Kept {
  incomingId: string
  fileIds: readonly string[]
  /** How many files the document has already. */
  from: number
}

/**
 * Takes uploaded files into the keeping of the document. Their text is read after the commit by whoever listens, or by
 * the job of the next minute.
 */
export async function keepFiles(tx: Tx, actor: Actor, { incomingId, fileIds, from }: Kept): Promise<void> {
  if (fileIds.length === 0) return
  const files = await guardFiles(tx, actor, { ids: [...new Set(fileIds)], field: 'fileIds' })
  await tx.db
    .insertInto('incoming_files')
    .values(
      files.map((file, index) => ({
        office_id: actor.officeId,
        incoming_id: incomingId,
        file_id: file.id,
        ordinal: from + index,
        kind: 'document',
        text_state: 'waiting',
        added_at: tx.now,
      })),
    )
    .execute()
  await sql`select pg_notify('motcua_live', ${`${textTopic}${actor.officeId}`}::text)`.execute(tx.db)
}
