import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { demoProcedureId, demoSlowProcedureId } from '../examples.ts'
import { refreshFlags } from './refresh-flags.ts'

/**
 * Notes that procedures were compared with their source (đã kiểm tra): unchanged, or changed and still to be brought up to
 * date by a next version. Fails with not_found when one of them is not in force today; then nothing is noted.
 */
export const recordChecks = defineCommand({
  name: 'procedures.recordChecks',
  title: 'Ghi nhận đã kiểm tra thủ tục với nguồn',
  audience: ['admin'],
  input: z.strictObject({
    procedureIds: z.array(z.uuid()).min(1, 'Hãy chọn ít nhất một thủ tục.').max(1000),
    /** What they were compared with, such as the national portal. */
    source: z.string().trim().min(1, 'Hãy ghi đã đối chiếu với nguồn nào.').max(300),
    result: z.enum(['unchanged', 'changed'], { error: 'Hãy chọn kết quả kiểm tra.' }),
    note: z.string().trim().max(1000).default(''),
  }),
  output: z.object({ checked: z.int() }),
  door: { method: 'POST', path: '/procedures/checks' },
  example: {
    procedureIds: [demoProcedureId, demoSlowProcedureId],
    source: 'Cơ sở dữ liệu quốc gia về thủ tục hành chính',
    result: 'unchanged',
  },
  async run(tx, actor, input) {
    const wanted = [...new Set(input.procedureIds)].toSorted()
    const versions = await versionsInForce(tx, actor.officeId, wanted)
    if (versions.length < wanted.length) {
      throw new AppError('not_found', {
        detail: 'Có thủ tục không còn hiệu lực hôm nay. Hãy tải lại danh sách rồi chọn lại.',
      })
    }
    await storeChecks(
      tx,
      { officeId: actor.officeId, by: actor.kind === 'staff' ? actor.id : null },
      {
        ...input,
        versions,
      },
    )
    await refreshFlags(tx, actor.officeId)
    const { source, result, note } = input
    const [first, ...others] = versions.map(({ procedureId, version }) => ({
      subjectType: 'procedure',
      subjectId: procedureId,
      facts: { version, source, result, note },
    }))
    if (!first) throw new AppError('invalid_input')
    return { output: { checked: versions.length }, audit: [first, ...others] }
  },
})

interface CheckedVersion {
  procedureId: string
  version: number
}

async function versionsInForce(
  tx: Tx,
  officeId: string,
  procedureIds: readonly string[],
): Promise<CheckedVersion[]> {
  const today = localDate(tx.now)
  const found = await sql<CheckedVersion>`select p.id as "procedureId", v.version
    from procedures p join procedure_versions v on v.office_id = p.office_id and v.procedure_id = p.id
    where p.office_id = ${officeId}::uuid and p.id = any (${procedureIds}::uuid[])
      and v.valid_from <= ${today}::date and (v.valid_to is null or v.valid_to >= ${today}::date)
      and (p.closed_on is null or p.closed_on > ${today}::date)
    order by p.id for share of p`.execute(tx.db)
  return found.rows
}

/** One row per version that was compared. */
export async function storeChecks(
  tx: Tx,
  whose: { officeId: string; by: string | null },
  checks: { versions: readonly CheckedVersion[]; source: string; result: string; note: string },
): Promise<void> {
  if (checks.versions.length === 0) return
  const rows = checks.versions.map(({ procedureId, version }) => ({
    office_id: whose.officeId,
    id: uuid(),
    procedure_id: procedureId,
    version,
    checked_at: tx.now,
    checked_by: whose.by,
    source: checks.source,
    result: checks.result,
    note: checks.note,
  }))
  await tx.db.insertInto('procedure_checks').values(rows).execute()
}
