import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { localDate, localDateSchema } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { checkPhone } from '../../procedures/model/phone.ts'
import { officeOfProcedure } from '../../procedures/queries/print-form.ts'
import { procedureForIntake } from '../../procedures/queries.ts'
import { lineSchema } from '../../staff/model.ts'
import { freeSlots } from '../queries/free-slots.ts'

/** Appointments that one telephone number may have ahead. */
const perPhone = 3

/** How many appointments of a field each half-hour takes; 0 takes none. */
export const setAppointmentRule = defineCommand({
  name: 'counters.setAppointmentRule',
  title: 'Đặt số lịch hẹn nhận trong mỗi nửa giờ',
  audience: ['admin'],
  door: { method: 'PUT', path: '/queue/appointment-rules/{fieldCode}' },
  input: z.strictObject({
    fieldCode: z.string().min(1, 'Hãy chọn lĩnh vực.').max(200),
    capacity: z.coerce.number({ error: 'Hãy nhập số.' }).int().min(0, 'Từ 0 đến 50.').max(50, 'Từ 0 đến 50.'),
  }),
  output: z.object({ fieldCode: z.string(), capacity: z.int() }),
  example: { fieldCode: 'ho-tich', capacity: 2 },
  async run(tx, { officeId }, { fieldCode, capacity }) {
    await tx.db
      .insertInto('appointment_rules')
      .values({ office_id: officeId, field_code: fieldCode, capacity })
      .onConflict((conflict) => conflict.columns(['office_id', 'field_code']).doUpdateSet({ capacity }))
      .execute()
    return {
      output: { fieldCode, capacity },
      audit: [{ subjectType: 'appointment_rule', subjectId: fieldCode, facts: { capacity } }],
    }
  },
})

/** Đặt lịch hẹn online. The page makes the id; who knows it may see and cancel. Fails with invalid_input on a slot taken meanwhile. */
export const bookAppointment = defineCommand({
  name: 'counters.bookAppointment',
  title: 'Đặt lịch hẹn làm thủ tục',
  audience: 'public',
  input: z.strictObject({
    procedureId: z.uuid(),
    id: z.uuid(),
    date: localDateSchema,
    start: z.int().min(0).max(1439),
    name: lineSchema,
    phone: z.string().trim().min(1, { error: 'Hãy nhập số điện thoại.' }).max(30),
  }),
  output: z.object({ id: z.uuid(), code: z.string() }),
  limit: { kind: 'filing', subject: ({ procedureId }) => procedureId },
  locate: officeOfProcedure,
  async run(tx, { officeId }, { procedureId, id, date, start, name, ...typed }) {
    const procedure = await procedureForIntake(tx.db, officeId, { procedureId, onDate: localDate(tx.now) })
    if (!procedure) throw new AppError('not_found', { detail: 'Thủ tục này không còn hiệu lực.' })
    const phone = phoneOf(typed.phone)
    await lockSlots(tx, officeId, procedure.fieldCode)
    const days = await freeSlots(tx.db, officeId, { fieldCode: procedure.fieldCode, now: tx.now })
    if (!days.some((day) => day.date === date && day.starts.includes(start))) {
      const message = 'Giờ này vừa hết chỗ hoặc không nhận hẹn. Hãy chọn giờ khác.'
      throw new AppError('invalid_input', { detail: message, fields: { start: message } })
    }
    await requireFewOf(tx, officeId, phone)
    const code = String(randomInt(100_000, 1_000_000))
    await tx.db
      .insertInto('appointments')
      .values({
        office_id: officeId,
        id,
        code,
        procedure_id: procedureId,
        field_code: procedure.fieldCode,
        day: date,
        starts_minute: start,
        name,
        phone,
        state: 'booked',
        booked_at: tx.now,
      })
      .execute()
    return {
      output: { id, code },
      // Who comes is the citizen's own and stands in no log.
      audit: [
        { subjectType: 'appointment', subjectId: id, facts: { procedure: procedure.code, date, start } },
      ],
    }
  },
})

/** Hủy lịch hẹn, by whoever made it; the slot is free again at once. */
export const cancelAppointment = defineCommand({
  name: 'counters.cancelAppointment',
  title: 'Hủy lịch hẹn của mình',
  audience: 'public',
  input: z.strictObject({ procedureId: z.uuid(), id: z.uuid() }),
  output: z.object({ id: z.uuid() }),
  limit: { kind: 'lookup', subject: ({ id }) => id },
  locate: officeOfProcedure,
  async run(tx, { officeId }, { procedureId, id }) {
    const cancelled = await tx.db
      .updateTable('appointments')
      .set({ state: 'cancelled' })
      .where('office_id', '=', officeId)
      .where('id', '=', id)
      .where('procedure_id', '=', procedureId)
      .where('state', '=', 'booked')
      .returning('day')
      .executeTakeFirst()
    if (!cancelled)
      throw new AppError('wrong_state', { detail: 'Lịch hẹn này đã hủy, đã dùng, hoặc không có.' })
    return { output: { id }, audit: [{ subjectType: 'appointment', subjectId: id, facts: cancelled }] }
  },
})

/** Whoever books in a field does so one after the other, so that no slot takes more than it holds. */
async function lockSlots(tx: Tx, officeId: string, fieldCode: string): Promise<void> {
  await tx.db
    .selectFrom('appointment_rules')
    .select('capacity')
    .where('office_id', '=', officeId)
    .where('field_code', '=', fieldCode)
    .forUpdate()
    .execute()
}

function phoneOf(typed: string): string {
  const { phone } = checkPhone(typed)
  if (/^\+?\d{9,15}$/.test(phone)) return phone
  throw new AppError('invalid_input', { fields: { phone: 'Hãy nhập số điện thoại, ví dụ 0912345678.' } })
}

async function requireFewOf(tx: Tx, officeId: string, phone: string): Promise<void> {
  const counted = await sql<{ n: number }>`select count(*)::int as n from appointments
    where office_id = ${officeId}::uuid and phone = ${phone} and state = 'booked' and day >= ${localDate(tx.now)}::date`.execute(
    tx.db,
  )
  if ((counted.rows[0]?.n ?? 0) < perPhone) return
  const message = `Số điện thoại này đã có ${perPhone} lịch hẹn. Hãy hủy bớt rồi đặt lại.`
  throw new AppError('invalid_input', { detail: message, fields: { phone: message } })
}
