import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { type Actor, defineQuery } from '../../platform/operations.ts'
import { dutiesHeld } from '../../staff/queries/duties-held.ts'
import { handlers, viewerOf } from '../policy.ts'
import { dueDays } from './due-days.ts'
import { itemOf, type ListedIncoming, listedColumns } from './list-incoming.ts'

const most = 200

/** What is to be done with a document of one's inbox. */
export const inboxTasks = {
  direct: 'Cho ý kiến chỉ đạo',
  redirect: 'Giao lại: người chủ trì đã nghỉ',
  decide: 'Duyệt kết quả',
  handle: 'Xử lý',
  read: 'Xem',
} as const
export type InboxTask = keyof typeof inboxTasks

/**
 * Documents that wait for the actor: for a leader what has no direction, what is to be approved, and what lies with
 * somebody who has no duty today; for everybody what they lead, and what they were given to read. What is due first
 * comes first; without a deadline an urgent one counts by the day it arrived, what waits for a leader by the day after
 * (Điều 23: latest the next working day).
 */
export const incomingInbox = defineQuery({
  name: 'records.incomingInbox',
  title: 'Xem văn bản đến chờ tôi xử lý',
  audience: handlers,
  door: { method: 'GET', path: '/incoming-inbox' },
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        revision: z.int(),
        arrivalNumber: z.int(),
        symbol: z.string(),
        issuer: z.string(),
        subject: z.string(),
        urgency: z.int(),
        stateName: z.string(),
        dueOn: z.string().nullable(),
        dueUrgency: z.enum(['late', 'due_soon', 'on_time']).nullable(),
        dueWords: z.string(),
        /** By what day it stands among other work: its deadline, or by when somebody should have looked at it. */
        sortOn: z.string(),
        task: z.enum(['direct', 'redirect', 'decide', 'handle', 'read']),
      }),
    ),
  }),
  async run(reader, actor) {
    const [found, days] = await Promise.all([
      selectInbox(actor, localDate(reader.now)).execute(reader.db),
      dueDays(reader.db, actor.officeId, reader.now),
    ])
    return {
      items: found.rows.map(({ task, sortOn, ownDueOn, ...row }) => {
        const { id, revision, arrivalNumber, symbol, issuer, subject, urgency, ...rest } = itemOf(
          { ...row, dueOn: ownDueOn },
          days,
        )
        const { stateName, dueOn, dueUrgency, dueWords } = rest
        const shown = { id, revision, arrivalNumber, symbol, issuer, subject, urgency }
        return { ...shown, stateName, dueOn, dueUrgency, dueWords, sortOn, task }
      }),
    }
  },
})

type Row = Omit<ListedIncoming, 'stateName' | 'dueUrgency' | 'dueWords'> & {
  finishedOn: string | null
  directBy: Date | null
  /** What the head of the unit set, where it is earlier than the leader's deadline. */
  ownDueOn: string | null
  task: InboxTask
  sortOn: string
}

function selectInbox(actor: Actor, today: string) {
  const office = sql`${actor.officeId}::uuid`
  const me = sql`${actor.id}::uuid`
  const { isLeader } = viewerOf(actor)
  const ofLeaders = isLeader
    ? sql`union all select d.id, 'direct' from incoming_documents d where d.office_id = ${office} and d.finished_at is null and d.state = 'registered'
      union all select d.id, 'decide' from incoming_documents d where d.office_id = ${office} and d.finished_at is null and d.state = 'proposed'
        and not exists (select 1 from incoming_outcomes o where o.office_id = d.office_id and o.incoming_id = d.id and o.state = 'proposed' and o.proposed_by = ${me})
      union all select d.id, 'redirect' from incoming_documents d where d.office_id = ${office} and d.finished_at is null and d.state in ('directed', 'in_progress')
        and d.lead_id not in (select h.staff_id from ${dutiesHeld(actor.officeId, today)} h)`
    : sql``
  return sql<Row>`with work as (
      select d.id, 'handle' as task from incoming_documents d
      where d.office_id = ${office} and d.finished_at is null and d.lead_id = ${me} and d.state in ('directed', 'in_progress')
      ${ofLeaders}
      union all select r.incoming_id, 'read' from incoming_recipients r
      join incoming_documents d on d.office_id = r.office_id and d.id = r.incoming_id
      where r.office_id = ${office} and r.staff_id = ${me} and r.seen_at is null and d.state <> 'void' and r.part <> 'lead'),
    first as (select distinct on (id) id, task from work
      order by id, array_position(array['decide', 'direct', 'redirect', 'handle', 'read'], task))
    select ${listedColumns}, own.due_on as "ownDueOn", first.task, sort.day as "sortOn" from first
    join incoming_documents d on d.office_id = ${office} and d.id = first.id
    left join staff_members l on l.office_id = d.office_id and l.id = d.lead_id
    left join incoming_assignments a on a.office_id = d.office_id and a.incoming_id = d.id and a.ended_at is null and a.staff_id = ${me}
    cross join lateral (select least(d.due_on, a.due_on) as due_on) own
    cross join lateral (select coalesce(own.due_on, d.arrived_on + case when d.urgency > 0 then 0
      when first.task in ('direct', 'decide', 'redirect') then 1 else 30 end) as day) sort
    order by sort.day, d.urgency desc, d.arrival_year, d.arrival_number
    limit ${most}`
}
