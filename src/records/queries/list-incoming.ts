import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery, type Reader } from '../../platform/operations.ts'
import { dueOf } from '../model/due.ts'
import { stateName } from '../model/states.ts'
import { handlers } from '../policy.ts'
import { dueDays } from './due-days.ts'
import { type Days, finishedOn, incomingConditions, incomingFilter } from './incoming-filter.ts'
import { directBy } from './urgent-time.ts'

const pageSize = 50
/** Counting stops here: nobody reads an exact number of thousands, and counting history is slow. */
export const incomingCountLimit = 500

const listed = z.object({
  id: z.uuid(),
  revision: z.int(),
  arrivalNumber: z.int(),
  arrivalYear: z.int(),
  arrivedOn: z.string(),
  symbol: z.string(),
  issuer: z.string(),
  issuedOn: z.string(),
  typeName: z.string(),
  subject: z.string(),
  urgency: z.int(),
  restricted: z.boolean(),
  state: z.string(),
  stateName: z.string(),
  leadId: z.uuid().nullable(),
  leadName: z.string(),
  dueOn: z.string().nullable(),
  dueUrgency: z.enum(['late', 'due_soon', 'on_time']).nullable(),
  dueWords: z.string(),
})
export type ListedIncoming = z.output<typeof listed>

/** The list of incoming documents within what the actor may see, newest first; `count` comes with the first page. */
export const listIncoming = defineQuery({
  name: 'records.listIncoming',
  title: 'Xem danh sách văn bản đến',
  audience: handlers,
  door: { method: 'GET', path: '/incoming' },
  input: incomingFilter.extend({ cursor: z.string().max(40).optional() }),
  output: z.object({ items: z.array(listed), next: z.string().nullable(), count: z.int().nullable() }),
  example: { q: 'bao cao', state: 'open' },
  async run(reader, actor, { cursor, ...filter }) {
    const after = cursor === undefined ? null : placeOf(cursor)
    const days = await dueDays(reader.db, actor.officeId, reader.now)
    const where = incomingConditions(actor, filter, days)
    const [rows, count] = await Promise.all([
      selectPage(reader, where, after),
      after ? null : countOf(reader, where),
    ])
    const items = rows.slice(0, pageSize)
    const last = items.at(-1)
    return {
      items: items.map((row) => itemOf(row, days)),
      next: rows.length > pageSize && last ? `${last.arrivalYear}-${last.arrivalNumber}` : null,
      count,
    }
  },
})

interface Place {
  year: number
  number: number
}

/** The last row shown, by year and arrival number. Fails with invalid_input. */
function placeOf(cursor: string): Place {
  const found = /^(\d{4})-(\d{1,9})$/.exec(cursor)
  if (!found) {
    throw new AppError('invalid_input', {
      fields: { cursor: 'Trang này không còn. Hãy mở lại danh sách từ đầu.' },
    })
  }
  return { year: Number(found[1]), number: Number(found[2]) }
}

type Row = Omit<ListedIncoming, 'stateName' | 'dueUrgency' | 'dueWords'> & {
  finishedOn: string | null
  directBy: Date | null
}

/** Columns of a row of any list of incoming documents. */
export const listedColumns = sql`d.id, d.revision, d.arrival_number as "arrivalNumber", d.arrival_year as "arrivalYear",
  d.arrived_on as "arrivedOn", d.symbol, d.issuer, d.issued_on as "issuedOn", d.type_name as "typeName", d.subject, d.urgency,
  d.restricted, d.state, d.lead_id as "leadId", coalesce(l.full_name, '') as "leadName", d.due_on as "dueOn", ${finishedOn} as "finishedOn",
  ${directBy} as "directBy"`

async function selectPage({ db }: Reader, where: RawBuilder<unknown>, after: Place | null): Promise<Row[]> {
  const beyond = after
    ? sql`and (d.arrival_year, d.arrival_number) < (${after.year}::smallint, ${after.number}::integer)`
    : sql``
  const found = await sql<Row>`select ${listedColumns} from incoming_documents d
    left join staff_members l on l.office_id = d.office_id and l.id = d.lead_id
    where ${where} ${beyond}
    order by d.arrival_year desc, d.arrival_number desc limit ${pageSize + 1}`.execute(db)
  return found.rows
}

async function countOf({ db }: Reader, where: RawBuilder<unknown>): Promise<number> {
  const found = await sql<{ count: number }>`select count(*)::int as count
    from (select 1 from incoming_documents d where ${where} limit ${incomingCountLimit + 1}) few`.execute(db)
  return found.rows[0]?.count ?? 0
}

/** A row as it is shown. */
export function itemOf(row: Row, days: Days): ListedIncoming {
  const { finishedOn: finished, directBy: by, ...shown } = row
  const due = dueOf({ dueOn: row.dueOn, finishedOn: finished, directBy: by }, days)
  return { ...shown, stateName: stateName(row.state), dueUrgency: due.urgency, dueWords: due.words }
}
