import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { addTicket } from '../counters/commands/add-ticket.ts'
import { bookAppointment, setAppointmentRule } from '../counters/commands/appointments.ts'
import { callNext } from '../counters/commands/call-next.ts'
import { addDevice } from '../counters/commands/devices.ts'
import { callAgain } from '../counters/commands/serve-ticket.ts'
import {
  demoAppointmentId,
  demoCalledTicketId,
  demoDisplayId,
  demoDisplayToken,
  demoKioskId,
  demoKioskToken,
  demoOldKioskId,
  demoTicketToken,
} from '../counters/examples.ts'
import { bookingChoices } from '../counters/queries/free-slots.ts'
import type { WriteDeps } from '../platform/deps.ts'
import { publicActor } from '../platform/http/context.ts'
import { type Actor, type Command, defineCommand } from '../platform/operations.ts'
import { read } from '../platform/read.ts'
import { write } from '../platform/write.ts'
import { demoSlowProcedureId } from '../procedures/examples.ts'
import { demoDeskId, demoOfficeId, demoStaffId } from '../staff/examples.ts'
import { resolveActor } from '../staff/queries.ts'

const calledFirst = { id: demoCalledTicketId, fieldCode: 'dat-dai', priority: '' }

/** Who waits for desk 2; nobody waits at desk 1. */
const waiting = [
  { fieldCode: 'dat-dai', priority: '' },
  { fieldCode: 'dat-dai', priority: 'elderly' },
  { fieldCode: 'moi-truong', priority: '', token: demoTicketToken },
]

/** A morning's queue and the devices of the demonstration office. */
export async function loadDemoQueue(services: WriteDeps): Promise<void> {
  const administrator = await member(services, 'quantri')
  const officer = await member(services, 'tiepnhan2')
  const run = (actor: Actor, command: Command, input: unknown) =>
    write(services, { actor, requestId: randomUUID() }, command, input)
  for (const device of [
    { id: demoKioskId, kind: 'kiosk', name: 'Máy lấy số sảnh chính', token: demoKioskToken },
    { id: demoDisplayId, kind: 'display', name: 'Màn hình sảnh chính', token: demoDisplayToken },
    { id: demoOldKioskId, kind: 'kiosk', name: 'Máy lấy số cũ', token: `${demoKioskToken}-cu` },
  ])
    await run(administrator, addDevice as unknown as Command, device)
  for (const fieldCode of ['ho-tich', 'chung-thuc'])
    await run(administrator, setAppointmentRule as unknown as Command, { fieldCode, capacity: 2 })
  await bookDemo(services)
  await run(officer, takeDemoTicket as unknown as Command, calledFirst)
  await run(officer, callNext as unknown as Command, { deskId: demoDeskId(1) })
  await run(officer, callAgain as unknown as Command, { ticketId: demoCalledTicketId })
  for (const ticket of waiting) await run(officer, takeDemoTicket as unknown as Command, ticket)
}

/** An appointment in the second free half-hour from now. */
async function bookDemo(services: WriteDeps): Promise<void> {
  const { days } = await read(services, publicActor, bookingChoices, { procedureId: demoSlowProcedureId })
  const [slot] = days.flatMap(({ date, starts }) => starts.map((start) => ({ date, start }))).slice(1)
  if (!slot) return
  await write(services, { actor: publicActor, requestId: randomUUID() }, bookAppointment, {
    procedureId: demoSlowProcedureId,
    id: demoAppointmentId,
    ...slot,
    name: 'Công Dân Mẫu',
    phone: '0900000000',
  })
}

const takeDemoTicket = defineCommand({
  name: 'demo.takeTicket',
  title: 'Lấy số mẫu',
  audience: ['counter'],
  input: z.strictObject({
    id: z.uuid().optional(),
    token: z.string().optional(),
    fieldCode: z.string(),
    priority: z.string(),
  }),
  output: z.object({ id: z.uuid() }),
  async run(tx, actor, input) {
    const { id, code } = await addTicket(tx, actor, { ...input, source: 'kiosk' })
    return { output: { id }, audit: [{ subjectType: 'ticket', subjectId: id, facts: { code } }] }
  },
})

async function member(services: WriteDeps, username: 'quantri' | 'tiepnhan2'): Promise<Actor> {
  const actor = await resolveActor(services, { officeId: demoOfficeId, staffId: demoStaffId(username) })
  if (!actor) throw new Error(`no member ${username}`)
  return actor
}
