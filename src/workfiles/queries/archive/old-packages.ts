import { z } from 'zod'
import { defineQuery, type Reader } from '../../../platform/operations.ts'
import { keptDays } from '../../model/package-builds.ts'

/** Work files whose package has been kept long enough. */
export async function oldPackagesBefore({ db, now }: Reader, officeId: string): Promise<string[]> {
  const found = await db
    .selectFrom('work_file_packages as p')
    .innerJoin('files as f', (join) =>
      join.onRef('f.office_id', '=', 'p.office_id').onRef('f.id', '=', 'p.file_id'),
    )
    .select('p.work_file_id')
    .where('p.office_id', '=', officeId)
    .where('f.uploaded_at', '<', new Date(now.getTime() - keptDays * 24 * 3_600_000))
    .execute()
  return found.map(({ work_file_id }) => work_file_id)
}

/** Whether there is any, so that a night with nothing to do leaves no trace. */
export const anyOldPackage = defineQuery({
  name: 'workfiles.anyOldPackage',
  title: 'Tìm tệp gói lưu trữ đã giữ quá lâu',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ any: z.boolean() }),
  run: async (reader, actor) => ({ any: (await oldPackagesBefore(reader, actor.officeId)).length > 0 }),
})
