import { localDate } from '../calendar/model/local-time.ts'
import type { WriteDeps } from '../platform/deps.ts'
import { isAppError } from '../platform/errors.ts'
import type { Delivery, Subscriber } from '../platform/outbox.ts'
import { read } from '../platform/read.ts'
import { systemActor } from '../platform/system-actor.ts'
import { write } from '../platform/write.ts'
import { closePastTickets } from './commands/close-past-tickets.ts'
import { endWithDossier } from './commands/serve-ticket.ts'
import { pastDays } from './queries/past-days.ts'

/** Closes the tickets of days gone by and deletes old appointments; where there are none, nothing is written. */
export async function closePastDays(deps: WriteDeps, officeId: string): Promise<void> {
  const actor = systemActor(officeId)
  const { tickets, appointments } = await read(deps, actor, pastDays, {})
  if (!tickets && !appointments) return
  await write(deps, { actor, requestId: `close-queue.${localDate(deps.clock())}` }, closePastTickets, {})
}

/** Ends the ticket with which a dossier was received, whatever became of the officer's page. */
export function ticketEnder(deps: WriteDeps): Subscriber {
  return { topic: 'dossier.received', handle: (delivery) => endTicket(deps, delivery) }
}

async function endTicket(deps: WriteDeps, { officeId, id, payload }: Delivery): Promise<void> {
  const { ticketId, dossierId } = payload
  if (!ticketId) return
  const call = { actor: systemActor(officeId), requestId: id, idempotencyKey: `${id}.ticket` }
  try {
    await write(deps, call, endWithDossier, { ticketId, dossierId })
  } catch (error) {
    // A number that is not there can be ended by nobody; trying again would not find it.
    if (!isAppError(error) || error.code !== 'not_found') throw error
  }
}
