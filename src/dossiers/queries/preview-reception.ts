import { z } from 'zod'
import { dueAt } from '../../calendar/model/due-date.ts'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import { loadCalendar } from '../../calendar/queries.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { demoProcedureId } from '../../procedures/examples.ts'
import { formDefinitionSchema } from '../../procedures/model/form.ts'
import { feeSchema } from '../../procedures/model/record-schema.ts'
import { timeLimitText } from '../../procedures/model/summaries.ts'
import { COMPONENT_KIND_NAMES, componentSchema } from '../../procedures/model.ts'
import { procedureForIntake } from '../../procedures/queries.ts'
import { whyNotReceived } from '../../staff/queries/field-reception.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { agreedLimit } from '../model/agreed-limit.ts'
import { caseOf } from '../model/reception.ts'
import { requireReceivedHere, requireReception } from '../policy.ts'

/** As far ahead as reception itself reads the calendar (days). */
const horizonDays = 800

/**
 * What receiving a dossier of this procedure now would mean: papers to ask for, fees, steps and when it would be due.
 * `dueAt` is null where the law sets no time and the officer has not yet agreed one.
 */
export const previewReception = defineQuery({
  name: 'dossiers.previewReception',
  title: 'Xem trước giấy tờ, phí và hạn trả',
  audience: ['counter'],
  door: { method: 'GET', path: '/procedures/{procedureId}/reception' },
  input: z.strictObject({
    procedureId: z.uuid(),
    agreedWorkingDays: z.coerce.number().int().min(1).max(365).optional(),
    /** Which case the papers are asked for; the first unless told. */
    caseCode: z.string().max(80).optional(),
  }),
  output: z.object({
    procedureId: z.uuid(),
    code: z.string().nullable(),
    name: z.string(),
    fieldName: z.string(),
    limitText: z.string(),
    /** The law sets no figure: the officer agrees a number of working days with the citizen. */
    needsAgreedLimit: z.boolean(),
    dueAt: z.date().or(z.iso.datetime()).nullable(),
    /** Days off that moved the due time, so that the officer can explain it. */
    daysSkipped: z.array(z.object({ date: z.string(), reason: z.string() })),
    /** The declaration that may be filled in at the desk, and the office it is addressed to. */
    form: formDefinitionSchema.nullable(),
    officeName: z.string(),
    /** What the officer sees; to be named at reception, so that a change meanwhile does not go unnoticed. */
    version: z.int(),
    cases: z.array(z.object({ code: z.string(), name: z.string() })),
    caseCode: z.string(),
    components: z.array(componentSchema.extend({ kindName: z.string() })),
    fees: z.array(feeSchema),
    result: z.string(),
    steps: z.array(z.object({ name: z.string(), role: z.string(), minutes: z.int() })),
  }),
  example: { procedureId: demoProcedureId },
  async run({ db, now }, actor, input) {
    const today = localDate(now)
    const [procedure, calendar, office, elsewhere] = await Promise.all([
      procedureForIntake(db, actor.officeId, { procedureId: input.procedureId, onDate: today }),
      loadCalendar(db, actor.officeId, { from: today, to: addDays(today, horizonDays) }),
      officeFacts(db, actor.officeId),
      whyNotReceived(db, actor.officeId, { procedureId: input.procedureId, onDate: today }),
    ])
    if (!procedure) {
      throw new AppError('not_found', { detail: 'Thủ tục này không còn hiệu lực hoặc không có ở đơn vị.' })
    }
    requireReception(actor, procedure.fieldCode)
    requireReceivedHere(elsewhere)
    const chosen = caseOf(procedure, input.caseCode)
    const limit = agreedLimit(procedure.timeLimit, input.agreedWorkingDays)
    const trace = limit && dueAt(calendar, { receivedAt: now, limit }, calendar.rules)
    const { procedureId, code, name, fieldName, fees, result } = procedure
    return {
      procedureId,
      code,
      name,
      fieldName,
      limitText: timeLimitText(procedure.timeLimit),
      needsAgreedLimit: agreedLimit(procedure.timeLimit, undefined) === null,
      dueAt: trace?.dueAt ?? null,
      daysSkipped: trace?.daysSkipped ?? [],
      form: procedure.form,
      officeName: office.name,
      version: procedure.version,
      cases: procedure.cases.map((each) => ({ code: each.code, name: each.name })),
      caseCode: chosen.code,
      components: chosen.components.map((each) => ({ ...each, kindName: COMPONENT_KIND_NAMES[each.kind] })),
      fees: [...fees],
      result,
      steps: procedure.steps.map((step) => ({ name: step.name, role: step.role, minutes: step.minutes })),
    }
  },
})
