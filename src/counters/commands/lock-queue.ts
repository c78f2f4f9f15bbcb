import { sql } from 'kysely'
import { takeNumber } from '../../platform/numbering.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { TicketState } from '../model/ticket.ts'

/**
 * Takes the number of the next event, whose row stays locked until commit: whoever changes the queue of an office does so
 * one after the other, so that no ticket is called twice and events come in the order of commit. Taken early for that
 * reason; each command is a few statements. Those who watch the queue are told when it is committed.
 */
export async function lockQueue(tx: Tx, { officeId }: Actor): Promise<number> {
  const sequence = await takeNumber(tx.db, officeId, { name: 'queue-event', period: 'all' })
  await tellWatchers(tx, officeId)
  return sequence
}

/** Those who watch the queue of the office look again once this transaction is committed. */
export async function tellWatchers(tx: Tx, officeId: string): Promise<void> {
  await sql`select pg_notify('motcua_live', ${`queue ${officeId}`}::text)`.execute(tx.db)
}

export type TicketEventKind =
  | 'taken'
  | 'called'
  | 'started'
  | 'absent'
  | 'returned'
  | 'transferred'
  | 'done'
  | 'cancelled'

/** Columns of a ticket that a step changes. */
export interface TicketChange {
  state?: TicketState
  desk_id?: string | null
  staff_id?: string | null
  target_desk_id?: string | null
  field_code?: string
  queued_at?: Date
  called_at?: Date
  started_at?: Date
  ended_at?: Date
  calls?: number
  call_sequence?: number
  dossier_id?: string
}

/** Writes what changed of a ticket and the event that tells of it. */
export async function changeTicket(
  tx: Tx,
  actor: Actor,
  step: {
    ticketId: string
    sequence: number
    kind: TicketEventKind
    deskId: string | null
    change: TicketChange
  },
): Promise<void> {
  await tx.db
    .updateTable('tickets')
    .set(step.change)
    .where('office_id', '=', actor.officeId)
    .where('id', '=', step.ticketId)
    .execute()
  await addEvent(tx, actor, step)
}

export async function addEvent(
  tx: Tx,
  actor: Actor,
  event: { ticketId: string; sequence: number; kind: TicketEventKind; deskId: string | null },
): Promise<void> {
  await tx.db
    .insertInto('ticket_events')
    .values({
      office_id: actor.officeId,
      sequence: event.sequence,
      ticket_id: event.ticketId,
      at: tx.now,
      kind: event.kind,
      desk_id: event.deskId,
      staff_id: actor.kind === 'staff' ? actor.id : null,
    })
    .execute()
}
