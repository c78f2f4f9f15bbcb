import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoProcedureId } from '../examples.ts'
import { verifiableFields } from '../model/version-content.ts'
import { holdsEver, versionRows } from '../queries/version-rows.ts'
import { lockProcedure } from './change-procedure.ts'

/**
 * Says that somebody compared a version with the decision that published it (đã đối chiếu), and which of its parts. With
 * that a procedure marked `check` is shown to citizens. What the version says stays untouched: what turned out to be
 * wrong is changed by a next version.
 */
export const confirmVersion = defineCommand({
  name: 'procedures.confirm',
  title: 'Xác nhận đã đối chiếu thủ tục với quyết định công bố',
  audience: ['admin'],
  door: { method: 'POST', path: '/procedures/{procedureId}/versions/{version}/confirmation' },
  input: z.strictObject({
    procedureId: z.uuid(),
    version: z.coerce.number().int().min(1),
    /** Number of the decision it was compared with. */
    against: z
      .string()
      .trim()
      .min(3, 'Hãy ghi số quyết định công bố đã đối chiếu, ví dụ 163/QĐ-BTP.')
      .max(300, 'Tối đa 300 ký tự.'),
    fields: z.array(z.enum(verifiableFields)).min(1, 'Hãy chọn ít nhất một nội dung đã đối chiếu.'),
  }),
  output: z.object({
    procedureId: z.uuid(),
    confidence: z.enum(['verified', 'known']),
    verifiedFields: z.array(z.string()),
  }),
  example: {
    procedureId: demoProcedureId,
    version: 1,
    against: '3152/QĐ-BTP',
    fields: ['code', 'name', 'components', 'fees', 'time_limit', 'result'],
  },
  async run(tx, actor, { procedureId, version, against, fields }) {
    await lockProcedure(tx, actor, procedureId)
    const versions = await versionRows(tx.db, actor.officeId, procedureId)
    const row = versions.find((each) => each.version === version)
    if (!row) throw new AppError('not_found')
    if (!holdsEver(row)) {
      throw new AppError('wrong_state', { detail: 'Phiên bản này không áp dụng vào ngày nào nữa.' })
    }
    const verifiedFields = [...new Set([...row.verifiedFields, ...fields])]
    // Everything was compared: verified. A part of it: no longer unknown, but not whole.
    const whole = verifiableFields.every(
      (field) => verifiedFields.includes(field) || (field === 'code' && row.code === null),
    )
    const confidence: 'verified' | 'known' = whole || row.confidence === 'verified' ? 'verified' : 'known'
    await tx.db
      .updateTable('procedure_versions')
      .set({
        confidence,
        verified_fields: JSON.stringify(verifiedFields),
        confirmed_against: against,
        confirmed_at: tx.now,
        confirmed_by: actor.kind === 'staff' ? actor.id : null,
      })
      .where('office_id', '=', actor.officeId)
      .where('procedure_id', '=', procedureId)
      .where('version', '=', version)
      .execute()
    const before = { confidence: row.confidence, verifiedFields: row.verifiedFields }
    const facts = { version, against, before, after: { confidence, verifiedFields } }
    return {
      output: { procedureId, confidence, verifiedFields },
      audit: [{ subjectType: 'procedure', subjectId: procedureId, facts }],
    }
  },
})
