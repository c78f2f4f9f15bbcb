import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { procedureForIntake } from '../../procedures/queries.ts'
import { declaredAnswers } from '../model/declared-answers.ts'
import type { OnlineFiling, OnlineOutcome } from '../model/online-filing.ts'
import { answerTimeOf } from './answer-online.ts'
import { addEvent } from './change-dossier.ts'
import { insertNotReceived } from './not-received.ts'

/**
 * Hồ sơ nộp trực tuyến: writes down what a citizen filed, as a dossier in state 1 (Mới đăng ký) without a code. The same id
 * or reference a second time changes nothing. Fails with invalid_input where the procedure is none of the office's, or the
 * declaration of our own pages does not fit its form; the portal's is checked at acceptance, for it has forms of its own.
 */
export async function fileOnline(tx: Tx, actor: Actor, filing: OnlineFiling): Promise<OnlineOutcome> {
  const earlier = await filedBefore(tx, actor, filing)
  if (earlier)
    return { id: earlier.dossier_id, repeated: true, answerBy: earlier.answer_by, audit: [], news: [] }
  const procedure = await procedureForIntake(tx.db, actor.officeId, {
    procedureId: filing.procedureId,
    onDate: localDate(tx.now),
  })
  if (!procedure)
    throw new AppError('invalid_input', {
      fields: { procedureId: 'Thủ tục này không còn hiệu lực hoặc không có ở đơn vị. Hãy chọn lại.' },
    })
  const draft = filing.source === 'portal'
  const { answers } = declaredAnswers(procedure.form, filing.declaration, { draft })
  const answerBy = await answerTimeOf(tx, actor, filing.filedAt)
  const { id, source, reference } = filing
  await insertNotReceived(tx, actor, {
    id,
    status: 1,
    channel: 2,
    at: filing.filedAt,
    input: filing,
    procedure,
    answers,
  })
  await tx.db
    .insertInto('online_filings')
    .values({
      office_id: actor.officeId,
      dossier_id: id,
      source,
      reference,
      given_code: filing.givenCode,
      procedure_name: procedure.name,
      relation: filing.relation,
      identity_level: filing.identity.level,
      identity_name: filing.identity.name,
      identity_personal_id: filing.identity.personalId,
      filed_at: filing.filedAt,
      state: 'waiting',
      waits_for: 'acceptance',
      waiting_since: filing.filedAt,
      answer_by: answerBy,
      first_answer_by: answerBy,
    })
    .execute()
  const event = { kind: 'filed_online', publicText: 'Hồ sơ nộp trực tuyến đã đến hệ thống, chờ tiếp nhận.' }
  await addEvent(tx, actor, { dossierId: id, event })
  return {
    id,
    repeated: false,
    answerBy,
    audit: [
      {
        action: 'dossiers.fileOnline',
        subjectType: 'dossier',
        subjectId: id,
        facts: { source, reference, procedure: procedure.code, answerBy },
      },
    ],
    news: [{ topic: 'dossier.filed_online', payload: { dossierId: id, fieldCode: procedure.fieldCode } }],
  }
}

async function filedBefore(tx: Tx, actor: Actor, { id, reference }: OnlineFiling) {
  return tx.db
    .selectFrom('online_filings')
    .select(['dossier_id', 'answer_by'])
    .where('office_id', '=', actor.officeId)
    .where((where) => where.or([where('reference', '=', reference), where('dossier_id', '=', id)]))
    .executeTakeFirst()
}
