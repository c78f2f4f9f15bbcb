import { z } from 'zod'
import { localDate, localDateSchema } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoSlowProcedureId } from '../examples.ts'
import { checkProcess, codedSteps, type ProcessCheck, processStepSchema } from '../model/process-rules.ts'
import { procedureForIntake } from '../queries.ts'
import { addVersion } from './add-version.ts'

/** A procedure that is not in force is refused where its version is looked for. */
const nothingToCheck: ProcessCheck = { problems: {}, warnings: [] }

/**
 * Changes the internal process of a procedure (quy trình nội bộ) from a day on, today unless told, as a next version.
 * Dossiers already received keep theirs. Fails with invalid_input when the steps break a rule; what only looks wrong
 * comes back as a warning.
 */
export const saveProcess = defineCommand({
  name: 'procedures.saveProcess',
  title: 'Sửa quy trình nội bộ của thủ tục',
  audience: ['admin'],
  input: z.strictObject({
    procedureId: z.uuid(),
    steps: z.array(processStepSchema).min(1).max(31),
    validFrom: localDateSchema.optional(),
  }),
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
  async run(tx, actor, { procedureId, steps, validFrom = localDate(tx.now) }) {
    const procedure = await procedureForIntake(tx.db, actor.officeId, { procedureId, onDate: validFrom })
    const { problems, warnings } = procedure ? checkProcess(steps, procedure.timeLimit) : nothingToCheck
    if (Object.keys(problems).length > 0) throw new AppError('invalid_input', { fields: problems })
    const stored = codedSteps(steps)
    const version = await addVersion(tx, actor, {
      procedureId,
      validFrom,
      note: 'Sửa quy trình nội bộ.',
      change: { steps: stored },
    })
    const facts = { before: procedure?.steps, after: stored, version, validFrom }
    return {
      output: { procedureId, warnings },
      audit: [{ subjectType: 'procedure', subjectId: procedureId, facts }],
    }
  },
})
