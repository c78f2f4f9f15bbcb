import { sql } from 'kysely'
import { z } from 'zod'
import { localDate, localDateSchema } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import { type BatchSum, byField, byQuestion, sumOf } from '../model/rating/results.ts'
import { quarterOf, surveyEdition, surveyOn } from '../model/rating/survey.ts'
import { ratingMinimum } from './rating-minimum.ts'

export const ratingReaders = ['leader', 'admin', 'clerk'] as const

const fieldResult = z.object({
  fieldCode: z.string(),
  fieldName: z.string(),
  count: z.int(),
  liked: z.int(),
  score: z.int(),
})

/**
 * Results by field and by question, of a quarter or of the four of a year. Only whole batches of at least the office's
 * minimum count: neither a small field nor two looks at the page ever tell what one person answered.
 */
export const ratingResults = defineQuery({
  name: 'dossiers.ratingResults',
  title: 'Xem kết quả đánh giá hài lòng',
  audience: ratingReaders,
  door: { method: 'GET', path: '/ratings' },
  input: z.strictObject({
    /** Any day of the quarter; this one unless told. */
    quarter: localDateSchema.optional(),
    /** The whole year of that day. */
    wholeYear: z.stringbool().or(z.boolean()).default(false),
  }),
  output: z.object({
    quarter: z.string(),
    wholeYear: z.boolean(),
    minimum: z.int(),
    total: fieldResult,
    fields: z.array(fieldResult),
    questions: z.array(
      z.object({ text: z.string(), answers: z.array(z.object({ text: z.string(), count: z.int() })) }),
    ),
  }),
  async run({ db, now }, { officeId }, input) {
    const quarter = quarterOf(input.quarter ?? localDate(now))
    const { wholeYear } = input
    const minimum = await ratingMinimum(db, officeId)
    const year = quarter.slice(0, 4)
    const [from, to] = wholeYear ? [`${year}-01-01`, `${year}-10-01`] : [quarter, quarter]
    const found = await sql<BatchSum>`
      with whole as (
        select field_code, quarter, batch from ratings
        where office_id = ${officeId}::uuid and quarter between ${from}::date and ${to}::date
        group by field_code, quarter, batch having count(*) >= ${minimum}
      ), shown as (
        select r.* from ratings r join whole w using (field_code, quarter, batch)
        where r.office_id = ${officeId}::uuid
      ), counted as (
        select s.field_code, s.quarter, s.survey, a.key,
          jsonb_build_array(count(*) filter (where a.value = '0'), count(*) filter (where a.value = '1'),
            count(*) filter (where a.value = '2')) as times
        from shown s, jsonb_each_text(s.answers) a group by s.field_code, s.quarter, s.survey, a.key
      )
      select s.field_code as "fieldCode", f.name as "fieldName", s.quarter::text as quarter, s.survey as edition,
        count(*)::int as count, (count(*) filter (where s.liked))::int as liked,
        (select jsonb_object_agg(c.key, c.times) from counted c
          where c.field_code = s.field_code and c.quarter = s.quarter and c.survey = s.survey) as answers
      from shown s join fields f on f.office_id = ${officeId}::uuid and f.code = s.field_code
      group by s.field_code, f.name, s.quarter, s.survey`.execute(db)
    const sums = found.rows
    const survey = surveyEdition(sums[0]?.edition ?? '') ?? surveyOn(localDate(now))
    return {
      ...{ quarter, wholeYear, minimum },
      total: sumOf(sums, { fieldCode: '', fieldName: 'Toàn đơn vị' }),
      fields: byField(sums),
      questions: byQuestion(sums, survey),
    }
  },
})
