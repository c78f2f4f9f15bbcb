import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { settleArrival } from '../commands/settle-arrival.ts'
import type { ExchangeDeps } from './exchange.ts'
import { readKeptMessage } from './read-kept-message.ts'

/**
 * Reads a kept message and gives it its effect. One that breaks on the way is left for the next run: it is kept, and does not
 * hold up the others.
 */
export async function settleKept(
  deps: ExchangeDeps,
  officeId: string,
  { id, sha256 }: { id: string; sha256: string },
): Promise<{ isReadable: boolean }> {
  const found = await readKeptMessage(deps, sha256)
  const call = { actor: systemActor(officeId), requestId: `arrival.${id}` }
  await write(deps, call, settleArrival, { id, ...found }).catch((error: unknown) =>
    deps.log.warn(
      { officeId, arrival: id, err: String(error) },
      'Chưa xử lý được một thông điệp liên thông văn bản; lượt sau làm lại.',
    ),
  )
  return { isReadable: found.message !== null }
}
