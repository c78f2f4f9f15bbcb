import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import {
  nextTicketSteps,
  type TicketState,
  type TicketStep,
  ticketStates,
  ticketSteps,
} from '../model/ticket.ts'
import { requireField } from '../policy.ts'
import { queueSettings } from '../queries/queue-settings.ts'
import { lockQueue } from './lock-queue.ts'

export interface OpenTicket {
  id: string
  code: string
  state: TicketState
  fieldCode: string
  deskId: string | null
  calls: number
  dossierId: string | null
  /** Number of the event that the step makes. */
  sequence: number
}

/** The ticket under the queue's lock, refused to whoever has no duty in its field. */
export async function openTicket(tx: Tx, actor: Actor, ticketId: string): Promise<OpenTicket> {
  const sequence = await lockQueue(tx, actor)
  const ticket = await tx.db
    .selectFrom('tickets')
    .select([
      'id',
      'code',
      'state',
      'field_code as fieldCode',
      'desk_id as deskId',
      'calls',
      'dossier_id as dossierId',
    ])
    .where('office_id', '=', actor.officeId)
    .where('id', '=', ticketId)
    .executeTakeFirst()
  if (!ticket) throw new AppError('not_found', { detail: 'Không có số này. Hãy tải lại trang.' })
  if (actor.kind === 'staff') requireField(actor, ticket.fieldCode)
  return { ...ticket, state: ticket.state as TicketState, sequence }
}

/** Refuses a step that the state of the ticket does not allow, and says what state that is. */
export async function requireStep(
  tx: Tx,
  actor: Actor,
  on: { ticket: OpenTicket; step: TicketStep },
): Promise<void> {
  const { ticket, step } = on
  const { callsBeforeAbsent } = await queueSettings(tx.db, actor.officeId)
  if (nextTicketSteps(ticket, callsBeforeAbsent).includes(step)) return
  const early = step === 'markAbsent' && ticket.state === 'calling'
  throw new AppError('wrong_state', {
    detail: early
      ? `Số ${ticket.code} mới được gọi ${ticket.calls} lần. Hãy gọi đủ ${callsBeforeAbsent} lần rồi mới ghi vắng mặt.`
      : `Số ${ticket.code} đang ở trạng thái “${ticketStates[ticket.state]}” nên không “${ticketSteps[step]}” được. Hãy tải lại trang.`,
  })
}
