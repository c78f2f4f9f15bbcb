import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { formatShortMoment } from '../../../calendar/model/clock-time.ts'
import { AppError } from '../../../platform/errors.ts'
import { defineCommand } from '../../../platform/operations.ts'
import { demoStaffId } from '../../../staff/examples.ts'
import { lineSchema } from '../../../staff/model.ts'
import { demoInternalId } from '../../model/outgoing/demo-outgoing.ts'
import { outgoingReason } from '../../model/outgoing/outgoing-inputs.ts'
import {
  columnsOf,
  invite,
  inviteInstead,
  meetingParts,
  openMeeting,
  requireBookable,
  tellChange,
  toldOf,
} from './meeting-parts.ts'
import { tellInternal } from './tell-internal.ts'

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

/** Mời họp, in a room that is free at that time. */
export const callMeeting = defineCommand({
  name: 'records.callMeeting',
  title: 'Mời họp và đặt phòng',
  audience: 'staff',
  door: { method: 'POST', path: '/meetings', status: 201 },
  input: z.strictObject({ id: z.uuid().optional(), ...meetingParts }),
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
    await tellInternal(tx, actor, {
      source: `meeting.called.${id}`,
      event: 'meeting_called',
      staffIds: [...input.people, input.chairId],
      ...toldOf(id, input),
    })
    return { output: { id }, audit: [{ subjectType: 'meeting', subjectId: id, facts: { ...input } }] }
  },
})

/** Đổi cuộc họp: time, room or people; calendars replace what they had. */
export const changeMeeting = defineCommand({
  name: 'records.changeMeeting',
  title: 'Đổi giờ, phòng hoặc người dự cuộc họp',
  audience: 'staff',
  input: z.strictObject({ id: z.uuid(), sequence: z.int().min(0), ...meetingParts }),
  output: z.object({ id: z.string() }),
  async run(tx, actor, { id, sequence, ...input }) {
    const before = await openMeeting(tx, actor, { id, sequence })
    await requireBookable(tx, actor, { id, input })
    await tx.db
      .updateTable('internal_meetings')
      .set({ ...columnsOf(input), sequence: sequence + 1, changed_at: tx.now })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .execute()
    await inviteInstead(tx, actor, { id, before, input })
    await tellChange(tx, actor, { id, before, input, sequence: sequence + 1 })
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
    const meeting = await openMeeting(tx, actor, { id, sequence })
    await tx.db
      .updateTable('internal_meetings')
      .set({ state: 'cancelled', cancel_reason: reason, sequence: sequence + 1, changed_at: tx.now })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .execute()
    await tellInternal(tx, actor, {
      source: `meeting.cancelled.${id}`,
      event: 'meeting_cancelled',
      staffIds: [...meeting.people, meeting.chairId],
      about: { type: 'meeting', id, subject: meeting.subject },
      at: formatShortMoment(meeting.startsAt),
      result: reason,
    })
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
