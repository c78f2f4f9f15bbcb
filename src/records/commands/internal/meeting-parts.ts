import { z } from 'zod'
import { formatShortMoment } from '../../../calendar/model/clock-time.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Actor, Tx } from '../../../platform/operations.ts'
import { foldVietnamese } from '../../../platform/search-text.ts'
import { lineSchema } from '../../../staff/model.ts'
import { requirePeople } from './require-people.ts'
import { tellInternal } from './tell-internal.ts'

const time = z.iso.datetime({ offset: true, error: 'Hãy nhập ngày và giờ.' })

/** What a meeting consists of. */
export const meetingParts = {
  subject: lineSchema,
  agenda: z.string().trim().normalize('NFC').max(5000),
  roomId: z.uuid({ error: 'Hãy chọn phòng họp.' }),
  startsAt: time,
  endsAt: time,
  chairId: z.uuid({ error: 'Hãy chọn người chủ trì.' }),
  people: z.array(z.uuid()).min(1, { error: 'Hãy chọn người dự.' }).max(300),
  /** Guests from outside, as they are to be named. */
  guests: z.string().trim().max(2000),
}
type Meeting = { [Key in keyof typeof meetingParts]: z.output<(typeof meetingParts)[Key]> }

export function columnsOf(input: Meeting) {
  return {
    subject: input.subject,
    agenda: input.agenda,
    room_id: input.roomId,
    starts_at: new Date(input.startsAt),
    ends_at: new Date(input.endsAt),
    chair_id: input.chairId,
    guests: input.guests,
    search_text: foldVietnamese([input.subject, input.agenda, input.guests].join(' ')),
  }
}

/** A meeting as it was, locked for a change. */
interface OpenMeeting {
  subject: string
  roomId: string
  startsAt: Date
  endsAt: Date
  chairId: string
  people: string[]
}

/** Locks a meeting that the actor may change. Fails with not_found, not_allowed, wrong_state or stale. */
export async function openMeeting(
  tx: Tx,
  actor: Actor,
  { id, sequence }: { id: string; sequence: number },
): Promise<OpenMeeting> {
  const row = await tx.db
    .selectFrom('internal_meetings')
    .select(['invited_by', 'chair_id', 'state', 'sequence', 'subject', 'room_id', 'starts_at', 'ends_at'])
    .where('office_id', '=', actor.officeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
  if (row.invited_by !== actor.id && row.chair_id !== actor.id) {
    throw new AppError('not_allowed', { detail: 'Chỉ người mời hoặc người chủ trì được đổi, hủy cuộc họp.' })
  }
  if (row.state === 'cancelled') throw new AppError('wrong_state', { detail: 'Cuộc họp này đã hủy.' })
  if (row.sequence !== sequence) throw new AppError('stale')
  const people = await tx.db
    .selectFrom('internal_meeting_people')
    .select('staff_id')
    .where('office_id', '=', actor.officeId)
    .where('meeting_id', '=', id)
    .execute()
  return {
    subject: row.subject,
    roomId: row.room_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    chairId: row.chair_id,
    people: people.map(({ staff_id }) => staff_id),
  }
}

/** The row of the room is the lock: of two who book at once the second sees the first (no double booking). */
export async function requireBookable(
  tx: Tx,
  actor: Actor,
  { id, input }: { id: string | null; input: Meeting },
): Promise<void> {
  const { startsAt, endsAt } = { startsAt: new Date(input.startsAt), endsAt: new Date(input.endsAt) }
  if (endsAt <= startsAt || endsAt.getTime() - startsAt.getTime() > 12 * 3_600_000) {
    throw new AppError('invalid_input', {
      fields: { endsAt: 'Giờ kết thúc phải sau giờ bắt đầu, trong vòng 12 giờ.' },
    })
  }
  if (startsAt < tx.now) throw new AppError('invalid_input', { fields: { startsAt: 'Giờ họp đã qua.' } })
  await requirePeople(tx, actor, { ids: [input.chairId], field: 'chairId' })
  await requirePeople(tx, actor, { ids: input.people, field: 'people' })
  const room = await tx.db
    .selectFrom('internal_rooms')
    .select('name')
    .where('office_id', '=', actor.officeId)
    .where('id', '=', input.roomId)
    .where('retired', '=', false)
    .forUpdate()
    .executeTakeFirst()
  if (!room) throw new AppError('invalid_input', { fields: { roomId: 'Hãy chọn một phòng họp đang dùng.' } })
  let clashing = tx.db
    .selectFrom('internal_meetings')
    .select(['subject', 'starts_at', 'ends_at'])
    .where('office_id', '=', actor.officeId)
    .where('room_id', '=', input.roomId)
    .where('state', '=', 'called')
    .where('starts_at', '<', endsAt)
    .where('ends_at', '>', startsAt)
  if (id) clashing = clashing.where('id', '<>', id)
  const taken = await clashing.executeTakeFirst()
  if (!taken) return
  throw new AppError('conflict', {
    detail: `${room.name} đã có cuộc họp “${taken.subject}” từ ${formatShortMoment(taken.starts_at)}. Hãy chọn giờ hoặc phòng khác.`,
    fields: { roomId: 'Phòng đã có cuộc họp vào giờ này.' },
  })
}

export async function invite(
  tx: Tx,
  actor: Actor,
  { id, people }: { id: string; people: readonly string[] },
): Promise<void> {
  await tx.db
    .insertInto('internal_meeting_people')
    .values([...new Set(people)].map((staff_id) => ({ office_id: actor.officeId, meeting_id: id, staff_id })))
    .onConflict((on) => on.doNothing())
    .execute()
}

interface Change {
  id: string
  before: OpenMeeting
  input: Meeting
}

/** Whoever stays invited keeps their answer, unless it was given for another time. */
export async function inviteInstead(tx: Tx, actor: Actor, { id, before, input }: Change): Promise<void> {
  await tx.db
    .deleteFrom('internal_meeting_people')
    .where('office_id', '=', actor.officeId)
    .where('meeting_id', '=', id)
    .where('staff_id', 'not in', input.people)
    .execute()
  if (isMoved(before, input)) {
    await tx.db
      .updateTable('internal_meeting_people')
      .set({ answer: '', words: '' })
      .where('office_id', '=', actor.officeId)
      .where('meeting_id', '=', id)
      .execute()
  }
  await invite(tx, actor, { id, people: input.people })
}

const isMoved = (before: OpenMeeting, input: Meeting) =>
  before.startsAt.getTime() !== Date.parse(input.startsAt) ||
  before.endsAt.getTime() !== Date.parse(input.endsAt)

export const toldOf = (id: string, input: Meeting) => ({
  about: { type: 'meeting' as const, id, subject: input.subject },
  at: formatShortMoment(new Date(input.startsAt)),
})

/** Tells each what changed for them: invited now, not any more, or there at another time or place. */
export async function tellChange(
  tx: Tx,
  actor: Actor,
  { id, before, input, sequence }: Change & { sequence: number },
): Promise<void> {
  const [old, now] = [
    [...before.people, before.chairId],
    [...input.people, input.chairId],
  ]
  const told = toldOf(id, input)
  const stay = now.filter((each) => old.includes(each))
  const groups = [
    ['meeting_called', now.filter((each) => !old.includes(each))],
    ['meeting_left', old.filter((each) => !now.includes(each))],
    ['meeting_changed', isMoved(before, input) || before.roomId !== input.roomId ? stay : []],
  ] as const
  for (const [event, staffIds] of groups) {
    await tellInternal(tx, actor, { source: `${event}.${id}.${sequence}`, event, staffIds, ...told })
  }
}
