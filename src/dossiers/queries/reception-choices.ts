import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { type Actor, defineQuery } from '../../platform/operations.ts'
import { timeLimitText } from '../../procedures/model/summaries.ts'
import { timeLimitSchema } from '../../procedures/model.ts'

const choice = z.object({
  id: z.uuid(),
  code: z.string().nullable(),
  name: z.string(),
  fieldName: z.string(),
  limitText: z.string(),
})

/** How many of the office's latest dossiers tell which procedures are asked for most. */
const latestDossiers = 2000

/** Procedures in force that this officer receives, most asked for first: what the search box at the counter searches. */
export const receptionChoices = defineQuery({
  name: 'dossiers.receptionChoices',
  title: 'Xem thủ tục được phân công tiếp nhận',
  audience: ['counter'],
  door: { method: 'GET', path: '/reception-choices' },
  input: z.strictObject({
    /** Only procedures of this field: the citizen came with a ticket for it. */
    fieldCode: z.string().max(200).optional(),
  }),
  output: z.object({ items: z.array(choice) }),
  example: {},
  async run({ db, now }, actor, { fieldCode = null }) {
    const today = localDate(now)
    const fields = receptionFields(actor)
    const found = await sql<Omit<z.output<typeof choice>, 'limitText'> & { timeLimit: unknown }>`
      with asked as (
        select procedure_id, count(*) as times
        from (select procedure_id from dossiers where office_id = ${actor.officeId}::uuid
          order by received_at desc limit ${latestDossiers}) as latest
        group by procedure_id)
      select p.id, p.code, v.name, f.name as "fieldName",
        jsonb_build_object('amount', v.time_limit_amount, 'unit', v.time_limit_unit) as "timeLimit"
      from procedures p
      join procedure_versions v on v.office_id = p.office_id and v.procedure_id = p.id
        and v.valid_from <= ${today}::date and (v.valid_to is null or v.valid_to >= ${today}::date)
      join fields f on f.office_id = p.office_id and f.code = p.field_code
      left join asked on asked.procedure_id = p.id
      where p.office_id = ${actor.officeId}::uuid and (p.closed_on is null or p.closed_on > ${today}::date)
        and (${fields}::text[] is null or p.field_code = any(${fields}::text[]))
        and (${fieldCode}::text is null or p.field_code = ${fieldCode}::text)
      order by asked.times desc nulls last, v.name, p.id`.execute(db)
    return {
      items: found.rows.map(({ timeLimit, ...row }) => ({
        ...row,
        limitText: timeLimitText(timeLimitSchema.parse(timeLimit)),
      })),
    }
  },
})

/** Fields that the actor receives; null stands for all of them. */
function receptionFields(actor: Actor): string[] | null {
  const duties = actor.duties.filter(({ role }) => role === 'counter')
  return duties.some(({ fieldCode }) => fieldCode === null)
    ? null
    : duties.flatMap(({ fieldCode }) => fieldCode ?? [])
}
