import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery, type Reader } from '../../platform/operations.ts'
import type { TicketState } from '../model/ticket.ts'
import { waitOf } from './wait-of.ts'

const unknown = () =>
  new AppError('not_found', { detail: 'Không có số thứ tự này. Hãy quét lại mã trên phiếu số.' })

async function officeOfTicket({ db }: Reader, { token }: { token: string }): Promise<string> {
  const found = await db
    .selectFrom('tickets')
    .select('office_id')
    .where('token', '=', token)
    .executeTakeFirst()
  if (!found) throw unknown()
  return found.office_id
}

/** One's place in the queue, for whoever has the ticket. Says nothing of anybody else. */
export const ownTicket = defineQuery({
  name: 'counters.ownTicket',
  title: 'Xem số thứ tự của mình',
  audience: 'public',
  input: z.strictObject({ token: z.string().min(1).max(100) }),
  output: z.object({
    code: z.string(),
    fieldName: z.string(),
    state: z.enum(['waiting', 'calling', 'serving', 'done', 'absent', 'cancelled', 'over']),
    /** Where to go, once called. */
    desk: z.object({ name: z.string(), place: z.string() }).nullable(),
    ahead: z.int(),
    minutes: z.int(),
    takenAt: z.date(),
  }),
  limit: { kind: 'device', subject: ({ token }) => token },
  locate: officeOfTicket,
  async run({ db, now }, { officeId }, { token }) {
    const ticket = await db
      .selectFrom('tickets as t')
      .innerJoin('fields as f', (join) =>
        join.onRef('f.office_id', '=', 't.office_id').onRef('f.code', '=', 't.field_code'),
      )
      .leftJoin('desks as k', (join) =>
        join.onRef('k.office_id', '=', 't.office_id').onRef('k.id', '=', 't.desk_id'),
      )
      .select(['t.id', 't.code', 't.day', 't.state', 't.taken_at as takenAt', 'f.name as fieldName'])
      .select(['k.name as deskName', 'k.place as deskPlace'])
      .where('t.office_id', '=', officeId)
      .where('t.token', '=', token)
      .executeTakeFirst()
    if (!ticket) throw unknown()
    const today = localDate(now)
    const state = ticket.state as TicketState
    const isToday = ticket.day === today
    const wait =
      state === 'waiting' && isToday
        ? await waitOf(db, officeId, { ticketId: ticket.id, day: today })
        : { ahead: 0, minutes: 0 }
    return {
      code: ticket.code,
      fieldName: ticket.fieldName,
      state: isToday || state === 'done' || state === 'cancelled' ? state : ('over' as const),
      desk: ticket.deskName === null ? null : { name: ticket.deskName, place: ticket.deskPlace ?? '' },
      ...wait,
      takenAt: ticket.takenAt,
    }
  },
})
