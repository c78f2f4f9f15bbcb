import { localDate } from '../../calendar/model/local-time.ts'
import { read } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { keepNumbersApart } from '../commands/keep-issued-codes.ts'
import { numbersApart } from '../queries/free-codes.ts'
import { portalConnection } from '../queries/load-settings.ts'
import { compareWithPortal } from './compare.ts'
import { fetchChanges } from './fetch-changes.ts'
import { fillCodePool } from './fill-code-pool.ts'
import type { ExchangeDeps } from './open-account.ts'
import { sendToPortal } from './send-messages.ts'
import { takeInArrivals } from './take-in.ts'

/**
 * Every minute, for one office: what the portal has to say first (a citizen waits there), then codes for the desk, then what we
 * have to say, then the comparison where somebody asked for one. One that fails keeps none of the others from their turn.
 */
export async function exchangeWithPortal(deps: ExchangeDeps, officeId: string): Promise<void> {
  await keepApart(deps, officeId)
  const now = await read(deps, systemActor(officeId), portalConnection, { whileResting: true })
  if (!now.connection) return
  const turns = [fetchChanges, takeInArrivals, fillCodePool, sendToPortal]
  const failures: unknown[] = []
  for (const turn of now.compareAsked ? [...turns, compareWithPortal] : turns) {
    await turn(deps, officeId).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw failures[0]
}

/** Before the first reception of the day, whether or not the portal can be reached. */
async function keepApart(deps: ExchangeDeps, officeId: string): Promise<void> {
  const actor = systemActor(officeId)
  const day = localDate(deps.clock())
  const { apart } = await read(deps, actor, numbersApart, { day })
  if (!apart) await write(deps, { actor, requestId: 'keep-numbers-apart' }, keepNumbersApart, { day })
}
