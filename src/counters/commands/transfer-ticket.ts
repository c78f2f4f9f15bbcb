import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { exampleTicketId } from '../examples.ts'
import { ticketFields } from '../queries/ticket-fields.ts'
import { changeTicket } from './lock-queue.ts'
import { openTicket, requireStep } from './open-ticket.ts'

/** Chuyển quầy: the ticket waits for another field or for one desk, and keeps the place that its time gives it. */
export const transferTicket = defineCommand({
  name: 'counters.transferTicket',
  title: 'Chuyển số thứ tự sang quầy khác',
  audience: ['counter'],
  door: { method: 'POST', path: '/queue/tickets/{ticketId}/transfer' },
  input: z.strictObject({
    ticketId: z.uuid(),
    fieldCode: z.string().trim().min(1, 'Hãy chọn lĩnh vực.').max(200),
    /** The only desk that may call it; any desk that serves the field unless told. */
    deskId: z.uuid().nullish(),
  }),
  output: z.object({ ticketId: z.uuid(), code: z.string() }),
  example: { ticketId: exampleTicketId, fieldCode: 'ho-tich' },
  async run(tx, actor, { ticketId, fieldCode, deskId }) {
    const ticket = await openTicket(tx, actor, ticketId)
    await requireStep(tx, actor, { ticket, step: 'transfer' })
    await requireTarget(tx, actor, { fieldCode, deskId: deskId ?? null })
    await changeTicket(tx, actor, {
      ticketId,
      sequence: ticket.sequence,
      kind: 'transferred',
      deskId: ticket.deskId,
      change: {
        state: 'waiting',
        field_code: fieldCode,
        target_desk_id: deskId ?? null,
        desk_id: null,
        staff_id: null,
        calls: 0,
      },
    })
    const facts = { code: ticket.code, before: ticket.fieldCode, after: fieldCode, deskId: deskId ?? null }
    return {
      output: { ticketId, code: ticket.code },
      audit: [{ subjectType: 'ticket', subjectId: ticketId, facts }],
    }
  },
})

async function requireTarget(
  tx: Tx,
  actor: Actor,
  target: { fieldCode: string; deskId: string | null },
): Promise<void> {
  const fields = await ticketFields(tx.db, { officeId: actor.officeId, day: localDate(tx.now) })
  const field = fields.find(({ code }) => code === target.fieldCode)
  if (!field) {
    const message = 'Lĩnh vực này hôm nay không có quầy tiếp nhận. Hãy chọn lĩnh vực khác.'
    throw new AppError('invalid_input', { detail: message, fields: { fieldCode: message } })
  }
  if (target.deskId === null || field.deskIds.includes(target.deskId)) return
  const message = 'Quầy này không phục vụ lĩnh vực đã chọn. Hãy chọn quầy khác.'
  throw new AppError('invalid_input', { detail: message, fields: { deskId: message } })
}
