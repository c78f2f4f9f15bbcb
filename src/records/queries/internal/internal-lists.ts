import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../../platform/database-types.ts'
import { AppError } from '../../../platform/errors.ts'
import { defineQuery } from '../../../platform/operations.ts'
import type { CalendarMeeting } from '../../model/internal/calendar-file.ts'
import type { SubmissionState } from '../../model/internal/submission-states.ts'
import { readableSubmissions } from './readable-internal.ts'

export const person = z.object({ id: z.string(), name: z.string(), post: z.string() })

export function membersOf(db: Kysely<DB>, officeId: string) {
  return db
    .selectFrom('staff_members')
    .select(['id', 'full_name as name', 'post_title as post'])
    .where('office_id', '=', officeId)
    .where('active', '=', true)
    .orderBy('full_name')
    .execute()
}

/** Phiếu trình that the reader wrote or has to answer, those waiting first. */
export const listSubmissions = defineQuery({
  name: 'records.listSubmissions',
  title: 'Xem phiếu trình nội bộ của mình',
  audience: 'staff',
  door: { method: 'GET', path: '/internal-submissions' },
  input: z.strictObject({}),
  output: z.object({
    members: z.array(person),
    rows: z.array(
      z.object({
        id: z.string(),
        revision: z.number(),
        subject: z.string(),
        words: z.string(),
        proposal: z.string(),
        state: z.custom<SubmissionState>(),
        answer: z.string(),
        submittedAt: z.iso.datetime(),
        from: z.string(),
        to: z.string(),
        /** The reader is the one who answers. */
        mine: z.boolean(),
        files: z.array(z.object({ id: z.string(), name: z.string() })),
      }),
    ),
  }),
  async run({ db }, actor) {
    const [members, rows] = await Promise.all([
      membersOf(db, actor.officeId),
      db
        .selectFrom('internal_submissions as i')
        .innerJoin('staff_members as f', (join) =>
          join.onRef('f.office_id', '=', 'i.office_id').onRef('f.id', '=', 'i.submitted_by'),
        )
        .innerJoin('staff_members as t', (join) =>
          join.onRef('t.office_id', '=', 'i.office_id').onRef('t.id', '=', 'i.submitted_to'),
        )
        .select([
          'i.id',
          'i.revision',
          'i.subject',
          'i.words',
          'i.proposal',
          'i.state',
          'i.answer',
          'i.submitted_at',
        ])
        .select(['i.submitted_to', 'i.file_ids', 'f.full_name as from', 't.full_name as to'])
        .where('i.office_id', '=', actor.officeId)
        .where(readableSubmissions(actor, 'i'))
        .orderBy(sql`i.state = 'waiting' desc`)
        .orderBy('i.submitted_at', 'desc')
        .limit(100)
        .execute(),
    ])
    const files = await namesOf(
      db,
      actor.officeId,
      rows.flatMap(({ file_ids }) => file_ids),
    )
    return {
      members: members.filter(({ id }) => id !== actor.id),
      rows: rows.map(({ submitted_at, submitted_to, file_ids, state, ...row }) => ({
        ...row,
        state: state as SubmissionState,
        submittedAt: submitted_at.toISOString(),
        mine: submitted_to === actor.id,
        files: file_ids.flatMap((id) => files.find((file) => file.id === id) ?? []),
      })),
    }
  },
})

async function namesOf(db: Kysely<DB>, officeId: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('files')
    .select(['id', 'name'])
    .where('office_id', '=', officeId)
    .where('id', 'in', ids)
    .execute()
}

const meetingRow = z.object({
  id: z.string(),
  sequence: z.number(),
  subject: z.string(),
  agenda: z.string(),
  room: z.string(),
  roomId: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  chair: z.string(),
  chairId: z.string(),
  guests: z.string(),
  state: z.enum(['called', 'cancelled']),
  cancelReason: z.string(),
  mayChange: z.boolean(),
  /** The reader's answer; null when not invited. */
  answer: z.enum(['', 'comes', 'absent']).nullable(),
  people: z.array(z.object({ id: z.string(), name: z.string(), answer: z.string(), words: z.string() })),
})

/** Lịch họp: meetings from yesterday on, with rooms and who comes. */
export const listMeetings = defineQuery({
  name: 'records.listMeetings',
  title: 'Xem lịch họp, giấy mời',
  audience: 'staff',
  door: { method: 'GET', path: '/meetings' },
  input: z.strictObject({}),
  output: z.object({
    members: z.array(person),
    rooms: z.array(z.object({ id: z.string(), name: z.string(), seats: z.number() })),
    rows: z.array(meetingRow),
  }),
  async run({ db, now }, actor) {
    const since = new Date(now.getTime() - 24 * 3_600_000)
    const [members, rooms, meetings, people] = await Promise.all([
      membersOf(db, actor.officeId),
      db
        .selectFrom('internal_rooms')
        .select(['id', 'name', 'seats'])
        .where('office_id', '=', actor.officeId)
        .where('retired', '=', false)
        .orderBy('name')
        .execute(),
      selectMeetings(db, actor.officeId)
        .where('m.ends_at', '>', since)
        .orderBy('m.starts_at')
        .limit(100)
        .execute(),
      db
        .selectFrom('internal_meeting_people as p')
        .innerJoin('internal_meetings as m', (join) =>
          join.onRef('m.office_id', '=', 'p.office_id').onRef('m.id', '=', 'p.meeting_id'),
        )
        .innerJoin('staff_members as s', (join) =>
          join.onRef('s.office_id', '=', 'p.office_id').onRef('s.id', '=', 'p.staff_id'),
        )
        .select(['p.meeting_id', 'p.staff_id', 'p.answer', 'p.words', 's.full_name as name'])
        .where('p.office_id', '=', actor.officeId)
        .where('m.ends_at', '>', since)
        .orderBy('s.full_name')
        .execute(),
    ])
    return {
      members,
      rooms,
      rows: meetings.map((row) => {
        const invited = people.filter(({ meeting_id }) => meeting_id === row.id)
        const own = invited.find(({ staff_id }) => staff_id === actor.id)
        return {
          id: row.id,
          sequence: row.sequence,
          subject: row.subject,
          agenda: row.agenda,
          room: row.room,
          roomId: row.room_id,
          startsAt: row.starts_at.toISOString(),
          endsAt: row.ends_at.toISOString(),
          chair: row.chair,
          chairId: row.chair_id,
          guests: row.guests,
          state: row.state as 'called',
          cancelReason: row.cancel_reason,
          mayChange: row.state === 'called' && [row.invited_by, row.chair_id].includes(actor.id),
          answer: own ? (own.answer as 'comes') : null,
          people: invited.map(({ staff_id: id, name, answer, words }) => ({ id, name, answer, words })),
        }
      }),
    }
  },
})

function selectMeetings(db: Kysely<DB>, officeId: string) {
  return db
    .selectFrom('internal_meetings as m')
    .innerJoin('internal_rooms as r', (join) =>
      join.onRef('r.office_id', '=', 'm.office_id').onRef('r.id', '=', 'm.room_id'),
    )
    .innerJoin('staff_members as c', (join) =>
      join.onRef('c.office_id', '=', 'm.office_id').onRef('c.id', '=', 'm.chair_id'),
    )
    .selectAll('m')
    .select(['r.name as room', 'c.full_name as chair'])
    .where('m.office_id', '=', officeId)
}

/** Một cuộc họp for the calendar file. */
export const getMeeting = defineQuery({
  name: 'records.getMeeting',
  title: 'Lấy tệp lịch của cuộc họp',
  audience: 'staff',
  input: z.strictObject({ id: z.uuid() }),
  output: z.custom<CalendarMeeting>(),
  async run({ db }, actor, { id }) {
    const row = await selectMeetings(db, actor.officeId).where('m.id', '=', id).executeTakeFirst()
    if (!row) throw new AppError('not_found')
    return {
      id,
      sequence: row.sequence,
      cancelled: row.state === 'cancelled',
      subject: row.subject,
      description: row.agenda,
      location: row.room,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      changedAt: row.changed_at,
      organiser: row.chair,
    }
  },
})
