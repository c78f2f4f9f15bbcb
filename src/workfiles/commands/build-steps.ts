import type { Updateable } from 'kysely'
import { z } from 'zod'
import { keepRenditions } from '../../files/commands.ts'
import type { WorkFilePackageBuilds } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { type AuditEntry, defineCommand, type Tx } from '../../platform/operations.ts'
import { mostAttempts } from '../model/package-builds.ts'

const buildRef = { id: z.uuid() }
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** One that was broken off again and again is given up, so that it keeps no other waiting. */
export const beginBuild = defineCommand({
  name: 'workfiles.beginBuild',
  title: 'Bắt đầu lập một gói hồ sơ lưu trữ',
  audience: [],
  input: z.strictObject(buildRef),
  output: z.object({ go: z.boolean() }),
  async run(tx, actor, { id }) {
    const build = await openBuild(tx, actor.officeId, id)
    const go = build.attempts < mostAttempts
    const problem = `Máy chủ đã thử ${mostAttempts} lần mà chưa lập xong gói. Hãy báo quản trị, rồi lập lại.`
    const set = go
      ? { state: 'building', attempts: build.attempts + 1 }
      : { state: 'failed', ended_at: tx.now, problem }
    return { output: { go }, audit: [await changeBuild(tx, actor.officeId, { id, set })] }
  },
})

/** Notes how far a build is, and keeps the PDF/A that it has made so far. */
export const noteBuild = defineCommand({
  name: 'workfiles.noteBuild',
  title: 'Ghi tiến độ lập gói và giữ các bản PDF/A đã tạo',
  audience: [],
  input: z.strictObject({
    ...buildRef,
    rendered: z.int().min(0),
    toRender: z.int().min(0),
    renditions: z.array(z.strictObject({ of: sha256, sha256, size: z.int().min(1) })).max(100),
  }),
  output: z.object({ id: z.uuid() }),
  async run(tx, actor, { id, rendered, toRender, renditions }) {
    await openBuild(tx, actor.officeId, id)
    await keepRenditions(tx, actor, renditions)
    const set = { rendered, to_render: toRender }
    return { output: { id }, audit: [await changeBuild(tx, actor.officeId, { id, set })] }
  },
})

/** Ends a build that cannot succeed, with a sentence for whoever asked. */
export const failBuild = defineCommand({
  name: 'workfiles.failBuild',
  title: 'Ghi nhận gói hồ sơ lưu trữ không lập được',
  audience: [],
  input: z.strictObject({ ...buildRef, problem: z.string().min(1).max(2000) }),
  output: z.object({ id: z.uuid() }),
  async run(tx, actor, { id, problem }) {
    await openBuild(tx, actor.officeId, id)
    const set = { state: 'failed', ended_at: tx.now, problem }
    return { output: { id }, audit: [await changeBuild(tx, actor.officeId, { id, set })] }
  },
})

/** Locks a build that has not ended. Fails with wrong_state where it has: of two programs the first to finish counts. */
export async function openBuild(
  tx: Tx,
  officeId: string,
  id: string,
): Promise<{ workFileId: string; attempts: number }> {
  const build = await tx.db
    .selectFrom('work_file_package_builds')
    .select(['work_file_id as workFileId', 'attempts'])
    .where('office_id', '=', officeId)
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'building'])
    .forUpdate()
    .executeTakeFirst()
  if (!build) throw new AppError('wrong_state', { detail: 'Lần lập gói này đã kết thúc.' })
  return build
}

/** Changes a build; hands back what the audit says of it. */
export async function changeBuild(
  tx: Tx,
  officeId: string,
  { id, set }: { id: string; set: Updateable<WorkFilePackageBuilds> },
): Promise<AuditEntry> {
  await tx.db
    .updateTable('work_file_package_builds')
    .set(set)
    .where('office_id', '=', officeId)
    .where('id', '=', id)
    .execute()
  return { subjectType: 'work_file_package_build', subjectId: id, facts: { ...set } }
}
