import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, defineQuery } from '../../platform/operations.ts'
import { foldVietnamese } from '../../platform/search-text.ts'
import { checkPhone } from '../../procedures/model/phone.ts'
import { normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { isWaiting, waitingSince } from './collection.ts'

const readyResult = z.object({
  id: z.uuid(),
  code: z.string(),
  revision: z.int(),
  procedureName: z.string(),
  resultTitle: z.string(),
  resultNumber: z.string(),
  applicantName: z.string(),
  personalId: z.string(),
  submitterName: z.string(),
  submitterPersonalId: z.string(),
  returnMethod: z.enum(['counter', 'post', 'online']),
  waitingSince: z.date().or(z.iso.datetime()),
  /** It stands in a list for the post that has not been handed over yet. */
  isListed: z.boolean(),
})

/** Results shown at once: more than one person ever collects. */
const mostResults = 50

/**
 * Results ready to be handed over, by the code on the receipt (typed or scanned), by personal id or telephone of the
 * owner or whoever handed in, or by words of a name. Fewer than three characters find nothing.
 */
export const findReady = defineQuery({
  name: 'dossiers.findReady',
  title: 'Tìm kết quả chờ trả',
  audience: ['counter'],
  door: { method: 'GET', path: '/ready-results' },
  input: z.strictObject({ q: z.string().trim().max(300) }),
  output: z.object({ items: z.array(readyResult) }),
  example: { q: '038090000028' },
  async run({ db }, actor, { q }) {
    const condition = searchCondition(q)
    if (!condition) return { items: [] }
    const found = await sql<
      z.output<typeof readyResult>
    >`select d.id, d.code, d.revision, d.procedure_name as "procedureName",
        r.title as "resultTitle", lpad(r.number::text, 2, '0') || '/' || r.symbol as "resultNumber",
        d.applicant_name as "applicantName", d.personal_id as "personalId", d.submitter_name as "submitterName",
        d.submitter_personal_id as "submitterPersonalId", d.return_method as "returnMethod",
        ${waitingSince} as "waitingSince", exists (select from parcels p where p.office_id = d.office_id
          and p.dossier_id = d.id and p.state = 'listed') as "isListed"
      from dossiers d join dossier_results r on r.office_id = d.office_id and r.dossier_id = d.id
      where d.office_id = ${actor.officeId}::uuid and ${isWaiting} and ${inFields(actor)} and ${condition}
      order by ${waitingSince}, d.id limit ${mostResults}`.execute(db)
    return { items: found.rows }
  },
})

/** Dossiers `d` of the fields in which the actor receives and returns. */
export function inFields(actor: Actor) {
  const duties = actor.duties.filter(({ role }) => role === 'counter')
  const all = duties.some(({ fieldCode }) => fieldCode === null)
  return all
    ? sql`true`
    : sql`d.field_code = any(${duties.flatMap(({ fieldCode }) => fieldCode ?? [])}::text[])`
}

function searchCondition(q: string) {
  const digits = q.replaceAll(/[\s.+-]/g, '')
  if (/^\d{9,15}$/.test(digits)) {
    const { phone } = checkPhone(q)
    return sql`(d.personal_id = ${digits} or d.submitter_personal_id = ${digits} or d.phone = ${phone} or d.submitter_phone = ${phone})`
  }
  if (/\d-\d/.test(q)) return sql`d.code = ${normaliseDossierCode(q)}`
  const words = foldVietnamese(q).split(' ').filter(Boolean)
  if (words.join('').length < 3) return null
  return sql.join(
    words.map((word) => sql`d.search_text like ${`%${word}%`}`),
    sql` and `,
  )
}
