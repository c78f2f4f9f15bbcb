import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoPlannedProcedureId } from '../examples.ts'
import { holdsEver, type VersionRow, versionRows } from '../queries/version-rows.ts'
import { lockProcedure, noteSchema } from './change-procedure.ts'

/**
 * Takes back a planned version before its day: it then holds on no day, and the one before goes on as long as the
 * planned one would have. What has begun is changed by a next version instead.
 */
export const withdrawVersion = defineCommand({
  name: 'procedures.withdrawVersion',
  title: 'Rút phiên bản dự kiến của thủ tục',
  audience: ['admin'],
  door: { method: 'POST', path: '/procedures/{procedureId}/versions/{version}/withdrawal' },
  input: z.strictObject({ procedureId: z.uuid(), version: z.coerce.number().int().min(1), note: noteSchema }),
  output: z.object({ procedureId: z.uuid(), version: z.int(), continues: z.int() }),
  example: { procedureId: demoPlannedProcedureId, version: 2, note: 'Luật lùi ngày có hiệu lực (mẫu).' },
  async run(tx, actor, { procedureId, version, note }) {
    await lockProcedure(tx, actor, procedureId)
    const versions = await versionRows(tx.db, actor.officeId, procedureId)
    const planned = versions.find((each) => each.version === version)
    if (!planned) throw new AppError('not_found')
    const before = requireWithdrawable(versions, planned, localDate(tx.now))
    await requireNoDossier(tx, actor, planned)
    // One statement: no reader sees both of them, or neither, holding on a day.
    await sql`update procedure_versions as v set valid_to = case v.version
        when ${version}::int then v.valid_from - 1 else ${planned.validTo}::date end
      where v.office_id = ${actor.officeId}::uuid and v.procedure_id = ${procedureId}::uuid
        and v.version in (${version}::int, ${before.version}::int)`.execute(tx.db)
    const facts = { version, validFrom: planned.validFrom, continues: before.version, note }
    return {
      output: { procedureId, version, continues: before.version },
      audit: [{ subjectType: 'procedure', subjectId: procedureId, facts }],
    }
  },
})

/** The version before it, which goes on. */
function requireWithdrawable(
  versions: readonly VersionRow[],
  planned: VersionRow,
  today: string,
): VersionRow {
  if (!holdsEver(planned)) {
    throw new AppError('wrong_state', { detail: 'Phiên bản này đã được rút hoặc đã có phiên bản thay thế.' })
  }
  if (planned.validFrom <= today) {
    throw new AppError('wrong_state', {
      detail: 'Phiên bản này đã bắt đầu áp dụng nên không rút được. Hãy sửa thủ tục bằng một phiên bản mới.',
    })
  }
  const before = versions
    .filter((each) => holdsEver(each) && each.validFrom < planned.validFrom)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0]
  if (before) return before
  throw new AppError('wrong_state', {
    detail: 'Đây là phiên bản đầu tiên nên không rút được. Hãy ngừng tiếp nhận thủ tục này.',
  })
}

/** A clock that was set back: dossiers keep the version they were received under. */
async function requireNoDossier(tx: Tx, actor: Actor, planned: VersionRow): Promise<void> {
  const used = await tx.db
    .selectFrom('dossiers')
    .select('id')
    .where('office_id', '=', actor.officeId)
    .where('procedure_id', '=', planned.procedureId)
    .where('procedure_version', '=', planned.version)
    .limit(1)
    .executeTakeFirst()
  if (used) {
    throw new AppError('wrong_state', {
      detail: 'Đã có hồ sơ tiếp nhận theo phiên bản này nên không rút được.',
    })
  }
}
