import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand, type Reader, type Tx } from '../../platform/operations.ts'
import { ratingCodeHash, readRatingCode } from '../model/rating/rating-code.ts'
import { type Survey, surveyOn } from '../model/rating/survey.ts'
import { ratingMinimum } from '../queries/rating-minimum.ts'

export const ratingCodeSchema = z
  .string()
  .max(60)
  .transform((typed) => readRatingCode(typed))
  .pipe(z.string({ error: 'Mã đánh giá có 10 chữ và số, in trên phiếu mời đánh giá. Hãy nhập lại.' }))

const ratingSchema = z.strictObject({
  /** Answer to each question: 0 the best, 2 the worst. */
  answers: z.record(z.string().max(40), z.union([z.literal(0), z.literal(1), z.literal(2)])),
  liked: z.boolean({ error: 'Hãy chọn hài lòng hoặc không hài lòng.' }),
  comment: z.string().trim().max(2000, 'Tối đa 2.000 ký tự.').default(''),
})

/** Also for a code that is nobody's: whether it was used or never was cannot be told, since nothing of it is kept. */
export function noInvitation(): AppError {
  return new AppError('not_found', {
    detail:
      'Mã này không có, hoặc đã dùng để đánh giá rồi. Mỗi hồ sơ được đánh giá một lần, sau khi nhận kết quả.',
  })
}

/** The office of an invitation, by what anonymous readers may see. */
export async function officeOfInvitation({ db }: Reader, { code }: { code: string }): Promise<string> {
  const found = await db
    .selectFrom('rating_invitations')
    .select('office_id')
    .where('code_hash', '=', ratingCodeHash(code))
    .executeTakeFirst()
  if (!found) throw noInvitation()
  return found.office_id
}

/**
 * Đánh giá: takes the invitation away and keeps the answers, which know nothing of it. A remark goes to the leaders and
 * the clerk, apart from the answers. Fails with not_found when the code was used, invalid_input by question.
 */
export const rateService = defineCommand({
  name: 'dossiers.rateService',
  title: 'Đánh giá việc giải quyết hồ sơ',
  audience: 'public',
  limit: { kind: 'secret', subject: ({ code }) => `danh-gia ${code}` },
  locate: officeOfInvitation,
  // `rating` is left out of the fingerprint of the request: see platform/write.ts.
  input: z.strictObject({ code: ratingCodeSchema, rating: ratingSchema }),
  output: z.object({}),
  async run(tx, { officeId }, { code, rating }) {
    const survey = surveyOn(localDate(tx.now))
    requireAnswers(survey, rating.answers)
    const invitation = await tx.db
      .deleteFrom('rating_invitations')
      .where('office_id', '=', officeId)
      .where('code_hash', '=', ratingCodeHash(code))
      .returning(['field_code', 'quarter'])
      .executeTakeFirst()
    if (!invitation) throw noInvitation()
    const { field_code, quarter } = invitation
    const batch = await nextBatch(tx, { officeId, fieldCode: field_code, quarter })
    const { liked, comment } = rating
    const known = survey.questions.map(({ key }) => [key, rating.answers[key]])
    await tx.db
      .insertInto('ratings')
      .values({
        ...{ office_id: officeId, id: randomUUID(), field_code, quarter, batch, liked },
        ...{ survey: survey.edition, answers: JSON.stringify(Object.fromEntries(known)) },
      })
      .execute()
    if (comment !== '') {
      const row = { office_id: officeId, id: randomUUID(), quarter, body: comment }
      await tx.db.insertInto('rating_comments').values(row).execute()
    }
    return { output: {}, audit: [{ subjectType: 'rating', subjectId: quarter, facts: {} }] }
  },
})

function requireAnswers(survey: Survey, answers: Record<string, number>): void {
  const missing = survey.questions.filter(({ key }) => answers[key] === undefined)
  if (missing.length === 0) return
  const fields = missing.map(({ key }) => [`rating.answers.${key}`, 'Hãy chọn một câu trả lời.'])
  throw new AppError('invalid_input', { fields: Object.fromEntries(fields) })
}

/** Ratings of a field and quarter are shown by whole batches; who comes next fills the open one or begins another. */
async function nextBatch(
  tx: Tx,
  cell: { officeId: string; fieldCode: string; quarter: string },
): Promise<number> {
  const { officeId, fieldCode, quarter } = cell
  const lock = `ratings ${officeId} ${fieldCode} ${quarter}`
  await sql`select pg_advisory_xact_lock(hashtext(${lock}))`.execute(tx.db)
  const minimum = await ratingMinimum(tx.db, officeId)
  const found = await sql<{ batch: number; size: number }>`select batch, count(*)::int as size from ratings
    where office_id = ${officeId}::uuid and field_code = ${fieldCode} and quarter = ${quarter}::date
    group by batch order by batch desc limit 1`.execute(tx.db)
  const [last] = found.rows
  if (!last) return 1
  return last.size >= minimum ? last.batch + 1 : last.batch
}
