import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { foldVietnamese } from '../../platform/search-text.ts'
import { checkPhone } from '../../procedures/model/phone.ts'

const earlierApplicant = z.object({
  dossierId: z.uuid(),
  receivedAt: z.date().or(z.iso.datetime()),
  procedureName: z.string(),
  kind: z.enum(['citizen', 'business', 'organisation']),
  name: z.string(),
  personalId: z.string(),
  birthDate: z.string().nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  address: z.string(),
  phone: z.string(),
  email: z.string(),
})

type EarlierApplicant = z.output<typeof earlierApplicant>

/** People shown at once, and the latest dossiers among which they are found. */
const mostPeople = 8
const latestDossiers = 200

/**
 * Applicants of earlier dossiers by personal id, telephone or words of the name (without diacritics too), each person
 * once with what they last stated, newest first. Fewer than three characters find nobody: no leafing through people.
 */
export const findApplicants = defineQuery({
  name: 'dossiers.findApplicants',
  title: 'Tìm người nộp từ hồ sơ trước',
  audience: ['counter'],
  door: { method: 'GET', path: '/applicants' },
  input: z.strictObject({ q: z.string().trim().max(200) }),
  output: z.object({ items: z.array(earlierApplicant) }),
  example: { q: '038090000001' },
  async run({ db }, actor, { q }) {
    const digits = q.replaceAll(/[\s.+-]/g, '')
    const words = foldVietnamese(q).split(' ').filter(Boolean)
    const byNumber = /^\d{9,15}$/.test(digits)
    if (!byNumber && words.join('').length < 3) return { items: [] }
    const condition = byNumber
      ? sql`(personal_id = ${digits} or phone = ${checkPhone(q).phone})`
      : sql.join(
          words.map((word) => sql`search_text like ${`%${word}%`}`),
          sql` and `,
        )
    const found = await sql<EarlierApplicant>`select id as "dossierId", received_at as "receivedAt",
        procedure_name as "procedureName", applicant_kind as kind, applicant_name as name, personal_id as "personalId",
        birth_date as "birthDate", sex, address, phone, email
      from dossiers where office_id = ${actor.officeId}::uuid and ${condition}
      order by received_at desc limit ${latestDossiers}`.execute(db)
    const people = byNumber ? found.rows : found.rows.filter(({ name }) => isNamed(name, words))
    return { items: eachOnce(people).slice(0, mostPeople) }
  },
})

/** The database's search text holds the procedure and the submitter too; here only the applicant's name counts. */
function isNamed(name: string, words: readonly string[]): boolean {
  const folded = foldVietnamese(name)
  return words.every((word) => folded.includes(word))
}

/** The newest of each person: by personal id, else by name and telephone. */
function eachOnce(applicants: readonly EarlierApplicant[]): EarlierApplicant[] {
  const people = new Map<string, EarlierApplicant>()
  for (const applicant of applicants) {
    const key = applicant.personalId || `${foldVietnamese(applicant.name)}|${applicant.phone}`
    if (!people.has(key)) people.set(key, applicant)
  }
  return [...people.values()]
}
