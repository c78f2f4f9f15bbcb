import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Actor, type AuditEntry, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoCalledTicketId, exampleTicketId } from '../examples.ts'
import type { TicketStep } from '../model/ticket.ts'
import { changeTicket, type TicketChange, type TicketEventKind } from './lock-queue.ts'
import { type OpenTicket, openTicket, requireStep } from './open-ticket.ts'

const input = z.strictObject({ ticketId: z.uuid() })
const output = z.object({ ticketId: z.uuid(), code: z.string() })

/** Does one step with a ticket: open under the lock, rule, change, event. */
async function step(
  tx: Tx,
  actor: Actor,
  work: {
    ticketId: string
    step: TicketStep
    kind: TicketEventKind
    change(ticket: OpenTicket): TicketChange
  },
): Promise<{ output: z.output<typeof output>; audit: [AuditEntry] }> {
  const ticket = await openTicket(tx, actor, work.ticketId)
  await requireStep(tx, actor, { ticket, step: work.step })
  await changeTicket(tx, actor, {
    ticketId: ticket.id,
    sequence: ticket.sequence,
    kind: work.kind,
    deskId: ticket.deskId,
    change: work.change(ticket),
  })
  return { output: { ticketId: ticket.id, code: ticket.code }, audit: [auditOf(ticket)] }
}

function auditOf({ id, code, state }: OpenTicket, facts: Record<string, unknown> = {}): AuditEntry {
  return { subjectType: 'ticket', subjectId: id, facts: { code, before: state, ...facts } }
}

/** Gọi lại: the display shows and says the number once more. */
export const callAgain = defineCommand({
  name: 'counters.callAgain',
  title: 'Gọi lại số thứ tự',
  audience: ['counter'],
  door: { method: 'POST', path: '/queue/tickets/{ticketId}/call-again' },
  input,
  output,
  example: { ticketId: exampleTicketId },
  run: (tx, actor, { ticketId }) =>
    step(tx, actor, {
      ticketId,
      step: 'callAgain',
      kind: 'called',
      change: ({ calls, sequence }) => ({ calls: calls + 1, call_sequence: sequence }),
    }),
})

/** Bắt đầu phục vụ: the holder has come to the desk. */
export const startServing = defineCommand({
  name: 'counters.startServing',
  title: 'Bắt đầu phục vụ số thứ tự',
  audience: ['counter'],
  door: { method: 'POST', path: '/queue/tickets/{ticketId}/start' },
  input,
  output,
  example: { ticketId: demoCalledTicketId },
  run: (tx, actor, { ticketId }) =>
    step(tx, actor, {
      ticketId,
      step: 'start',
      kind: 'started',
      change: () => ({ state: 'serving', started_at: tx.now, staff_id: actor.id }),
    }),
})

/** Vắng mặt: called often enough and not come; may still come back today. */
export const markAbsent = defineCommand({
  name: 'counters.markAbsent',
  title: 'Ghi người giữ số vắng mặt',
  audience: ['counter'],
  door: { method: 'POST', path: '/queue/tickets/{ticketId}/absent' },
  input,
  output,
  example: { ticketId: exampleTicketId },
  run: (tx, actor, { ticketId }) =>
    step(tx, actor, {
      ticketId,
      step: 'markAbsent',
      kind: 'absent',
      change: () => ({ state: 'absent', ended_at: tx.now }),
    }),
})

/** Có mặt: who was absent waits again, behind those who are there, within their own kind. */
export const bringBack = defineCommand({
  name: 'counters.bringBack',
  title: 'Xếp lại hàng người vắng mặt đã đến',
  audience: ['counter'],
  door: { method: 'POST', path: '/queue/tickets/{ticketId}/back' },
  input,
  output,
  example: { ticketId: exampleTicketId },
  run: (tx, actor, { ticketId }) =>
    step(tx, actor, {
      ticketId,
      step: 'bringBack',
      kind: 'returned',
      change: () => ({ state: 'waiting', queued_at: tx.now, desk_id: null, staff_id: null, calls: 0 }),
    }),
})

/** Hủy số: its holder does not need it any more. */
export const cancelTicket = defineCommand({
  name: 'counters.cancelTicket',
  title: 'Hủy số thứ tự',
  audience: ['counter'],
  door: { method: 'POST', path: '/queue/tickets/{ticketId}/cancel' },
  input,
  output,
  example: { ticketId: exampleTicketId },
  run: (tx, actor, { ticketId }) =>
    step(tx, actor, {
      ticketId,
      step: 'cancel',
      kind: 'cancelled',
      change: () => ({ state: 'cancelled', ended_at: tx.now }),
    }),
})

/**
 * Hoàn thành, with the dossier that came of it, if one did. A ticket that its dossier has finished already stays as it
 * is: the news of the reception may have been quicker than the officer.
 */
export const finishTicket = defineCommand({
  name: 'counters.finishTicket',
  title: 'Hoàn thành phục vụ số thứ tự',
  audience: ['counter'],
  door: { method: 'POST', path: '/queue/tickets/{ticketId}/finish' },
  input: input.extend({ dossierCode: z.string().trim().max(80).default('') }),
  output,
  example: { ticketId: demoCalledTicketId },
  async run(tx, actor, { ticketId, dossierCode }) {
    const ticket = await openTicket(tx, actor, ticketId)
    const dossierId = dossierCode === '' ? null : await dossierOf(tx, actor, dossierCode)
    const already = ticket.state === 'done' && ticket.dossierId !== null && ticket.dossierId === dossierId
    if (!already) await requireStep(tx, actor, { ticket, step: 'finish' })
    await changeTicket(tx, actor, {
      ticketId,
      sequence: ticket.sequence,
      kind: 'done',
      deskId: ticket.deskId,
      change: already
        ? { state: 'done' }
        : { state: 'done', ended_at: tx.now, ...(dossierId ? { dossier_id: dossierId } : {}) },
    })
    return { output: { ticketId, code: ticket.code }, audit: [auditOf(ticket, { dossierCode })] }
  },
})

async function dossierOf(tx: Tx, actor: Actor, code: string): Promise<string> {
  const found = await tx.db
    .selectFrom('dossiers')
    .select('id')
    .where('office_id', '=', actor.officeId)
    .where('code', '=', code)
    .executeTakeFirst()
  if (found) return found.id
  throw new AppError('invalid_input', { fields: { dossierCode: 'Không có hồ sơ mang mã này.' } })
}

/**
 * Ends the ticket of a dossier that was received with it; for the news of receptions. A ticket that was ended otherwise
 * only learns its dossier: the officer may have called the next citizen while the form of this one was still open.
 */
export const endWithDossier = defineCommand({
  name: 'counters.endWithDossier',
  title: 'Gắn hồ sơ đã tiếp nhận với số thứ tự',
  audience: [],
  input: input.extend({ dossierId: z.uuid() }),
  output,
  async run(tx, actor, { ticketId, dossierId }) {
    const ticket = await openTicket(tx, actor, ticketId)
    const isOpen = ticket.state === 'calling' || ticket.state === 'serving'
    await changeTicket(tx, actor, {
      ticketId,
      sequence: ticket.sequence,
      kind: 'done',
      deskId: ticket.deskId,
      change: {
        state: isOpen ? 'done' : ticket.state,
        ...(ticket.dossierId ? {} : { dossier_id: dossierId }),
        ...(isOpen ? { ended_at: tx.now } : {}),
      },
    })
    return { output: { ticketId, code: ticket.code }, audit: [auditOf(ticket, { dossierId })] }
  },
})
