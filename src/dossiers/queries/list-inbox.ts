import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { type Actor, defineQuery } from '../../platform/operations.ts'
import { roleName } from '../../staff/model.ts'
import { dutiesHeld } from '../../staff/queries/duties-held.ts'
import { deadlineOf, mostPressing, type Reckoning, stepDeadlineOf } from '../model/deadline.ts'
import { statusName } from '../model/status.ts'
import { apologyBy } from '../model/watch.ts'
import { clockRulesAt } from './clock-rules.ts'
import { urgencySchema } from './dossier-view.ts'
import { decodeMomentCursor, encodeCursor } from './page-cursor.ts'
import { loadReckoning } from './reckoning.ts'

/** Most rows of one page of an inbox. */
const pageSize = 100

const inboxItem = z.object({
  id: z.uuid(),
  code: z.string(),
  procedureName: z.string(),
  applicantName: z.string(),
  status: z.int(),
  statusName: z.string(),
  receivedAt: z.date(),
  dueAt: z.date(),
  dossierTimeLeft: z.string(),
  stepName: z.string(),
  stepRole: z.string(),
  stepRoleName: z.string(),
  stepDueAt: z.date(),
  /** Of the dossier and of its step together: what presses most. */
  urgency: urgencySchema,
  timeLeft: z.string(),
  /** Whether it lies with the actor; else it waits for anybody who has the duty. */
  mine: z.boolean(),
  /** Xin lỗi, hẹn lại: a draft to complete, or a proposal that waits for a leader. */
  extension: z.enum(['draft', 'proposed']).nullable(),
  /** By when an apology has to be on its way, once the dossier is due soon. */
  apologyBy: z.date().nullable(),
})

/**
 * Việc của tôi: dossiers that lie with the actor, or with nobody (or a colleague who is away) at a step whose post the actor holds in that field;
 * results ready to be returned, for the counter, after them. What is due first comes first.
 */
export const listInbox = defineQuery({
  name: 'dossiers.listInbox',
  title: 'Xem việc của tôi',
  audience: ['counter', 'specialist', 'clerk', 'leader'],
  door: { method: 'GET', path: '/inbox' },
  input: z.strictObject({ cursor: z.string().max(200).optional() }),
  output: z.object({ items: z.array(inboxItem), next: z.string().nullable() }),
  example: {},
  async run(reader, actor, { cursor }) {
    const after = cursor ? decodeMomentCursor(cursor) : null
    const [{ rows }, reckoning, rules] = await Promise.all([
      selectInbox(actor, { after, today: localDate(reader.now) }).execute(reader.db),
      loadReckoning(reader, actor.officeId),
      clockRulesAt(reader.db, actor.officeId, reader.now),
    ])
    const items = rows.slice(0, pageSize)
    const last = items.at(-1)
    return {
      items: items.map((row) => itemOf(row, reckoning, rules.apologyLeadDays)),
      next: rows.length > pageSize && last ? encodeCursor(last.sortKey, last.id) : null,
    }
  },
})

interface InboxRow {
  id: string
  code: string
  procedureName: string
  applicantName: string
  status: number
  receivedAt: Date
  dueAt: Date
  pausedSince: Date | null
  finishedAt: Date | null
  stepName: string
  stepRole: string
  stepDueAt: Date
  mine: boolean
  extension: 'draft' | 'proposed' | null
  sortKey: string
}

/** What waits for the leader's yes or no to a new date comes before everything else. */
const decisionFirst = '-100 years'
/** What waits for the citizen's papers sorts after what the office owes now, and results to be fetched after both. */
const waitingLater = '50 years'
const finishedLast = '100 years'

interface Place {
  key: string
  id: string
}

/**
 * Both halves are served by partial indexes on what is open; the sort is over what one officer has to do, never over
 * history. What lies with a colleague who has no right to it today waits like what lies with nobody: only colleagues
 * without one of the actor's own duties (`idle`) come into question, and the roster is read once, not per dossier. The
 * key is text in microseconds: a JavaScript date would drop them and a page would repeat or miss a row.
 */
function selectInbox(actor: Actor, { after, today }: { after: Place | null; today: string }) {
  const duties = JSON.stringify(actor.duties.map(({ role, fieldCode }) => ({ role, field: fieldCode })))
  const beyond = after ? sql`where (due, id) > (${after.key}::timestamptz, ${after.id}::uuid)` : sql``
  const isLeaderOf = sql`exists (select 1 from own where role = 'leader' and (field is null or field = d.field_code))`
  return sql<InboxRow>`with own as (
      select role, field from jsonb_to_recordset(${duties}::jsonb) as x (role text, field text)),
    held as materialized (select staff_id, role, field_code from ${dutiesHeld(actor.officeId, today)} h),
    idle as materialized (select m.id from staff_members m where m.office_id = ${actor.officeId}::uuid and m.id <> ${actor.id}::uuid
      and exists (select 1 from own a where not exists (select 1 from held h
        where h.staff_id = m.id and h.role = a.role and (h.field_code is null or h.field_code = a.field)))),
    work as (
      select d.id, d.code, d.procedure_name as "procedureName", d.applicant_name as "applicantName", d.status,
        d.received_at as "receivedAt", d.due_at as "dueAt", d.paused_since as "pausedSince", d.finished_at as "finishedAt",
        s.name as "stepName", s.role as "stepRole", s.due_at as "stepDueAt", coalesce(d.holder_id = ${actor.id}::uuid, false) as mine, x.state as extension,
        least(s.due_at, d.due_at) + case when d.status = 9 then ${sql.lit(finishedLast)}
          when x.state = 'proposed' and ${isLeaderOf} then ${sql.lit(decisionFirst)}
          when d.paused_since is not null then ${sql.lit(waitingLater)} else '0' end::interval as due
      from dossiers d
      join dossier_steps s on s.office_id = d.office_id and s.dossier_id = d.id and s.ordinal = d.step
      left join dossier_extensions x on x.office_id = d.office_id and x.dossier_id = d.id and x.state in ('draft', 'proposed')
      where d.office_id = ${actor.officeId}::uuid and d.code is not null and (
        (d.status in (2, 4, 5, 6, 7) and d.holder_id = ${actor.id}::uuid)
        or (d.status in (2, 4, 5, 6, 7) and d.holder_id is null and exists (
          select 1 from own where role = s.role and (field is null or field = d.field_code)))
        or (d.status in (2, 4) and d.holder_id in (select id from idle) and not exists (
            select 1 from held h where h.staff_id = d.holder_id and h.role = s.role and (h.field_code is null or h.field_code = d.field_code))
          and exists (
          select 1 from own where role = s.role and (field is null or field = d.field_code)))
        or (d.id = any(array(select dossier_id from dossier_extensions where office_id = ${actor.officeId}::uuid and state = 'proposed'))
          and d.status in (2, 4) and ${isLeaderOf})
        or (d.status = 9 and exists (
          select 1 from own where role = 'counter' and (field is null or field = d.field_code)))))
    select *, to_char(due at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sortKey"
    from work ${beyond} order by due, id limit ${pageSize + 1}`
}

function itemOf(row: InboxRow, reckoning: Reckoning, leadDays: number): z.output<typeof inboxItem> {
  const { pausedSince, finishedAt, sortKey: _, ...shown } = row
  const facts = { status: row.status, dueAt: row.dueAt, pausedSince, finishedAt }
  const dossier = deadlineOf(reckoning, facts)
  // A dossier that is done has no step left to be late for.
  const pressing =
    row.status === 9
      ? dossier
      : mostPressing(dossier, stepDeadlineOf(reckoning, { ...facts, dueAt: row.stepDueAt }))
  return {
    ...shown,
    statusName: statusName(row.status),
    stepRoleName: roleName(row.stepRole),
    dossierTimeLeft: dossier.words,
    apologyBy:
      dossier.urgency === 'due_soon' && !row.extension ? apologyByOf(row, reckoning, leadDays) : null,
    urgency: pressing.urgency,
    timeLeft: pressing.words,
  }
}

/** Null where the calendar cannot count so far back. */
function apologyByOf(row: InboxRow, { calendar, now }: Reckoning, leadDays: number): Date | null {
  try {
    const moment = apologyBy(calendar, row.dueAt, leadDays)
    return moment > now ? moment : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
