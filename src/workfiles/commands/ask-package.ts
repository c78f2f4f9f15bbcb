import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoWorkFile } from '../examples.ts'
import { buildForms, buildStates, packageTopic } from '../model/package-builds.ts'
import { keepers } from '../policy.ts'
import { refuseIncomplete } from '../queries/archive/build-package.ts'
import { packageSource } from '../queries/archive/package-source.ts'
import { auditOf } from './change-file.ts'
import { openFiles } from './open-for-change.ts'

/**
 * Lập gói, xuất toàn văn: asks a job for the package of a file, or for its reading copy. What would stop it is said at once; who asks while one is being built is
 * answered with that one. Fails with not_found, not_allowed, wrong_state.
 */
export const askPackage = defineCommand({
  name: 'workfiles.askPackage',
  title: 'Lập gói nộp lưu trữ, xuất toàn văn hồ sơ',
  audience: keepers,
  door: { method: 'POST', path: '/work-files/{id}/archive-package', status: 202 },
  input: z.strictObject({ id: z.uuid(), form: z.enum(buildForms).default('package') }),
  output: z.object({ id: z.uuid(), state: z.enum(buildStates) }),
  example: { id: demoWorkFile.id('askToHold') },
  async run(tx, actor, { id, form }) {
    const [file] = await openFiles(tx, actor, [id])
    if (!file) throw new AppError('not_found', { detail: 'Không có hồ sơ này hoặc bạn không được xem.' })
    const { source } = await packageSource.run(tx, actor, { id })
    refuseIncomplete(source)
    const open = await tx.db
      .selectFrom('work_file_package_builds')
      .select(['id', 'state'])
      .where('office_id', '=', actor.officeId)
      .where('work_file_id', '=', id)
      .where('form', '=', form)
      .where('state', 'in', ['waiting', 'building'])
      .executeTakeFirst()
    if (open) {
      const state = z.enum(buildStates).parse(open.state)
      return {
        output: { id: open.id, state },
        audit: [auditOf(file, { event: 'package_asked', build: open.id, alreadyAsked: true })],
      }
    }
    const build = { id: uuid(), state: 'waiting' as const }
    await tx.db
      .insertInto('work_file_package_builds')
      .values({
        ...build,
        office_id: actor.officeId,
        work_file_id: id,
        asked_at: tx.now,
        asked_by: actor.id,
        form,
      })
      .execute()
    await sql`select pg_notify('motcua_live', ${`${packageTopic}${actor.officeId}`}::text)`.execute(tx.db)
    return { output: build, audit: [auditOf(file, { event: 'package_asked', build: build.id, form })] }
  },
})
