import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { TimeLimit } from '../../calendar/model/due-date.ts'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import { loadCalendar } from '../../calendar/queries.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Outcome, type Tx } from '../../platform/operations.ts'
import { type ProcedureForIntake, procedureForIntake } from '../../procedures/queries.ts'
import { whyNotReceived } from '../../staff/queries/field-reception.ts'
import { codeTemplateOn, officeFacts } from '../../staff/queries/office.ts'
import { agenciesOf } from '../model/agencies.ts'
import { agreedLimit } from '../model/agreed-limit.ts'
import { declaredAnswers, withDeclaredForm } from '../model/declared-answers.ts'
import { receptionExample } from '../model/examples.ts'
import { receiveInput } from '../model/inputs.ts'
import { letterheadOf } from '../model/papers/source.ts'
import { caseOf, fileComponents, planSteps, receptionWarnings } from '../model/reception.ts'
import { requireReceivedHere, requireReception } from '../policy.ts'
import { noteOnlineAnswer } from './answer-online.ts'
import { countDueTime, horizonDays, insertDossier } from './file-dossier.ts'
import { releasePending } from './release-pending.ts'
import { takeReservedCode } from './reserved-codes.ts'
import { reusedPapers } from './reuse-papers.ts'
import { takeUpDeclaration } from './take-up-declaration.ts'

type Reception = z.output<typeof receiveInput>

export const received = z.object({
  id: z.uuid(),
  code: z.string(),
  receivedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  warnings: z.array(z.object({ field: z.string(), message: z.string() })),
})
type Received = z.output<typeof received>

/**
 * Tiếp nhận hồ sơ: gives the dossier its code, counts the due time, keeps the process as it stands today, and records
 * the papers handed in. One statement takes the numbers and writes everything.
 */
export const receiveDossier = defineCommand({
  name: 'dossiers.receive',
  title: 'Tiếp nhận hồ sơ',
  audience: ['counter'],
  door: { method: 'POST', path: '/dossiers', status: 201 },
  input: receiveInput,
  output: received,
  example: receptionExample,
  run: receive,
})

/** A dossier received: what the command answers, and what a command that receives on its way hands on. */
export async function receive(tx: Tx, actor: Actor, input: Reception): Promise<Outcome<Received>> {
  const today = localDate(tx.now)
  const id = input.pendingId ?? input.id ?? uuid()
  const facts = await receptionFacts(tx, actor, { input, today, id })
  const { procedure, calendar, office, officeNow } = facts
  const chosen = caseOf(procedure, input.caseCode)
  const declared = declaredAnswers(procedure.form, input.declaration)
  const handed = withDeclaredForm(chosen.components, input.components, declared.answers)
  const personalId = input.applicant.personalId.replaceAll(/\s/g, '')
  const reused = await reusedPapers(tx, actor, {
    personalId,
    today,
    asked: chosen.components,
    given: handed,
  })
  const components = fileComponents(chosen.components, handed, reused)
  const limit = limitOf(procedure, input)
  const trace = countDueTime(calendar, { receivedAt: tx.now, limit })
  const steps = planSteps(calendar, trace, procedure.steps)
  const released = input.pendingId ? await releasePending(tx, actor, input.pendingId) : null
  const givenCode = released
    ? (released.givenCode ?? (await takeReservedCode(tx, actor, { day: today, dossierId: id })))
    : facts.reservedCode
  if (input.declarationCode !== '')
    await takeUpDeclaration(tx, actor, { code: input.declarationCode, dossierId: id })
  const { code } = await insertDossier(tx, actor, {
    id,
    input: {
      ...input,
      channel: released?.online ? 2 : input.channel,
      declaration: declared.answers,
    },
    procedure,
    trace,
    limit,
    steps,
    components,
    reused,
    chosen,
    today,
    office,
    agencies: agenciesOf(officeNow, procedure, input),
    letterhead: letterheadOf(officeNow),
    givenCode,
  })
  if (released?.online) await noteOnlineAnswer(tx, actor, { dossierId: id, state: 'accepted', code })
  return {
    output: {
      id,
      code,
      receivedAt: tx.now.toISOString(),
      dueAt: trace.dueAt.toISOString(),
      warnings: [...receptionWarnings(input), ...declared.warnings],
    },
    audit: [
      {
        subjectType: 'dossier',
        subjectId: id,
        facts: { code, procedure: procedure.code, dueAt: trace.dueAt, reused: [...reused.values()] },
      },
    ],
    news: [
      {
        topic: 'dossier.received',
        payload: { dossierId: id, code, fieldCode: procedure.fieldCode, ticketId: input.ticketId },
      },
    ],
  }
}

/** What a reception rests on, read in one round trip; fails where this officer may not receive it, or not here, or not so. */
async function receptionFacts(
  tx: Tx,
  actor: Actor,
  { input, today, id }: { input: Reception; today: string; id: string },
) {
  const { officeId } = actor
  const asked = { procedureId: input.procedureId, onDate: today }
  const [procedure, calendar, office, officeNow, elsewhere, reservedCode] = await Promise.all([
    procedureForIntake(tx.db, officeId, asked),
    loadCalendar(tx.db, officeId, { from: today, to: addDays(today, horizonDays) }),
    codeTemplateOn(tx.db, officeId, today),
    officeFacts(tx.db, officeId),
    whyNotReceived(tx.db, officeId, asked),
    // What was written down before may have a code already.
    input.pendingId ? null : takeReservedCode(tx, actor, { day: today, dossierId: id }),
  ])
  if (!procedure)
    throw new AppError('invalid_input', {
      fields: { procedureId: 'Thủ tục này không còn hiệu lực hoặc không có ở đơn vị. Hãy chọn lại.' },
    })
  requireReception(actor, procedure.fieldCode)
  requireReceivedHere(elsewhere)
  requireSameVersion(procedure, input)
  return { procedure, calendar, office, officeNow, reservedCode }
}

/** A procedure changed while the form was open: what the officer asked for and promised may no longer be right. */
function requireSameVersion(procedure: ProcedureForIntake, input: Reception): void {
  if (input.procedureVersion === undefined || input.procedureVersion === procedure.version) return
  throw new AppError('stale', {
    detail:
      'Thủ tục vừa được sửa trong khi bạn đang nhập. Nội dung đã nhập vẫn còn; hãy xem lại giấy tờ, phí và thời hạn mới rồi bấm Lưu lần nữa.',
  })
}

function limitOf(procedure: ProcedureForIntake, input: Reception): TimeLimit {
  const limit = agreedLimit(procedure.timeLimit, input.agreedWorkingDays)
  if (limit) return limit
  throw new AppError('invalid_input', {
    fields: {
      agreedWorkingDays: 'Thủ tục này chưa có thời hạn trong danh mục. Hãy nhập số ngày làm việc hẹn trả.',
    },
  })
}
