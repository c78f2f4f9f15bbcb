import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { noInvitation, officeOfInvitation, ratingCodeSchema } from '../commands/rate-service.ts'
import { ratingCodeHash } from '../model/rating/rating-code.ts'
import { surveyOn } from '../model/rating/survey.ts'
import { requireReader } from '../policy.ts'

/** What somebody with a code is asked: the field and the questions in force, nothing of the dossier. */
export const ratingInvitation = defineQuery({
  name: 'dossiers.ratingInvitation',
  title: 'Xem phiếu đánh giá theo mã',
  audience: 'public',
  limit: { kind: 'lookup', subject: ({ code }) => `danh-gia ${code}` },
  locate: officeOfInvitation,
  input: z.strictObject({ code: ratingCodeSchema }),
  output: z.object({
    code: z.string(),
    officeName: z.string(),
    questions: z.array(z.object({ key: z.string(), text: z.string(), answers: z.array(z.string()) })),
  }),
  async run({ db, now }, { officeId }, { code }) {
    const found = await db
      .selectFrom('rating_invitations')
      .select('quarter')
      .where('office_id', '=', officeId)
      .where('code_hash', '=', ratingCodeHash(code))
      .executeTakeFirst()
    if (!found) throw noInvitation()
    const { name } = await officeFacts(db, officeId)
    const questions = surveyOn(localDate(now)).questions.map(({ answers, ...question }) => ({
      ...question,
      answers: [...answers],
    }))
    return { code, officeName: name, questions }
  },
})

/** The slip that is handed over with the result (phiếu mời đánh giá). */
export const printRatingSlip = defineQuery({
  name: 'dossiers.printRatingSlip',
  title: 'In phiếu mời đánh giá',
  audience: ['counter', 'specialist', 'clerk', 'leader'],
  input: z.strictObject({ code: z.string() }),
  output: z.object({ dossierId: z.uuid(), officeName: z.string(), receptionName: z.string() }),
  async run({ db }, actor, { code }) {
    const dossier = await db
      .selectFrom('dossiers')
      .select(['id', 'status', 'field_code'])
      .where('office_id', '=', actor.officeId)
      .where('code', '=', code)
      .executeTakeFirst()
    if (!dossier) throw new AppError('not_found')
    requireReader(actor, dossier.field_code)
    if (dossier.status !== 9 && dossier.status !== 10) {
      throw new AppError('wrong_state', { detail: 'Phiếu mời đánh giá chỉ in khi hồ sơ đã có kết quả.' })
    }
    const { name, receptionName } = await officeFacts(db, actor.officeId)
    return { dossierId: dossier.id, officeName: name, receptionName }
  },
})
