import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { addDays, dayNumber, instantAt } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineQuery } from '../../platform/operations.ts'
import type { Sheet } from '../../platform/spreadsheet.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import {
  type IncomingRegister,
  incomingRegisters,
  type RegisterFacts,
  registerBasis,
  registerCells,
  registerColumns,
} from '../model/incoming-registers.ts'
import { inFull } from '../model/outgoing/compose-outgoing.ts'
import { type RegisterTable, registerPaper, registerSheet } from '../model/register-table.ts'
import { clerks, leaders } from '../policy.ts'
import { finishedOn } from './incoming-filter.ts'

const readers = [...clerks, ...leaders]
const pageSize = 50
/** Most rows of one volume: a commune registers some two thousand documents a year. */
const mostRows = 5000
const longestPeriod = 366 * 2

const day = z.iso
  .date('Ngày không hợp lệ; hãy nhập ngày/tháng/năm.')
  .refine((date) => date >= '2000-01-01' && date <= '2199-12-31', 'Ngày không hợp lệ; hãy kiểm tra lại năm.')

/** Days, both included: of registration in a register, so that its numbers follow each other; of arrival in the report. */
export const arrivalPeriod = { from: day, to: day }

const kindSchema = z.enum(
  Object.keys(incomingRegisters) as [IncomingRegister, ...IncomingRegister[]],
  'Hãy chọn sổ.',
)

export function requirePeriod({ from, to }: { from: string; to: string }): void {
  if (from > to) {
    throw new AppError('invalid_input', {
      fields: { to: 'Ngày cuối phải sau ngày đầu. Hãy đổi lại hai ngày.' },
    })
  }
  if (dayNumber(to) - dayNumber(from) >= longestPeriod) {
    throw new AppError('invalid_input', {
      fields: { to: 'Mỗi lần xem, in tối đa hai năm. Hãy chọn kỳ ngắn hơn.' },
    })
  }
}

/** Rows of a register for a period, in the order of the arrival numbers. */
export const listIncomingRegister = defineQuery({
  name: 'records.listIncomingRegister',
  title: 'Xem sổ văn bản đến',
  audience: readers,
  door: { method: 'GET', path: '/incoming-register' },
  input: z.strictObject({ kind: kindSchema, ...arrivalPeriod, cursor: z.string().max(40).optional() }),
  output: z.object({
    columns: z.array(z.string()),
    items: z.array(z.object({ id: z.uuid(), cells: z.array(z.string()) })),
    next: z.string().nullable(),
  }),
  example: { kind: 'dang-ky', from: '2026-01-01', to: '2026-12-31' },
  async run({ db }, actor, { kind, cursor, ...period }) {
    requirePeriod(period)
    const rows = await selectRows(db, actor, { kind, ...period, after: cursor, limit: pageSize + 1 })
    const items = rows.slice(0, pageSize)
    const last = items.at(-1)
    return {
      columns: registerColumns[kind].map(({ label }) => label),
      items: items.map((row) => ({ id: row.id, cells: registerCells(kind, row) })),
      next: rows.length > pageSize && last ? `${last.arrivalYear}-${last.arrivalNumber}` : null,
    }
  },
})

/** A register of a period as a paper to be bound, and as a sheet. */
export const printIncomingRegister = defineQuery({
  name: 'records.printIncomingRegister',
  title: 'In, lưu sổ văn bản đến',
  audience: readers,
  input: z.strictObject({ kind: kindSchema, ...arrivalPeriod }),
  output: z.object({
    fileName: z.string(),
    paper: z.custom<ReturnType<typeof registerPaper>>(),
    sheet: z.custom<Sheet>(),
  }),
  async run({ db }, actor, { kind, from, to }) {
    requirePeriod({ from, to })
    const [office, rows] = await Promise.all([
      officeFacts(db, actor.officeId),
      selectRows(db, actor, { kind, from, to, limit: mostRows + 1 }),
    ])
    if (rows.length > mostRows) {
      throw new AppError('invalid_input', {
        fields: { to: 'Kỳ này có quá nhiều văn bản cho một quyển. Hãy chọn kỳ ngắn hơn.' },
      })
    }
    const table: RegisterTable = {
      title: incomingRegisters[kind],
      basis: registerBasis,
      columns: registerColumns[kind],
      rows: rows.map((row) => registerCells(kind, row)),
      from,
      to,
      agency: inFull(office.name),
    }
    return {
      fileName: `so-van-ban-den-${kind}-${from}-${to}`,
      paper: registerPaper(table),
      sheet: registerSheet(table, kind === 'dang-ky' ? 'Đăng ký văn bản đến' : 'Theo dõi giải quyết'),
    }
  },
})

interface Wanted {
  kind: IncomingRegister
  from: string
  to: string
  after?: string | undefined
  limit: number
}

type Row = RegisterFacts & { id: string; arrivalYear: number }

async function selectRows(db: Kysely<DB>, actor: Actor, wanted: Wanted): Promise<Row[]> {
  const { kind, from, to, after, limit } = wanted
  const place = after === undefined ? null : /^(\d{4})-(\d{1,9})$/.exec(after)
  if (after !== undefined && !place) {
    throw new AppError('invalid_input', { fields: { cursor: 'Trang này không còn. Hãy mở lại từ đầu.' } })
  }
  const beyond = place
    ? sql`and (d.arrival_year, d.arrival_number) > (${Number(place[1])}::smallint, ${Number(place[2])}::integer)`
    : sql``
  // What asks for no action, or whose number was given up, is not tracked.
  const tracked = kind === 'theo-doi' ? sql`and d.state <> 'void' and d.for_information is not true` : sql``
  const found = await sql<Row>`select d.id, d.arrival_year as "arrivalYear", d.arrived_on as "arrivedOn",
      d.arrival_number as "arrivalNumber", d.issuer, d.symbol, d.issued_on as "issuedOn", d.type_name as "typeName", d.subject,
      d.urgency, d.circulation, d.note, d.state, d.closed_as as "closedAs", d.due_on as "dueOn", ${finishedOn} as "finishedOn",
      (d.forwarded_at at time zone 'Asia/Ho_Chi_Minh')::date as "forwardedOn",
      coalesce((select string_agg(s.full_name || coalesce(' (' || u.name || ')', ''), '; '
          order by array_position(array['lead', 'coordinate', 'inform'], r.part), s.full_name)
        from incoming_recipients r join staff_members s on s.office_id = r.office_id and s.id = r.staff_id
        left join units u on u.office_id = s.office_id and u.id = s.unit_id
        where r.office_id = d.office_id and r.incoming_id = d.id and (r.part = 'lead' or d.lead_id is null)), '') as receiver,
      coalesce((select e.words from incoming_events e where e.office_id = d.office_id and e.incoming_id = d.id and e.kind = 'progress'
        order by e.at desc, e.id desc limit 1), '') as progress,
      coalesce((select jsonb_agg(o.label order by o.proposed_at) from incoming_outcomes o
        where o.office_id = d.office_id and o.incoming_id = d.id and o.kind = 'reply' and o.state = 'accepted'), '[]') as replies,
      coalesce((select e.words from incoming_events e where e.office_id = d.office_id and e.incoming_id = d.id and e.kind = 'voided' limit 1),
        case when d.duplicate_of is null then '' else 'Trùng văn bản đã đăng ký: ' || d.duplicate_reason end) as remark
    from incoming_documents d
    where d.office_id = ${actor.officeId}::uuid and d.registered_at >= ${instantAt(from, 0)}
      and d.registered_at < ${instantAt(addDays(to, 1), 0)} ${tracked} ${beyond}
    order by d.arrival_year, d.arrival_number limit ${limit}`.execute(db)
  return found.rows
}
