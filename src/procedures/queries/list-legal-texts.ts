import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import { issuerOf } from '../model/legal-issuer.ts'

const rowSchema = z.object({
  number: z.string(),
  title: z.string(),
  issuer: z.string(),
  issuedOn: z.string().nullable(),
  effectiveFrom: z.string().nullable(),
  expiredOn: z.string().nullable(),
  replacedBy: z.string().nullable(),
  confidence: z.enum(['verified', 'known', 'check']),
  note: z.string(),
  /** Procedures in force that rest on it. */
  procedures: z.int(),
  isExpired: z.boolean(),
})
export type ListedLegalText = z.output<typeof rowSchema>

/** The legal texts that procedures rest on: those that have expired and are still cited first, then by number. */
export const listLegalTexts = defineQuery({
  name: 'procedures.listLegalTexts',
  title: 'Xem văn bản pháp luật làm căn cứ',
  audience: ['admin', 'leader'],
  input: z.strictObject({ q: z.string().max(100).default('') }),
  output: z.object({ texts: z.array(rowSchema) }),
  door: { method: 'GET', path: '/legal-texts' },
  example: { q: '2018' },
  async run({ db, now }, actor, { q }) {
    const today = localDate(now)
    const wanted = q.trim()
    const found = await sql<Omit<ListedLegalText, 'isExpired'>>`with cited as (
        select b.number, count(distinct p.id)::integer as procedures
        from procedures p join procedure_versions v on v.office_id = p.office_id and v.procedure_id = p.id
          and v.valid_from <= ${today}::date and (v.valid_to is null or v.valid_to >= ${today}::date),
          jsonb_array_elements_text(v.legal_basis) as b (number)
        where p.office_id = ${actor.officeId}::uuid and (p.closed_on is null or p.closed_on > ${today}::date)
        group by b.number
      )
      select t.number, t.title, t.issuer, t.issued_on as "issuedOn", t.effective_from as "effectiveFrom",
        t.expired_on as "expiredOn", t.replaced_by as "replacedBy", t.confidence, t.note,
        coalesce(c.procedures, 0) as procedures
      from legal_texts t left join cited c on c.number = t.number
      where t.office_id = ${actor.officeId}::uuid
        and (strpos(lower(t.number), lower(${wanted})) > 0 or strpos(lower(t.title), lower(${wanted})) > 0)
      order by (t.expired_on <= ${today}::date and c.procedures > 0) desc nulls last, coalesce(c.procedures, 0) desc, t.number
      limit 500`.execute(db)
    const texts = found.rows.map((row) => ({
      ...row,
      issuer: row.issuer || (issuerOf(row.number) ?? ''),
      isExpired: row.expiredOn !== null && row.expiredOn <= today,
    }))
    return { texts }
  },
})
