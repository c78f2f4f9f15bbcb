import { z } from 'zod'
import { formatClock } from '../../calendar/model/clock-time.ts'
import { localDate, minuteOfDay } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, type AuditEntry, defineCommand, type Tx } from '../../platform/operations.ts'
import { appointmentPriority } from '../model/priority-kinds.ts'
import { admittedFrom, arrivalAt } from '../model/slots.ts'
import { requireField } from '../policy.ts'
import { officeOfDevice } from '../queries/find-device.ts'
import { waitOf } from '../queries/wait-of.ts'
import { addTicket } from './add-ticket.ts'

const admitted = z.object({
  id: z.uuid(),
  code: z.string(),
  token: z.string(),
  fieldCode: z.string(),
  ahead: z.int(),
  minutes: z.int(),
  takenAt: z.iso.datetime(),
})

/** Who made an appointment types its code at the kiosk and gets a ticket. */
export const arriveWithAppointment = defineCommand({
  name: 'counters.arriveWithAppointment',
  title: 'Lấy số bằng mã lịch hẹn tại máy lấy số',
  audience: 'public',
  input: z.strictObject({
    deviceToken: z.string().max(200),
    code: z
      .string()
      .trim()
      .regex(/^\d{6}$/, 'Mã lịch hẹn gồm 6 chữ số.'),
  }),
  output: admitted,
  limit: { kind: 'device', subject: ({ deviceToken }) => deviceToken },
  locate: (reader, { deviceToken }) => officeOfDevice(reader, { kind: 'kiosk', token: deviceToken }),
  run: (tx, actor, { code }) => admit(tx, actor, { by: 'code', value: code, source: 'kiosk' }),
})

/** The officer lets in who made an appointment, where there is no kiosk or it is not understood. */
export const admitAppointment = defineCommand({
  name: 'counters.admitAppointment',
  title: 'Cấp số cho người có lịch hẹn đã đến',
  audience: ['counter'],
  input: z.strictObject({ appointmentId: z.uuid() }),
  output: admitted,
  run: (tx, actor, { appointmentId }) => admit(tx, actor, { by: 'id', value: appointmentId, source: 'desk' }),
})

interface Admission {
  by: 'code' | 'id'
  value: string
  source: 'kiosk' | 'desk'
}

async function admit(
  tx: Tx,
  actor: Actor,
  { by, value, source }: Admission,
): Promise<{ output: z.output<typeof admitted>; audit: [AuditEntry] }> {
  const day = localDate(tx.now)
  const appointment = await tx.db
    .selectFrom('appointments')
    .select(['id', 'field_code as fieldCode', 'starts_minute as start'])
    .where('office_id', '=', actor.officeId)
    .where('day', '=', day)
    .where(by, '=', value)
    .where('state', '=', 'booked')
    .forUpdate()
    .executeTakeFirst()
  if (!appointment) {
    const detail = 'Hôm nay không có lịch hẹn này, hoặc đã dùng. Hãy xem lại mã, hoặc lấy số thường.'
    throw new AppError('not_found', { detail })
  }
  const { id: appointmentId, fieldCode, start } = appointment
  if (source === 'desk') requireField(actor, fieldCode)
  const arrival = arrivalAt(start, minuteOfDay(tx.now))
  if (arrival === 'early') {
    const from = formatClock(admittedFrom(start))
    throw new AppError('wrong_state', {
      detail: `Lịch hẹn lúc ${formatClock(start)}; từ ${from} mới lấy số theo lịch hẹn. Ông, bà có thể lấy số thường ngay bây giờ.`,
    })
  }
  const priority = arrival === 'on_time' ? appointmentPriority.code : ''
  const ticket = await addTicket(tx, actor, { fieldCode, priority, isAppointment: true, source })
  await tx.db
    .updateTable('appointments')
    .set({ state: 'arrived', ticket_id: ticket.id })
    .where('office_id', '=', actor.officeId)
    .where('id', '=', appointmentId)
    .execute()
  const wait = await waitOf(tx.db, actor.officeId, { ticketId: ticket.id, day })
  return {
    output: { ...ticket, ...wait, fieldCode, takenAt: tx.now.toISOString() },
    audit: [
      { subjectType: 'appointment', subjectId: appointmentId, facts: { ticket: ticket.code, arrival } },
    ],
  }
}
