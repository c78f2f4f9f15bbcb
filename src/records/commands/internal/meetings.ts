import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { formatShortMoment } from '../../../calendar/model/clock-time.ts'
import { AppError } from '../../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../../platform/operations.ts'
import { foldVietnamese } from '../../../platform/search-text.ts'
import { demoStaffId } from '../../../staff/examples.ts'
import { lineSchema } from '../../../staff/model.ts'
import { demoInternalId } from '../../model/outgoing/demo-outgoing.ts'
import { outgoingReason } from '../../model/outgoing/outgoing-inputs.ts'
import { requirePeople } from './require-people.ts'

/** Thêm phòng họp. */
export const addRoom = defineCommand({
  name: 'records.addRoom',
  title: 'Thêm phòng họp',
  audience: ['admin', 'clerk'],
  door: { method: 'POST', path: '/meeting-rooms', status: 201 },
  input: z.strictObject({ id: z.uuid().optional(), name: lineSchema, seats: z.int().min(1).max(5000) }),
  output: z.object({ id: z.string() }),
  example: { name: 'Hội trường lớn', seats: 120 },
  async run(tx, actor, { id = uuid(), name, seats }) {
    await tx.db.insertInto('internal_rooms').values({ office_id: actor.officeId, id, name, seats }).execute()
    return { output: { id }, audit: [{ subjectType: 'meeting_room', subjectId: id, facts: { name, seats } }] }
  },
})

const time = z.iso.datetime({ offset: true, error: 'Hãy nhập ngày và giờ.' })
const meeting = {
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
type Meeting = { [Key in keyof typeof meeting]: z.output<(typeof meeting)[Key]> }

/** Mời họp, in a room that is free at that time. */
export const callMeeting = defineCommand({
  name: 'records.callMeeting',
  title: 'Mời họp và đặt phòng',
  audience: 'staff',
  door: { method: 'POST', path: '/meetings', status: 201 },
  input: z.strictObject({ id: z.uuid().optional(), ...meeting }),
  output: z.object({ id: z.string() }),
  example: {
    subject: 'Họp giao ban tháng 4',
    agenda: 'Đánh giá công tác tháng 3.',
    roomId: demoInternalId('room'),
    startsAt: '2027-04-01T08:00:00+07:00',
    endsAt: '2027-04-01T09:30:00+07:00',
    chairId: demoStaffId('chutich'),
    people: [demoStaffId('vanthu'), demoStaffId('chuyenmon')],
    guests: '',
  },
  async run(tx, actor, { id = uuid(), ...input }) {
    await requireBookable(tx, actor, { id: null, input })
    await tx.db
      .insertInto('internal_meetings')
      .values({
        office_id: actor.officeId,
        id,
        ...columnsOf(input),
        invited_by: actor.id,
        state: 'called',
        changed_at: tx.now,
      })
      .execute()
    await invite(tx, actor, { id, people: input.people })
    return { output: { id }, audit: [{ subjectType: 'meeting', subjectId: id, facts: { ...input } }] }
  },
})

/** Đổi cuộc họp: time, room or people; calendars replace what they had. */
export const changeMeeting = defineCommand({
  name: 'records.changeMeeting',
  title: 'Đổi giờ, phòng hoặc người dự cuộc họp',
  audience: 'staff',
  input: z.strictObject({ id: z.uuid(), sequence: z.int().min(0), ...meeting }),
  output: z.object({ id: z.string() }),
  async run(tx, actor, { id, sequence, ...input }) {
    await openMeeting(tx, actor, { id, sequence })
    await requireBookable(tx, actor, { id, input })
    await tx.db
      .updateTable('internal_meetings')
      .set({ ...columnsOf(input), sequence: sequence + 1, changed_at: tx.now })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .execute()
    await tx.db
      .deleteFrom('internal_meeting_people')
      .where('office_id', '=', actor.officeId)
      .where('meeting_id', '=', id)
      .where('staff_id', 'not in', input.people)
      .execute()
    await invite(tx, actor, { id, people: input.people })
    return { output: { id }, audit: [{ subjectType: 'meeting', subjectId: id, facts: { ...input } }] }
  },
})

/** Hoãn, hủy cuộc họp: the room is free again. */
export const cancelMeeting = defineCommand({
  name: 'records.cancelMeeting',
  title: 'Hoãn hoặc hủy cuộc họp',
  audience: 'staff',
  input: z.strictObject({ id: z.uuid(), sequence: z.int().min(0), reason: outgoingReason }),
  output: z.object({ id: z.string() }),
  async run(tx, actor, { id, sequence, reason }) {
    await openMeeting(tx, actor, { id, sequence })
    await tx.db
      .updateTable('internal_meetings')
      .set({ state: 'cancelled', cancel_reason: reason, sequence: sequence + 1, changed_at: tx.now })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .execute()
    return { output: { id }, audit: [{ subjectType: 'meeting', subjectId: id, facts: { reason } }] }
  },
})

/** Trả lời giấy mời: comes, or is absent with a reason. */
export const answerMeeting = defineCommand({
  name: 'records.answerMeeting',
  title: 'Trả lời giấy mời họp',
  audience: 'staff',
  input: z.strictObject({
    id: z.uuid(),
    answer: z.enum(['comes', 'absent']),
    words: z.string().trim().max(500),
  }),
  output: z.object({ id: z.string() }),
  async run(tx, actor, { id, answer, words }) {
    if (answer === 'absent' && words.length < 5) {
      throw new AppError('invalid_input', { fields: { words: 'Hãy ghi lý do vắng (ít nhất 5 ký tự).' } })
    }
    const changed = await tx.db
      .updateTable('internal_meeting_people')
      .set({ answer, words })
      .where('office_id', '=', actor.officeId)
      .where('meeting_id', '=', id)
      .where('staff_id', '=', actor.id)
      .returning('staff_id')
      .executeTakeFirst()
    if (!changed)
      throw new AppError('not_found', { detail: 'Bạn không có trong danh sách mời của cuộc họp này.' })
    return { output: { id }, audit: [{ subjectType: 'meeting', subjectId: id, facts: { answer, words } }] }
  },
})

function columnsOf(input: Meeting) {
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

async function openMeeting(
  tx: Tx,
  actor: Actor,
  { id, sequence }: { id: string; sequence: number },
): Promise<void> {
  const row = await tx.db
    .selectFrom('internal_meetings')
    .select(['invited_by', 'chair_id', 'state', 'sequence'])
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
}

/** The row of the room is the lock: of two who book at once the second sees the first (no double booking). */
async function requireBookable(
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

async function invite(
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
