import { sql } from 'kysely'
import { z } from 'zod'
import { instantAt, localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import { todayBounds } from '../model/deadline.ts'
import { isDueBefore, isLate, isOpen } from './dossier-filter.ts'

const group = z.object({ code: z.string(), name: z.string(), open: z.int(), late: z.int() })

const boardView = z.object({
  /** Days of the figures, as the filters of the list take them. */
  today: z.string(),
  monthStart: z.string(),
  receivedToday: z.int(),
  receivedThisMonth: z.int(),
  open: z.int(),
  dueToday: z.int(),
  late: z.int(),
  waitingForApproval: z.int(),
  /** Proposals of a new date that wait for a leader, and late dossiers for which none was made yet. */
  waitingForNewDate: z.int(),
  lateWithoutApology: z.int(),
  /** Online filings past the eight working hours. */
  lateFilings: z.int(),
  waitingForSupplement: z.int(),
  waitingForCollection: z.int(),
  returnedToday: z.int(),
  returnedThisMonth: z.int(),
  /** Open and late work by field; `code` is the field's. */
  byField: z.array(group),
  /** Open and late work by who has it; `code` is the officer's id, or `none` where it waits for anybody on duty. */
  byOfficer: z.array(group),
})

/**
 * Bảng điều hành: the day's figures of the office in one statement. Open work is counted through the partial index of
 * what is open, today's and the month's through ranges of time; nothing counts over history.
 */
export const board = defineQuery({
  name: 'dossiers.board',
  title: 'Xem bảng điều hành',
  audience: ['leader', 'admin'],
  door: { method: 'GET', path: '/board' },
  input: z.strictObject({}),
  output: boardView,
  example: {},
  async run({ db, now }, { officeId }) {
    const today = localDate(now)
    const monthStart = `${today.slice(0, 7)}-01`
    const found = await figures({ officeId, now, today, monthStart }).execute(db)
    const [row] = found.rows
    if (!row) throw new Error('the board is one row')
    return { today, monthStart, ...row }
  },
})

type Figures = Omit<z.output<typeof boardView>, 'today' | 'monthStart'>

interface Moment {
  officeId: string
  now: Date
  today: string
  monthStart: string
}

function figures({ officeId, now, today, monthStart }: Moment) {
  const bounds = todayBounds(now)
  const dayStart = instantAt(today, 0)
  const since = instantAt(monthStart, 0)
  return sql<Figures>`with open_dossiers as (
      select d.field_code, d.holder_id, d.status, s.role, ${isLate(bounds)} as late, ${isDueBefore(bounds, bounds.today)} as due_today
      from dossiers d
      left join dossier_steps s on s.office_id = d.office_id and s.dossier_id = d.id and s.ordinal = d.step
      where d.office_id = ${officeId}::uuid and ${isOpen} and d.code is not null),
    received as (
      select count(*)::int as month, (count(*) filter (where received_at >= ${dayStart}))::int as day from dossiers
      where office_id = ${officeId}::uuid and received_at >= ${since} and received_at < ${bounds.today} and code is not null),
    returned as (
      select count(*)::int as month, (count(*) filter (where returned_at >= ${dayStart}))::int as day from dossiers
      where office_id = ${officeId}::uuid and status = 10 and returned_at >= ${since}),
    totals as (
      select count(*)::int as open, (count(*) filter (where due_today))::int as due_today, (count(*) filter (where late))::int as late,
        (count(*) filter (where role = 'leader'))::int as approval, (count(*) filter (where status = 5))::int as supplement
      from open_dossiers),
    by_field as (
      select f.code, f.name, count(*)::int as open, (count(*) filter (where o.late))::int as late
      from open_dossiers o join fields f on f.office_id = ${officeId}::uuid and f.code = o.field_code group by f.code, f.name),
    by_officer as (
      select coalesce(o.holder_id::text, 'none') as code, coalesce(s.full_name, 'Chưa có người nhận') as name,
        count(*)::int as open, (count(*) filter (where o.late))::int as late
      from open_dossiers o left join staff_members s on s.office_id = ${officeId}::uuid and s.id = o.holder_id group by 1, 2)
    select received.day as "receivedToday", received.month as "receivedThisMonth", totals.open, totals.due_today as "dueToday",
      (select count(*)::int from dossier_extensions where office_id = ${officeId}::uuid and state = 'proposed') as "waitingForNewDate",
      (select count(*)::int from dossier_extensions x join dossiers d on d.office_id = x.office_id and d.id = x.dossier_id
        where x.office_id = ${officeId}::uuid and x.state = 'draft' and ${isOpen} and ${isLate(bounds)}) as "lateWithoutApology",
      (select count(*)::int from online_filings where office_id = ${officeId}::uuid and waits_for is not null
        and answer_by < ${now}::timestamptz) as "lateFilings",
      totals.late, totals.approval as "waitingForApproval", totals.supplement as "waitingForSupplement",
      (select count(*)::int from dossiers where office_id = ${officeId}::uuid and status = 9) as "waitingForCollection",
      returned.day as "returnedToday", returned.month as "returnedThisMonth",
      (select coalesce(jsonb_agg(g order by g.late desc, g.open desc, g.name), '[]') from by_field g) as "byField",
      (select coalesce(jsonb_agg(g order by g.late desc, g.open desc, g.name), '[]') from by_officer g) as "byOfficer"
    from received, returned, totals`
}
