import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { keepers } from '../policy.ts'
import { visibleFiles } from './file-access.ts'

/** A file that was put into a work file by itself: read by those who see the work file, as long as it lies there. */
export const getAttachedFile = defineQuery({
  name: 'workfiles.getAttachedFile',
  title: 'Xem ảnh, tệp khác trong hồ sơ công việc',
  audience: keepers,
  input: z.strictObject({ id: z.uuid(), fileId: z.uuid() }),
  output: z.object({ sha256: z.string(), name: z.string(), size: z.number(), mediaType: z.string() }),
  async run({ db }, actor, { id, fileId }) {
    const found = await sql<{ sha256: string; name: string; size: string; mediaType: string }>`
      select c.sha256, c.name, c.size, c.media_type as "mediaType"
      from work_files f
      join work_file_documents l on l.office_id = f.office_id and l.work_file_id = f.id and l.file_id = ${fileId}::uuid
        and l.removed_at is null
      join files c on c.office_id = l.office_id and c.id = l.file_id
      where f.office_id = ${actor.officeId}::uuid and f.id = ${id}::uuid and ${visibleFiles(actor)}`.execute(
      db,
    )
    const [file] = found.rows
    if (!file) throw new AppError('not_found', { detail: 'Không có tệp này hoặc bạn không được xem.' })
    return { ...file, size: Number(file.size) }
  },
})
