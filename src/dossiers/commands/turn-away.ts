import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { procedureForIntake } from '../../procedures/queries.ts'
import { whyNotReceived } from '../../staff/queries/field-reception.ts'
import { declaredAnswers } from '../model/declared-answers.ts'
import { receptionExample } from '../model/examples.ts'
import { turnAwayInput } from '../model/inputs.ts'
import { requireReceivedHere, requireReception } from '../policy.ts'
import { addEvent } from './change-dossier.ts'
import { issuePaper } from './issue-paper.ts'
import { insertNotReceived } from './not-received.ts'
import { warnOfHeldPapers } from './reuse-papers.ts'

/**
 * Chưa tiếp nhận: papers are missing before acceptance (state 5, Mẫu số 02) or the office is not competent (state 3,
 * Mẫu số 03). No code is given: a code belongs to a dossier that was received.
 */
export const turnAway = defineCommand({
  name: 'dossiers.turnAway',
  title: 'Lập phiếu yêu cầu bổ sung hoặc từ chối khi chưa tiếp nhận',
  audience: ['counter'],
  door: { method: 'POST', path: '/turned-away', status: 201 },
  input: turnAwayInput,
  output: z.object({ id: z.uuid(), paperId: z.uuid(), form: z.enum(['supplement-request', 'refusal']) }),
  example: {
    procedureId: receptionExample.procedureId,
    applicant: receptionExample.applicant,
    content: receptionExample.content,
    kind: 'supplement',
    items: ['Bản chính giấy tờ cần chứng thực'],
    reason: 'Chưa mang bản chính để đối chiếu.',
  },
  async run(tx, actor, input) {
    const procedure = await procedureForIntake(tx.db, actor.officeId, {
      procedureId: input.procedureId,
      onDate: localDate(tx.now),
    })
    if (!procedure)
      throw new AppError('invalid_input', {
        fields: { procedureId: 'Thủ tục này không còn hiệu lực. Hãy chọn lại.' },
      })
    requireReception(actor, procedure.fieldCode)
    const supplement = input.kind === 'supplement'
    // A refusal in writing is what a citizen at the wrong place is owed; asking for papers would be receiving.
    if (supplement) await requireHere(tx, actor, input.procedureId)
    if (supplement && input.items.length === 0) {
      throw new AppError('invalid_input', { fields: { items: 'Hãy ghi ít nhất một giấy tờ cần bổ sung.' } })
    }
    // What was declared so far is kept for the day the papers are there.
    const { answers } = declaredAnswers(procedure.form, input.declaration, { draft: true })
    const personalId = input.applicant.personalId.replaceAll(/\s/g, '')
    if (supplement) await warnOfHeldPapers(tx, actor, { personalId, today: localDate(tx.now), ...input })
    const id = uuid()
    await insertNotReceived(tx, actor, {
      id,
      status: supplement ? 5 : 3,
      channel: 1,
      at: tx.now,
      input,
      procedure,
      answers,
    })
    const form = supplement ? ('supplement-request' as const) : ('refusal' as const)
    const paper = await issuePaper(tx, actor, {
      dossierId: id,
      form,
      facts: { items: input.items, reason: input.reason },
    })
    const event = supplement
      ? {
          kind: 'supplement_requested',
          publicText: 'Đề nghị bổ sung giấy tờ trước khi tiếp nhận.',
          note: input.reason,
          facts: { items: input.items },
        }
      : { kind: 'refused', publicText: 'Không tiếp nhận hồ sơ.', note: input.reason }
    await addEvent(tx, actor, { dossierId: id, event })
    return {
      output: { id, paperId: paper.id, form },
      audit: [
        {
          subjectType: 'dossier',
          subjectId: id,
          facts: { kind: input.kind, reason: input.reason, procedure: procedure.code },
        },
      ],
      news: [{ topic: `dossier.${event.kind}`, payload: { dossierId: id, fieldCode: procedure.fieldCode } }],
    }
  },
})

async function requireHere(tx: Tx, actor: Actor, procedureId: string): Promise<void> {
  const onDate = localDate(tx.now)
  requireReceivedHere(await whyNotReceived(tx.db, actor.officeId, { procedureId, onDate }))
}
