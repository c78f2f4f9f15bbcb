import { z } from 'zod'
import { defineQuery, type Reader } from '../../../platform/operations.ts'
import { keptDays } from '../../model/package-builds.ts'

/** Work files whose package, and those whose reading copy, has been kept long enough. */
export async function oldPackagesBefore(
  { db, now }: Reader,
  officeId: string,
): Promise<{ packages: string[]; readings: string[] }> {
  const before = new Date(now.getTime() - keptDays * 24 * 3_600_000)
  const [packages, readings] = await Promise.all([
    db
      .selectFrom('work_file_packages as p')
      .innerJoin('files as f', (join) =>
        join.onRef('f.office_id', '=', 'p.office_id').onRef('f.id', '=', 'p.file_id'),
      )
      .select('p.work_file_id')
      .where('p.office_id', '=', officeId)
      .where('f.uploaded_at', '<', before)
      .execute(),
    db
      .selectFrom('work_file_package_builds')
      .select('work_file_id')
      .where('office_id', '=', officeId)
      .where('file_id', 'is not', null)
      .where('ended_at', '<', before)
      .execute(),
  ])
  const idsOf = (rows: readonly { work_file_id: string }[]) => rows.map(({ work_file_id }) => work_file_id)
  return { packages: idsOf(packages), readings: idsOf(readings) }
}

/** Whether there is any, so that a night with nothing to do leaves no trace. */
export const anyOldPackage = defineQuery({
  name: 'workfiles.anyOldPackage',
  title: 'Tìm tệp gói lưu trữ đã giữ quá lâu',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ any: z.boolean() }),
  async run(reader, actor) {
    const { packages, readings } = await oldPackagesBefore(reader, actor.officeId)
    return { any: packages.length + readings.length > 0 }
  },
})
