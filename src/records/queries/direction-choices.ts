import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineQuery, type Reader } from '../../platform/operations.ts'
import { demoIncomingId } from '../examples.ts'
import { type EarlierDirection, suggestLead } from '../model/suggestion.ts'
import { leaders } from '../policy.ts'
import { readableBy } from './incoming-filter.ts'
import { colleague, colleaguesToday, unitHeadsToday } from './staff-today.ts'

/** How many earlier directions are read: those of people who are gone drop out. */
const earlierRead = 40

/** Who may be given a document today, and who is suggested to lead, with the reason; nobody is ever chosen by itself. */
export const directionChoices = defineQuery({
  name: 'records.directionChoices',
  title: 'Xem người nhận xử lý văn bản',
  audience: leaders,
  door: { method: 'GET', path: '/incoming/{id}/choices' },
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    people: z.array(colleague),
    /** Units with a head who can be given work: the head leads, or names who of the unit does. */
    units: z.array(
      z.object({ unitId: z.uuid(), unitName: z.string(), headId: z.uuid(), headName: z.string() }),
    ),
    suggestions: z.array(z.object({ staffId: z.uuid(), fullName: z.string(), words: z.string() })),
  }),
  example: { id: demoIncomingId('direct') },
  async run(reader, actor, { id }) {
    const document = await readAbout(reader, actor, id)
    const today = localDate(reader.now)
    const [people, units, earlier] = await Promise.all([
      colleaguesToday(reader.db, actor.officeId, { today }),
      unitHeadsToday(reader.db, actor.officeId, today),
      readEarlier(reader, actor, document),
    ])
    const available = new Set(people.map((person) => person.id))
    const known = earlier.filter(({ staffId }) => available.has(staffId))
    return { people, units, suggestions: suggestLead(known, document) }
  },
})

interface About {
  id: string
  issuer: string
  issuerKey: string
  fieldCode: string | null
  fieldName: string | null
}

async function readAbout({ db }: Reader, actor: Actor, id: string): Promise<About> {
  const found =
    await sql<About>`select d.id, d.issuer, d.issuer_key as "issuerKey", d.field_code as "fieldCode",
      f.name as "fieldName" from incoming_documents d
    left join fields f on f.office_id = d.office_id and f.code = d.field_code
    where d.office_id = ${actor.officeId}::uuid and d.id = ${id}::uuid and ${readableBy(actor)}`.execute(db)
  const document = found.rows[0]
  if (!document) throw new AppError('not_found')
  return document
}

/** To whom the latest documents of the same issuer were given in the end, latest first. */
async function readEarlier({ db }: Reader, actor: Actor, about: About): Promise<EarlierDirection[]> {
  const found = await sql<EarlierDirection>`select d.lead_id as "staffId", s.full_name as "fullName",
      coalesce(d.field_code = ${about.fieldCode}::text, false) as "sameField"
    from incoming_documents d
    join staff_members s on s.office_id = d.office_id and s.id = d.lead_id
    where d.office_id = ${actor.officeId}::uuid and d.issuer_key = ${about.issuerKey} and d.lead_id is not null
      and d.id <> ${about.id}::uuid and d.state <> 'void'
    order by d.registered_at desc limit ${earlierRead}`.execute(db)
  return found.rows
}
