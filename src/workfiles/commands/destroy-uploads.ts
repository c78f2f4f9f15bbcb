import { sql } from 'kysely'
import { forgetFiles } from '../../files/commands.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { RemovedFile } from '../model/removed-files.ts'

type Row = Omit<RemovedFile, 'size'> & { workFileId: string; fileId: string; size: string | number }

/**
 * Deletes what was uploaded into work files that are being destroyed and lies in no other, also what had been taken out of them
 * before. The links stay without their file. Their bytes go as those of any forgotten file: a day later, where no file of any
 * office has the same content. Returns what was deleted, by work file.
 */
export async function destroyUploads(
  tx: Tx,
  actor: Actor,
  workFileIds: readonly string[],
): Promise<Map<string, RemovedFile[]>> {
  const office = sql`${actor.officeId}::uuid`
  const destroyed = sql`any(${[...workFileIds]}::uuid[])`
  const found = await sql<Row>`
    with uploads as (
      select l.work_file_id, l.file_id from work_file_documents l
      where l.office_id = ${office} and l.work_file_id = ${destroyed} and l.kind = 'file' and l.file_id is not null
        and not exists (select 1 from work_file_documents o where o.office_id = l.office_id and o.file_id = l.file_id
          and o.work_file_id <> ${sql`all(${[...workFileIds]}::uuid[])`}))
    select u.work_file_id as "workFileId", c.id as "fileId", c.name, c.size, c.sha256,
      exists (select 1 from files f where f.office_id = ${office} and f.sha256 = c.sha256
        and f.id not in (select file_id from uploads)) as "keptElsewhere"
    from (select distinct work_file_id, file_id from uploads) u join files c on c.office_id = ${office} and c.id = u.file_id
    order by c.name, c.id`.execute(tx.db)
  const fileIds = [...new Set(found.rows.map(({ fileId }) => fileId))]
  if (fileIds.length > 0) {
    await tx.db
      .updateTable('work_file_documents')
      .set({ file_id: null, destroyed_at: tx.now })
      .where('office_id', '=', actor.officeId)
      .where('file_id', 'in', fileIds)
      .execute()
    await forgetFiles(tx, actor, fileIds)
  }
  const removed = new Map<string, RemovedFile[]>()
  for (const { workFileId, fileId: _, size, ...file } of found.rows) {
    removed.set(workFileId, [...(removed.get(workFileId) ?? []), { ...file, size: Number(size) }])
  }
  return removed
}
