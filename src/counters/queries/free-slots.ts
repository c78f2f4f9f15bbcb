import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { addDays, type LocalDate, localDate, minuteOfDay } from '../../calendar/model/local-time.ts'
import { hoursOn } from '../../calendar/model/working-calendar.ts'
import { loadCalendar } from '../../calendar/queries.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { officeOfProcedure } from '../../procedures/queries/print-form.ts'
import { procedureForIntake } from '../../procedures/queries.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { isAhead, slotsOf } from '../model/slots.ts'
import { ticketFields } from './ticket-fields.ts'

/** How many days ahead appointments are made. */
const daysAhead = 14

const day = z.object({ date: z.string(), starts: z.array(z.int()) })

/** Half-hours of the coming days in which a field still has room; nothing where the office takes no appointments for it. */
export async function freeSlots(
  db: Kysely<DB>,
  officeId: string,
  { fieldCode, now }: { fieldCode: string; now: Date },
): Promise<z.output<typeof day>[]> {
  const today = localDate(now)
  const until = addDays(today, daysAhead)
  const [rule, fields, calendar, taken] = await Promise.all([
    db
      .selectFrom('appointment_rules')
      .select('capacity')
      .where('office_id', '=', officeId)
      .where('field_code', '=', fieldCode)
      .executeTakeFirst(),
    ticketFields(db, { officeId, day: today }),
    loadCalendar(db, officeId, { from: today, to: until }),
    takenSlots(db, officeId, { fieldCode, from: today, until }),
  ])
  const capacity = fields.some(({ code }) => code === fieldCode) ? (rule?.capacity ?? 0) : 0
  const isFree = (date: LocalDate, start: number) =>
    (taken.get(`${date} ${start}`) ?? 0) < capacity && (date > today || isAhead(start, minuteOfDay(now)))
  return Array.from({ length: daysAhead + 1 }, (_, index) => addDays(today, index))
    .map((date) => ({
      date,
      starts: slotsOf(hoursOn(calendar, date)).filter((start) => isFree(date, start)),
    }))
    .filter(({ starts }) => starts.length > 0)
}

async function takenSlots(
  db: Kysely<DB>,
  officeId: string,
  { fieldCode, from, until }: { fieldCode: string; from: string; until: string },
): Promise<Map<string, number>> {
  const found = await sql<{ day: string; start: number; n: number }>`
    select day, starts_minute as start, count(*)::int as n from appointments
    where office_id = ${officeId}::uuid and field_code = ${fieldCode} and state <> 'cancelled'
      and day between ${from}::date and ${until}::date
    group by 1, 2`.execute(db)
  return new Map(found.rows.map(({ day: date, start, n }) => [`${date} ${start}`, n]))
}

/** What the page for booking offers for a procedure. Fails with not_found on a procedure that is not in force. */
export const bookingChoices = defineQuery({
  name: 'counters.bookingChoices',
  title: 'Xem giờ còn trống để đặt lịch hẹn',
  audience: 'public',
  input: z.strictObject({ procedureId: z.uuid() }),
  output: z.object({
    procedureName: z.string(),
    receptionName: z.string(),
    address: z.string(),
    days: z.array(day),
  }),
  limit: { kind: 'lookup', subject: ({ procedureId }) => procedureId },
  locate: officeOfProcedure,
  async run({ db, now }, { officeId }, { procedureId }) {
    const wanted = { procedureId, onDate: localDate(now) }
    const procedure = await procedureForIntake(db, officeId, wanted)
    if (!procedure) throw new AppError('not_found', { detail: 'Thủ tục này không còn hiệu lực.' })
    const [office, days] = await Promise.all([
      officeFacts(db, officeId),
      freeSlots(db, officeId, { fieldCode: procedure.fieldCode, now }),
    ])
    return {
      procedureName: procedure.name,
      receptionName: office.receptionName,
      address: office.address,
      days,
    }
  },
})

/** One's own appointment, for whoever knows its id. */
export const ownAppointment = defineQuery({
  name: 'counters.ownAppointment',
  title: 'Xem lịch hẹn của mình',
  audience: 'public',
  input: z.strictObject({ procedureId: z.uuid(), id: z.uuid() }),
  output: z.object({
    code: z.string(),
    date: z.string(),
    start: z.int(),
    state: z.enum(['booked', 'arrived', 'cancelled']),
    name: z.string(),
    receptionName: z.string(),
    address: z.string(),
  }),
  limit: { kind: 'lookup', subject: ({ id }) => id },
  locate: officeOfProcedure,
  async run({ db }, { officeId }, { procedureId, id }) {
    const row = await db
      .selectFrom('appointments')
      .select(['code', 'day as date', 'starts_minute as start', 'state', 'name'])
      .where('office_id', '=', officeId)
      .where('id', '=', id)
      .where('procedure_id', '=', procedureId)
      .executeTakeFirst()
    if (!row) throw new AppError('not_found', { detail: 'Không có lịch hẹn này, hoặc đã quá 30 ngày.' })
    const { receptionName, address } = await officeFacts(db, officeId)
    return { ...row, state: row.state as 'booked', receptionName, address }
  },
})

/** Every field for which tickets are given, and how many appointments each half-hour takes. */
export const listAppointmentRules = defineQuery({
  name: 'counters.listAppointmentRules',
  title: 'Xem số lịch hẹn nhận trong mỗi nửa giờ',
  audience: ['admin'],
  door: { method: 'GET', path: '/queue/appointment-rules' },
  input: z.strictObject({}),
  output: z.object({ fields: z.array(z.object({ code: z.string(), name: z.string(), capacity: z.int() })) }),
  example: {},
  async run({ db, now }, { officeId }) {
    const [fields, rules] = await Promise.all([
      ticketFields(db, { officeId, day: localDate(now) }),
      db
        .selectFrom('appointment_rules')
        .select(['field_code', 'capacity'])
        .where('office_id', '=', officeId)
        .execute(),
    ])
    return {
      fields: fields.map(({ code, name }) => ({
        code,
        name,
        capacity: rules.find((rule) => rule.field_code === code)?.capacity ?? 0,
      })),
    }
  },
})
