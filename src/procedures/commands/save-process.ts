import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { demoSlowProcedureId } from '../examples.ts'
import { checkProcess, codedSteps, processStepSchema } from '../model/process-rules.ts'
import { procedureForIntake, type StoredStep } from '../queries.ts'

/**
 * Replaces the internal process of a procedure (quy trình nội bộ). Dossiers already received keep theirs. Fails with
 * invalid_input when the steps break a rule; what only looks wrong comes back as a warning.
 */
export const saveProcess = defineCommand({
  name: 'procedures.saveProcess',
  title: 'Sửa quy trình nội bộ của thủ tục',
  audience: ['admin'],
  input: z.strictObject({ procedureId: z.uuid(), steps: z.array(processStepSchema).min(1).max(31) }),
  output: z.object({ procedureId: z.uuid(), warnings: z.array(z.string()) }),
  door: { method: 'PUT', path: '/procedures/{procedureId}/process' },
  example: {
    procedureId: demoSlowProcedureId,
    steps: [
      { name: 'Tiếp nhận hồ sơ', role: 'counter', minutes: 60 },
      { name: 'Thẩm định hồ sơ', role: 'specialist', minutes: 900 },
      { name: 'Trình ký', role: 'leader', minutes: 360 },
      { name: 'Phát hành kết quả', role: 'clerk', minutes: 60 },
      { name: 'Trả kết quả', role: 'counter', minutes: 60 },
    ],
  },
  async run(tx, actor, { procedureId, steps }) {
    const { officeId } = actor
    await lockProcedure(tx, officeId, procedureId)
    const procedure = await procedureForIntake(tx.db, officeId, { procedureId, onDate: localDate(tx.now) })
    if (!procedure)
      throw new AppError('wrong_state', { detail: 'Thủ tục này không còn hiệu lực nên không sửa quy trình.' })
    const { problems, warnings } = checkProcess(steps, procedure.timeLimit)
    if (Object.keys(problems).length > 0) throw new AppError('invalid_input', { fields: problems })
    const stored = codedSteps(steps)
    await replaceSteps(tx, { officeId, procedureId }, stored)
    const facts = { before: procedure.steps, after: stored }
    return {
      output: { procedureId, warnings },
      audit: [{ subjectType: 'procedure', subjectId: procedureId, facts }],
    }
  },
})

async function lockProcedure(tx: Tx, officeId: string, procedureId: string): Promise<void> {
  const found = await tx.db
    .selectFrom('procedures')
    .select('id')
    .where('office_id', '=', officeId)
    .where('id', '=', procedureId)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new AppError('not_found')
}

async function replaceSteps(
  tx: Tx,
  of: { officeId: string; procedureId: string },
  steps: readonly StoredStep[],
): Promise<void> {
  await tx.db
    .deleteFrom('process_steps')
    .where('office_id', '=', of.officeId)
    .where('procedure_id', '=', of.procedureId)
    .execute()
  await sql`insert into process_steps (office_id, procedure_id, ordinal, code, name, role, minutes)
    select ${of.officeId}::uuid, ${of.procedureId}::uuid, s.ordinal, s.code, s.name, s.role, s.minutes
    from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb)
      as s (ordinal smallint, code text, name text, role text, minutes integer)`.execute(tx.db)
}
