import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { type Actor, defineQuery, type Reader } from '../../platform/operations.ts'
import type { Sheet } from '../../platform/spreadsheet.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { type HandlingRow, handlingTable, noLead } from '../model/handling-report.ts'
import { inFull } from '../model/outgoing/compose-outgoing.ts'
import { registerPaper, registerSheet } from '../model/register-table.ts'
import { clerks, leaders } from '../policy.ts'
import { finishedOn } from './incoming-filter.ts'
import { arrivalPeriod, requirePeriod } from './incoming-register.ts'

const count = z.int()
const row = z.object({
  leadId: z.uuid().nullable(),
  leadName: z.string(),
  unitName: z.string(),
  received: count,
  undirected: count,
  information: count,
  onTime: count,
  doneLate: count,
  inTime: count,
  overdue: count,
  replied: count,
})

/**
 * Tình hình giải quyết văn bản đến (Phụ lục VI, đầu ra) of a period, by who leads; the first row is the whole. Numbers
 * given up do not count. Each figure is that of a list under the same conditions.
 */
export const handlingReport = defineQuery({
  name: 'records.handlingReport',
  title: 'Xem tình hình giải quyết văn bản đến',
  audience: [...clerks, ...leaders],
  door: { method: 'GET', path: '/incoming-report' },
  input: z.strictObject(arrivalPeriod),
  output: z.object({ total: row, rows: z.array(row) }),
  example: { from: '2026-01-01', to: '2026-12-31' },
  async run(reader, actor, period) {
    requirePeriod(period)
    const rows = await selectRows(reader, actor, period)
    return { total: totalOf(rows), rows }
  },
})

export const printHandlingReport = defineQuery({
  name: 'records.printHandlingReport',
  title: 'In, lưu tình hình giải quyết văn bản đến',
  audience: [...clerks, ...leaders],
  input: z.strictObject(arrivalPeriod),
  output: z.object({
    fileName: z.string(),
    paper: z.custom<ReturnType<typeof registerPaper>>(),
    sheet: z.custom<Sheet>(),
  }),
  async run(reader, actor, period) {
    requirePeriod(period)
    const [office, rows] = await Promise.all([
      officeFacts(reader.db, actor.officeId),
      selectRows(reader, actor, period),
    ])
    const table = handlingTable([...rows, totalOf(rows)], { ...period, agency: inFull(office.name) })
    return {
      fileName: `tinh-hinh-van-ban-den-${period.from}-${period.to}`,
      paper: registerPaper(table),
      sheet: registerSheet(table, 'Tình hình giải quyết'),
    }
  },
})

async function selectRows(
  { db, now }: Reader,
  actor: Actor,
  { from, to }: { from: string; to: string },
): Promise<HandlingRow[]> {
  const today = sql`${localDate(now)}::date`
  const number = (condition: ReturnType<typeof sql>) => sql`count(*) filter (where ${condition})::int`
  const open = sql`d.finished_at is null and d.state <> 'registered'`
  const found =
    await sql<HandlingRow>`select d.lead_id as "leadId", coalesce(s.full_name, ${noLead}) as "leadName",
      coalesce(u.name, '') as "unitName", count(*)::int as received, ${number(sql`d.state = 'registered'`)} as undirected,
      ${number(sql`d.closed_as = 'information'`)} as information,
      ${number(sql`d.closed_as = 'outcome' and (d.due_on is null or ${finishedOn} <= d.due_on)`)} as "onTime",
      ${number(sql`d.closed_as = 'outcome' and ${finishedOn} > d.due_on`)} as "doneLate",
      ${number(sql`${open} and (d.due_on is null or d.due_on >= ${today})`)} as "inTime",
      ${number(sql`${open} and d.due_on < ${today}`)} as overdue,
      ${number(sql`exists (select 1 from incoming_outcomes o where o.office_id = d.office_id and o.incoming_id = d.id
        and o.kind = 'reply' and o.state = 'accepted')`)} as replied
    from incoming_documents d
    left join staff_members s on s.office_id = d.office_id and s.id = d.lead_id
    left join units u on u.office_id = s.office_id and u.id = s.unit_id
    where d.office_id = ${actor.officeId}::uuid and d.arrived_on between ${from}::date and ${to}::date and d.state <> 'void'
    group by d.lead_id, s.full_name, u.name, u.sort
    order by d.lead_id is null, u.sort, u.name, s.full_name, d.lead_id`.execute(db)
  return found.rows
}

function totalOf(rows: readonly HandlingRow[]): HandlingRow {
  const sum = (of: (row: HandlingRow) => number) => rows.reduce((total, each) => total + of(each), 0)
  return {
    leadId: null,
    leadName: 'Toàn đơn vị',
    unitName: '',
    received: sum((each) => each.received),
    undirected: sum((each) => each.undirected),
    information: sum((each) => each.information),
    onTime: sum((each) => each.onTime),
    doneLate: sum((each) => each.doneLate),
    inTime: sum((each) => each.inTime),
    overdue: sum((each) => each.overdue),
    replied: sum((each) => each.replied),
  }
}
