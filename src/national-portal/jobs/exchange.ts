import { read } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { portalConnection } from '../queries/load-settings.ts'
import { compareWithPortal } from './compare.ts'
import { fetchChanges } from './fetch-changes.ts'
import { fillCodePool } from './fill-code-pool.ts'
import type { ExchangeDeps } from './open-account.ts'
import { sendToPortal } from './send-messages.ts'
import { takeInArrivals } from './take-in.ts'

/**
 * Every minute, for one office: what the portal has to say first (a citizen waits there), then codes for the desk, then what we
 * have to say, then the comparison where somebody asked for one.
 */
export async function exchangeWithPortal(deps: ExchangeDeps, officeId: string): Promise<void> {
  const now = await read(deps, systemActor(officeId), portalConnection, { whileResting: true })
  if (!now.connection) return
  await fetchChanges(deps, officeId)
  await takeInArrivals(deps, officeId)
  await fillCodePool(deps, officeId)
  await sendToPortal(deps, officeId)
  if (now.compareAsked) await compareWithPortal(deps, officeId)
}
