import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, type AuditEntry, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoEditedProcedureId } from '../examples.ts'
import { changedColumns, changeInput, confidenceAfter, type PreparedChange } from '../model/prepare-change.ts'
import { settleChange } from '../queries/settle-change.ts'
import { addVersion } from './add-version.ts'

export const noteSchema = z
  .string()
  .trim()
  .min(1, 'Hãy ghi lý do, ví dụ số quyết định sửa đổi.')
  .max(1000, 'Lý do tối đa 1000 ký tự.')

/**
 * Changes a procedure from a day on, as a next version that holds only what really differs. Dossiers already received
 * keep the version they were received under. What a decision had confirmed is no longer so where it changed.
 */
export const changeProcedure = defineCommand({
  name: 'procedures.change',
  title: 'Sửa thủ tục hành chính từ một ngày',
  audience: ['admin'],
  door: { method: 'POST', path: '/procedures/{procedureId}/versions', status: 201 },
  input: changeInput.extend({ note: noteSchema }),
  output: z.object({
    procedureId: z.uuid(),
    version: z.int(),
    validFrom: z.string(),
    changed: z.array(z.string()),
    warnings: z.array(z.string()),
  }),
  example: {
    procedureId: demoEditedProcedureId,
    basedOn: 1,
    note: 'Rút ngắn thời hạn theo Quyết định số 12/QĐ-UBND (mẫu).',
    change: { timeLimit: { amount: 20, unit: 'working_day' } },
  },
  async run(tx, actor, input) {
    await lockProcedure(tx, actor, input.procedureId)
    const { version, validFrom, prepared, audit } = await addChange(tx, actor, input)
    const { procedureId } = input
    return {
      output: { procedureId, version, validFrom, changed: [...prepared.parts], warnings: prepared.warnings },
      audit: [audit],
    }
  },
})

/**
 * Adds the version in which a change differs from the one in force on its day, and says what the journal keeps of it. The
 * procedure is locked by the caller. Fails as `settleChange` and `addVersion` do.
 */
export async function addChange(
  tx: Tx,
  actor: Actor,
  { note, ...wanted }: z.output<typeof changeProcedure.input>,
): Promise<{ version: number; validFrom: string; prepared: PreparedChange; audit: AuditEntry }> {
  const { procedureId } = wanted
  const today = localDate(tx.now)
  const { base, validFrom, prepared } = await settleChange(tx.db, actor.officeId, { ...wanted, today })
  const { confidence, verifiedFields, stillConfirmed } = confidenceAfter(base, prepared.parts)
  const change = {
    ...changedColumns(prepared, base.code),
    confidence,
    verified_fields: verifiedFields,
    ...(stillConfirmed ? {} : { confirmed_against: '', confirmed_at: null, confirmed_by: null }),
  }
  const basedOn = base.version
  const version = await addVersion(tx, actor, { procedureId, basedOn, validFrom, note, change })
  const facts = { version, basedOn, validFrom, note, changes: prepared.changes }
  return { version, validFrom, prepared, audit: { subjectType: 'procedure', subjectId: procedureId, facts } }
}

/** One change of a procedure after the other. Fails with not_found. */
export async function lockProcedure(tx: Tx, actor: Actor, procedureId: string) {
  const locked = await tx.db
    .selectFrom('procedures')
    .select(['id', 'closed_on as closedOn', 'closing_note as closingNote'])
    .where('office_id', '=', actor.officeId)
    .where('id', '=', procedureId)
    .forUpdate()
    .executeTakeFirst()
  if (!locked) throw new AppError('not_found')
  return locked
}
