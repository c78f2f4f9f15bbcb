import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineCommand } from '../../platform/operations.ts'
import { exampleTicketId } from '../examples.ts'
import { requireField } from '../policy.ts'
import { officeOfDevice } from '../queries/find-device.ts'
import { waitOf } from '../queries/wait-of.ts'
import { addTicket } from './add-ticket.ts'

const choice = {
  fieldCode: z.string().trim().min(1, 'Hãy chọn lĩnh vực.').max(200),
  priority: z.string().trim().max(40).default(''),
}
const taken = z.object({
  id: z.uuid(),
  code: z.string(),
  /** Shows one's place under `/so/`. */
  token: z.string(),
  ahead: z.int(),
  minutes: z.int(),
  takenAt: z.iso.datetime(),
})

/** Lấy số tại máy: only a kiosk that the administrator tied to the office takes tickets there. */
export const takeTicket = defineCommand({
  name: 'counters.takeTicket',
  title: 'Lấy số thứ tự tại máy lấy số',
  audience: 'public',
  input: z.strictObject({ deviceToken: z.string().max(200), ...choice }),
  output: taken,
  limit: { kind: 'device', subject: ({ deviceToken }) => deviceToken },
  locate: (reader, { deviceToken }) => officeOfDevice(reader, { kind: 'kiosk', token: deviceToken }),
  async run(tx, actor, { fieldCode, priority }) {
    const ticket = await addTicket(tx, actor, { fieldCode, priority, source: 'kiosk' })
    const wait = await waitOf(tx.db, actor.officeId, { ticketId: ticket.id, day: localDate(tx.now) })
    return {
      output: { ...ticket, ...wait, takenAt: tx.now.toISOString() },
      audit: [{ subjectType: 'ticket', subjectId: ticket.id, facts: { code: ticket.code, priority } }],
    }
  },
})

/** Cấp số tại quầy, for whoever cannot use the kiosk. */
export const giveTicket = defineCommand({
  name: 'counters.giveTicket',
  title: 'Cấp số thứ tự cho công dân tại quầy',
  audience: ['counter'],
  door: { method: 'POST', path: '/queue/tickets', status: 201 },
  input: z.strictObject({ id: z.uuid().optional(), ...choice }),
  output: taken,
  example: { id: exampleTicketId, fieldCode: 'ho-tich', priority: 'elderly' },
  async run(tx, actor, { id, fieldCode, priority }) {
    requireField(actor, fieldCode)
    const ticket = await addTicket(tx, actor, { id, fieldCode, priority, source: 'desk' })
    const wait = await waitOf(tx.db, actor.officeId, { ticketId: ticket.id, day: localDate(tx.now) })
    return {
      output: { ...ticket, ...wait, takenAt: tx.now.toISOString() },
      audit: [{ subjectType: 'ticket', subjectId: ticket.id, facts: { code: ticket.code, priority } }],
    }
  },
})
