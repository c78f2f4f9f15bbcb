import { localDate } from '../../calendar/model/local-time.ts'
import { read } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { keepIssuedCodes } from '../commands/keep-issued-codes.ts'
import { freeCodes } from '../queries/free-codes.ts'
import { type ExchangeDeps, openAccount } from './open-account.ts'

/**
 * Keeps codes of the portal at hand for today, where the office takes its codes from there: the citizen at the desk never waits
 * for the portal. Codes whose answer was lost are never used; the portal counts them as issued.
 */
export async function fillCodePool(deps: ExchangeDeps, officeId: string): Promise<number> {
  const account = await openAccount(deps, officeId)
  if (!account || account === 'lost secret' || !account.connection.takeCodes) return 0
  const actor = systemActor(officeId)
  const day = localDate(deps.clock())
  const { free } = await read(deps, actor, freeCodes, { day })
  const { codePool } = account.connection
  // Half used up: fetched again in one go, so that not every reception leads to a call.
  if (free > codePool / 2) return 0
  const issued = await account.portal.issueCodes(day, codePool - free)
  if (!issued.ok) {
    deps.log.warn({ officeId, reason: issued.reason }, 'Chưa lấy được mã hồ sơ của Cổng; dùng mã của đơn vị.')
    return 0
  }
  const call = { actor, requestId: 'fill-code-pool' }
  const { reserved } = await write(deps, call, keepIssuedCodes, { day, codes: issued.value })
  return reserved
}
