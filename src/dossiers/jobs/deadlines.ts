import { randomUUID } from 'node:crypto'
import type { WriteDeps } from '../../platform/deps.ts'
import type { Delivery } from '../../platform/outbox.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { openingStatement, send } from '../../platform/transaction.ts'
import { write } from '../../platform/write.ts'
import { recountDueTimes } from '../commands/recount-due-times.ts'
import { watchAgain } from '../commands/watch-again.ts'
import { watchDeadlines } from '../commands/watch-deadlines.ts'

/** Dossiers of one transaction: few enough that an officer never waits for it. */
const batchSize = 200

/**
 * Watches the due times of one office until nothing is left to look at, batch by batch, each whole or not at all. What
 * to look at stands in the rows themselves, so that hours without a program, a run cut off or two programs at once
 * neither miss nor double anything. Returns how many dossiers it looked at.
 */
export async function watchOffice(deps: WriteDeps, officeId: string, limit = batchSize): Promise<number> {
  let total = 0
  // A quiet minute costs one look at the index, and no entry in the journal.
  while (await hasDue(deps, officeId)) {
    const call = { actor: systemActor(officeId), requestId: randomUUID() }
    const { looked } = await write(deps, call, watchDeadlines, { limit })
    total += looked
    if (looked < limit) break
  }
  return total
}

async function hasDue(deps: WriteDeps, officeId: string): Promise<boolean> {
  return deps.database.use(async ({ client, db }) => {
    send(client, openingStatement(officeId, 'read only'))
    const found = await db
      .selectFrom('dossiers')
      .select('id')
      .where('office_id', '=', officeId)
      .where('watch_at', '<=', deps.clock())
      .orderBy('watch_at')
      .limit(1)
      .executeTakeFirst()
      .finally(() => send(client, 'commit'))
    return found !== undefined
  })
}

/**
 * The calendar was corrected: counts the due times again of every open dossier that crosses the changed days. Each
 * batch carries a key made of the delivery, so that a delivery repeated goes on where the first one stopped.
 */
export async function recountOffice(deps: WriteDeps, delivery: Delivery, limit = batchSize): Promise<number> {
  const { from, to } = delivery.payload as { from: string; to: string | null }
  let after: { dueAt: string; id: string } | null = null
  let total = 0
  for (let batch = 0; ; batch += 1) {
    const call = {
      actor: systemActor(delivery.officeId),
      requestId: delivery.id,
      idempotencyKey: `${delivery.id}.${batch}`,
    }
    const done: RecountAnswer = await write(deps, call, recountDueTimes, { from, to, after, limit })
    total += done.moved
    if (!done.next) return total
    after = done.next
  }
}

interface RecountAnswer {
  moved: number
  next: { dueAt: string; id: string } | null
}

/** The office's own warning time was changed: everything it may concern is looked at again. */
export async function watchOfficeAgain(deps: WriteDeps, delivery: Delivery): Promise<void> {
  const call = { actor: systemActor(delivery.officeId), requestId: delivery.id, idempotencyKey: delivery.id }
  await write(deps, call, watchAgain, {})
}
