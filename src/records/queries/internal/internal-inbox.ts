import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../../platform/operations.ts'

const most = 100

/** What is to be done with a matter inside the office. */
export const internalTasks = {
  meeting: 'Trả lời giấy mời họp',
  vote: 'Trả lời phiếu lấy ý kiến',
  submission: 'Cho ý kiến phiếu trình',
} as const

const item = z.object({
  id: z.uuid(),
  task: z.enum(['meeting', 'vote', 'submission']),
  subject: z.string(),
  /** Who invites, asks or submits. */
  from: z.string(),
  /** When the meeting begins, until when a vote is open; null: a submission names no time. */
  dueAt: z.iso.datetime().nullable(),
  /** By when it stands among other work: an invitation waits no longer than a day, a submission as long as incoming ones. */
  sortAt: z.iso.datetime(),
})
export type InternalInboxItem = z.output<typeof item>

interface Row extends Omit<InternalInboxItem, 'dueAt' | 'sortAt'> {
  dueAt: Date | null
  sortAt: Date
}

/** Meetings to be answered, votes to be cast and submissions to be decided by the actor, what is due first coming first. */
export const internalInbox = defineQuery({
  name: 'records.internalInbox',
  title: 'Xem giấy mời, phiếu lấy ý kiến, phiếu trình chờ tôi',
  audience: 'staff',
  door: { method: 'GET', path: '/internal-inbox' },
  input: z.strictObject({}),
  output: z.object({ items: z.array(item) }),
  async run({ db, now }, actor) {
    const office = sql`${actor.officeId}::uuid`
    const me = sql`${actor.id}::uuid`
    const found = await sql<Row>`
      select m.id, 'meeting' as task, m.subject, s.full_name as "from", m.starts_at as "dueAt",
        least(m.starts_at, m.changed_at + interval '1 day') as "sortAt"
      from internal_meeting_people p
      join internal_meetings m on m.office_id = p.office_id and m.id = p.meeting_id
      join staff_members s on s.office_id = m.office_id and s.id = m.invited_by
      where p.office_id = ${office} and p.staff_id = ${me} and p.answer = '' and m.state = 'called'
        and m.starts_at > ${now}::timestamptz and m.invited_by <> ${me}
      union all
      select v.id, 'vote', v.question, s.full_name, v.deadline, v.deadline
      from internal_ballots b
      join internal_votes v on v.office_id = b.office_id and v.id = b.vote_id
      join staff_members s on s.office_id = v.office_id and s.id = v.opened_by
      where b.office_id = ${office} and b.voter_id = ${me} and b.cast_at is null and v.closed_at is null
        and v.deadline >= ${now}::timestamptz
      union all
      select i.id, 'submission', i.subject, s.full_name, null, i.submitted_at + interval '1 day'
      from internal_submissions i
      join staff_members s on s.office_id = i.office_id and s.id = i.submitted_by
      where i.office_id = ${office} and i.submitted_to = ${me} and i.state = 'waiting'
      order by "sortAt", id limit ${most}`.execute(db)
    return {
      items: found.rows.map(({ dueAt, sortAt, ...row }) => ({
        ...row,
        dueAt: dueAt?.toISOString() ?? null,
        sortAt: sortAt.toISOString(),
      })),
    }
  },
})
