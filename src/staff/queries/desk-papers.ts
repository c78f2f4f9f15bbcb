import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate, localDateSchema } from '../../calendar/model/local-time.ts'
import { loadCalendar } from '../../calendar/queries.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import type { OfficialDocument } from '../../platform/official-document.ts'
import { type Actor, defineQuery, type Reader } from '../../platform/operations.ts'
import { composeRegulation, type DeskNames, deskNames } from '../model/desk-papers/regulation.ts'
import { composeRosterDecision } from '../model/desk-papers/roster-decision.ts'
import type { DeskPaperSource, RosterEntry } from '../model/desk-papers/source.ts'
import { gapSentences, gapsOn } from '../model/roster.ts'
import { dossierRoles } from '../model.ts'
import { receptionsOn } from './field-reception.ts'
import { rosterGaps } from './list-gaps.ts'
import { officeFacts } from './office.ts'

const paper = z.object({ fileName: z.string(), document: z.custom<OfficialDocument>() })
const audience = ['admin', 'leader'] as const
/** The day whose data the paper tells; today unless told. */
const ofDay = { date: localDateSchema.optional() }

/** Quyết định ban hành Quy chế tổ chức và hoạt động, with the Quy chế, from the data of a day. */
export const printRegulation = defineQuery({
  name: 'staff.printRegulation',
  title: 'In Quyết định ban hành Quy chế của bộ phận một cửa',
  audience,
  input: z.strictObject(ofDay),
  output: paper,
  async run(reader, actor, { date }) {
    const { source, names } = await readSource(reader, actor, date)
    return { fileName: `quy-che-mot-cua-${source.day}`, document: composeRegulation(source, names) }
  },
})

/**
 * Quyết định phân công cán bộ, công chức, from the roster of a day. While a field has nobody on that day it is a draft
 * that says so on its first page, and only whoever accepts that gets it.
 */
export const printRosterDecision = defineQuery({
  name: 'staff.printRosterDecision',
  title: 'In Quyết định phân công cán bộ, công chức tại bộ phận một cửa',
  audience,
  input: z.strictObject({ ...ofDay, gaps: z.enum(['accepted']).optional() }),
  output: paper,
  async run(reader, actor, { date, gaps }) {
    const { source, names } = await readSource(reader, actor, date)
    if (source.gaps.length > 0 && gaps !== 'accepted') {
      throw new AppError('wrong_state', {
        detail: `Chưa in được Quyết định phân công: ${gapSentences(source.gaps, 6).join(' ')} Hãy phân công đủ, hoặc chọn in bản dự thảo.`,
      })
    }
    return { fileName: `phan-cong-mot-cua-${source.day}`, document: composeRosterDecision(source, names) }
  },
})

async function readSource(
  { db, now }: Reader,
  { officeId }: Actor,
  date: string | undefined,
): Promise<{ source: DeskPaperSource; names: DeskNames }> {
  const day = date ?? localDate(now)
  const [office, calendar, fields, desks, entries, gaps] = await Promise.all([
    officeFacts(db, officeId),
    loadCalendar(db, officeId, { from: day, to: day }),
    receptionsOn(db, { officeId, day }),
    db
      .selectFrom('desks')
      .select(['code', 'name', 'place'])
      .where('office_id', '=', officeId)
      .where('active', '=', true)
      .orderBy('sort')
      .orderBy('code')
      .execute(),
    rosterOn(db, { officeId, day }),
    rosterGaps(db, { officeId, from: day }),
  ])
  const week = calendar.hours.findLast((hours) => hours.validFrom <= day)?.week ?? []
  const chairperson = entries.find((entry) => entry.role === 'leader' && /^chủ tịch/i.test(entry.postTitle))
  const source = {
    day,
    office,
    week,
    fields,
    desks,
    entries,
    gaps: gapsOn(gaps, day),
    chairperson: chairperson?.fullName ?? null,
  }
  const names = deskNames(source)
  if (!names) {
    throw new AppError('invalid_input', {
      fields: { date: 'Ngày này chưa có quy định về cơ chế một cửa. Hãy chọn từ ngày 21/06/2018.' },
    })
  }
  return { source, names }
}

/** The roster in force on a day as it was decided; who is away does not change it. Fees are taken at the desk too. */
async function rosterOn(db: Kysely<DB>, { officeId, day }: { officeId: string; day: string }) {
  const office = sql`${officeId}::uuid`
  const found = await sql<RosterEntry>`
    select s.id as "staffId", s.full_name as "fullName", s.post_title as "postTitle", d.role, f.name as "fieldName",
      k.name as "deskName", t.full_name as "substituteName", d.starts_on as "startsOn", d.ends_on as "endsOn"
    from duties d
    join staff_members s on s.office_id = ${office} and s.id = d.staff_id and s.active
    left join fields f on f.office_id = ${office} and f.code = d.field_code
    left join desks k on k.office_id = ${office} and k.id = d.desk_id
    left join staff_members t on t.office_id = ${office} and t.id = d.substitute_id
    where d.office_id = ${office} and d.role = any(${[...dossierRoles, 'accountant']}::text[])
      and d.starts_on <= ${day}::date and (d.ends_on is null or d.ends_on >= ${day}::date)
    order by k.sort nulls last, s.full_name, s.id, f.name`.execute(db)
  return found.rows
}
