import { z } from 'zod'
import { forgetFiles } from '../../files/commands.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { keptDays } from '../model/package-builds.ts'
import { oldPackagesBefore } from '../queries/archive/old-packages.ts'

/** Lets the bytes of packages go: of these work files. What was made stays known by its fingerprint. */
export async function dropKeptPackages(
  tx: Tx,
  actor: Actor,
  workFileIds: readonly string[],
): Promise<number> {
  if (workFileIds.length === 0) return 0
  const kept = await tx.db
    .selectFrom('work_file_packages')
    .select(['fingerprint', 'file_id'])
    .where('office_id', '=', actor.officeId)
    .where('work_file_id', 'in', [...workFileIds])
    .where('file_id', 'is not', null)
    .execute()
  if (kept.length === 0) return 0
  await tx.db
    .updateTable('work_file_packages')
    .set({ file_id: null })
    .where('office_id', '=', actor.officeId)
    .where(
      'fingerprint',
      'in',
      kept.map(({ fingerprint }) => fingerprint),
    )
    .execute()
  await forgetFiles(
    tx,
    actor,
    kept.flatMap(({ file_id }) => file_id ?? []),
  )
  return kept.length
}

/** Lets the bytes of reading copies go: of these work files. */
export async function dropReadings(tx: Tx, actor: Actor, workFileIds: readonly string[]): Promise<number> {
  if (workFileIds.length === 0) return 0
  const kept = await tx.db
    .selectFrom('work_file_package_builds')
    .select(['id', 'file_id'])
    .where('office_id', '=', actor.officeId)
    .where('work_file_id', 'in', [...workFileIds])
    .where('file_id', 'is not', null)
    .execute()
  if (kept.length === 0) return 0
  await tx.db
    .updateTable('work_file_package_builds')
    .set({ file_id: null })
    .where('office_id', '=', actor.officeId)
    .where(
      'id',
      'in',
      kept.map(({ id }) => id),
    )
    .execute()
  await forgetFiles(
    tx,
    actor,
    kept.flatMap(({ file_id }) => file_id ?? []),
  )
  return kept.length
}

/** Both: what was built is no longer what the files are. */
export async function dropBuilt(tx: Tx, actor: Actor, workFileIds: readonly string[]): Promise<number> {
  return (await dropKeptPackages(tx, actor, workFileIds)) + (await dropReadings(tx, actor, workFileIds))
}

/** Lets the bytes of packages go that have been kept long enough. The program alone runs it, every night. */
export const dropOldKeptPackages = defineCommand({
  name: 'workfiles.dropOldPackages',
  title: `Bỏ tệp gói lưu trữ đã lập quá ${keptDays} ngày (mã niêm phong vẫn giữ)`,
  audience: [],
  input: z.strictObject({}),
  output: z.object({ dropped: z.int() }),
  async run(tx, actor) {
    const old = await oldPackagesBefore(tx, actor.officeId)
    const dropped =
      (await dropKeptPackages(tx, actor, old.packages)) + (await dropReadings(tx, actor, old.readings))
    return {
      output: { dropped },
      audit: [{ subjectType: 'office', subjectId: actor.officeId, facts: { dropped, ...old } }],
    }
  },
})
