import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { scannedHere } from './scan-facts.ts'

/** PDF files that a member of staff scanned and whose pages nobody has counted; the latest first. */
export const uncountedFiles = defineQuery({
  name: 'equipment.uncountedFiles',
  title: 'Tìm tệp số hóa chưa đếm trang',
  audience: [],
  input: z.strictObject({ limit: z.int().min(1).max(100) }),
  output: z.object({ files: z.array(z.object({ fileId: z.uuid(), sha256: z.string() })) }),
  async run({ db }, { officeId }, { limit }) {
    const found = await sql<{ fileId: string; sha256: string }>`
      select f.id as "fileId", f.sha256 from files f
      join staff_members s on s.office_id = f.office_id and s.id = f.uploaded_by
      where f.office_id = ${officeId}::uuid and f.media_type = 'application/pdf'
        and ${scannedHere}
        and not exists (select from scanned_pages p where p.office_id = f.office_id and p.file_id = f.id)
      order by f.uploaded_at desc, f.id limit ${limit}::int`.execute(db)
    return { files: found.rows }
  },
})
