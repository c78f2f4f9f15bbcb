import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { formatClock } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { type Actor, defineQuery } from '../../platform/operations.ts'
import { dutiesHeld } from '../../staff/queries/duties-held.ts'
import { callingOrder, priorityRunOf } from '../model/order.ts'
import { appointmentPriority, priorityKindsOn } from '../model/priority-kinds.ts'
import { nextTicketSteps, type TicketState, type TicketStep, ticketSteps } from '../model/ticket.ts'
import { calledFields } from '../policy.ts'
import { queueSettings } from './queue-settings.ts'
import { ticketFields } from './ticket-fields.ts'
import { latestCalls, waitingFor } from './waiting-for.ts'

const steps = z.enum(Object.keys(ticketSteps) as [TicketStep, ...TicketStep[]])
const ticket = z.object({
  id: z.uuid(),
  code: z.string(),
  fieldCode: z.string(),
  fieldName: z.string(),
  /** In words; empty for an ordinary ticket. */
  priority: z.string(),
})
const current = ticket.extend({
  state: z.enum(['calling', 'serving']),
  calls: z.int(),
  startedAt: z.date().nullable(),
  steps: z.array(steps),
})
const choice = z.object({ code: z.string(), name: z.string() })

const expected = z.object({ id: z.uuid(), time: z.string(), name: z.string(), fieldName: z.string() })

const deskView = z.object({
  /** Number of the latest event of the office's queue: what is shown here is as of then. */
  sequence: z.int(),
  desks: z.array(z.object({ id: z.uuid(), name: z.string() })),
  deskId: z.uuid().nullable(),
  current: current.nullable(),
  /** In the order in which they will be called. */
  waiting: z.array(ticket.extend({ queuedAt: z.date() })),
  absent: z.array(ticket),
  /** Who is expected today, earliest first. */
  appointments: z.array(expected),
  /** Fields of the office's desks, for transfers and for tickets given at the desk. */
  fields: z.array(
    choice.extend({ isOwn: z.boolean(), desks: z.array(z.object({ id: z.uuid(), name: z.string() })) }),
  ),
  priorities: z.array(choice),
})
export type DeskView = z.output<typeof deskView>

/** What the officer at a desk works with: whom the desk has, who waits in which order, who was absent. */
export const deskQueue = defineQuery({
  name: 'counters.deskQueue',
  title: 'Xem hàng chờ của quầy',
  audience: ['counter'],
  door: { method: 'GET', path: '/queue/desk' },
  input: z.strictObject({ deskId: z.uuid().optional() }),
  output: deskView,
  example: {},
  async run({ db, now }, actor, input) {
    const day = localDate(now)
    const { officeId } = actor
    const [desks, settings, fields, sequence] = await Promise.all([
      desksOf(db, actor, day),
      queueSettings(db, officeId),
      ticketFields(db, { officeId, day }),
      latestSequence(db, officeId),
    ])
    const kinds = priorityKindsOn(day, settings.elderlyAge)
    const names = [...kinds, appointmentPriority]
    const named = <T extends { priority: string }>(each: T) => ({
      ...each,
      priority: names.find(({ code }) => code === each.priority)?.name ?? (each.priority && 'Ưu tiên'),
    })
    const duty = calledFields(actor)
    const isOwn = (code: string) => duty === null || duty.includes(code)
    const desk = desks.find(({ id }) => id === input.deskId) ?? desks[0]
    const at = {
      deskId: desk?.id ?? '',
      day,
      fields: fields
        .filter(({ code, deskIds }) => isOwn(code) && deskIds.includes(desk?.id ?? ''))
        .map(({ code }) => code),
      count: settings.priorityRun,
    }
    const shown = desk
      ? await ticketsAt(db, officeId, at)
      : { current: null, waiting: [], absent: [], calls: [] }
    return {
      sequence,
      desks: desks.map(({ id, name }) => ({ id, name })),
      deskId: desk?.id ?? null,
      current: shown.current && {
        ...named(shown.current),
        steps: [...nextTicketSteps(shown.current, settings.callsBeforeAbsent)],
      },
      waiting: callingOrder(shown.waiting, settings, priorityRunOf(shown.calls)).map(named),
      absent: shown.absent.map(named),
      appointments: await expectedAt(db, officeId, at),
      fields: fields.map(({ code, name, deskIds, deskNames }) => ({
        code,
        name,
        isOwn: isOwn(code),
        desks: deskIds.map((id, index) => ({ id, name: deskNames[index] ?? '' })),
      })),
      priorities: kinds,
    }
  },
})

/**
 * Desks in use: first where the actor called last today, then where the roster has them (or whom they stand in for), then
 * the others in their order.
 */
async function desksOf(db: Kysely<DB>, { officeId, id }: Actor, day: string) {
  const found = await sql<{ id: string; name: string }>`
    select k.id, k.name from desks k
    where k.office_id = ${officeId}::uuid and k.active
    order by (select max(t.call_sequence) from tickets t where t.office_id = k.office_id and t.desk_id = k.id
        and t.day = ${day}::date and t.staff_id = ${id}::uuid) desc nulls last,
      exists (select 1 from ${dutiesHeld(officeId, day)} h
      join duties d on d.office_id = ${officeId}::uuid and d.id = h.duty_id and d.desk_id = k.id
      where h.staff_id = ${id}::uuid and h.role = 'counter') desc, k.sort, k.code`.execute(db)
  return found.rows
}

async function latestSequence(db: Kysely<DB>, officeId: string): Promise<number> {
  const row = await db
    .selectFrom('ticket_events')
    .select('sequence')
    .where('office_id', '=', officeId)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.sequence ?? 0
}

/** Appointments of today in the desk's fields whose people have not come yet. */
async function expectedAt(
  db: Kysely<DB>,
  officeId: string,
  { day, fields }: { day: string; fields: readonly string[] },
): Promise<z.output<typeof expected>[]> {
  const found = await sql<{ id: string; minute: number; name: string; fieldName: string }>`
    select a.id, a.starts_minute as minute, a.name, f.name as "fieldName" from appointments a
    join fields f on f.office_id = a.office_id and f.code = a.field_code
    where a.office_id = ${officeId}::uuid and a.day = ${day}::date and a.state = 'booked'
      and a.field_code = any(${[...fields]}::text[])
    order by a.starts_minute, a.booked_at limit 100`.execute(db)
  return found.rows.map(({ minute, ...row }) => ({ ...row, time: formatClock(minute) }))
}

interface CurrentRow {
  id: string
  code: string
  fieldCode: string
  fieldName: string
  priority: string
  state: TicketState
  calls: number
  startedAt: Date | null
}

async function ticketsAt(
  db: Kysely<DB>,
  officeId: string,
  at: { deskId: string; day: string; fields: readonly string[]; count: number },
) {
  const columns = sql`t.id, t.code, t.field_code as "fieldCode", f.name as "fieldName", t.priority, t.state, t.calls,
    t.started_at as "startedAt" from tickets t join fields f on f.office_id = t.office_id and f.code = t.field_code
    where t.office_id = ${officeId}::uuid`
  const [now, absent, waiting, calls] = await Promise.all([
    sql<CurrentRow & { state: 'calling' | 'serving' }>`select ${columns} and t.desk_id = ${at.deskId}::uuid
      and t.state in ('calling', 'serving')`.execute(db),
    sql<CurrentRow>`select ${columns} and t.day = ${at.day}::date and t.state = 'absent'
      and t.field_code = any(${[...at.fields]}::text[]) order by t.ended_at desc limit 50`.execute(db),
    waitingFor(db, officeId, at),
    latestCalls(db, officeId, at),
  ])
  return { current: now.rows[0] ?? null, absent: absent.rows, waiting, calls }
}
