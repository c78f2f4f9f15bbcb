import { Readable } from 'node:stream'
import { isPractice } from '../../platform/practice.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { keepArrival } from '../commands/keep-arrival.ts'
import { edxmlLimits } from '../model/edxml/message.ts'
import type { ExchangeDeps } from './exchange.ts'
import type { Delivered } from './send-due.ts'

/**
 * Hands a message to another office of this installation: the same bytes as over the axis, kept in a transaction of that
 * office and read there by its own run. No query crosses the wall.
 */
export async function deliverHere(
  deps: ExchangeDeps,
  { from, to, bytes }: { from: string; to: string; bytes: Uint8Array },
): Promise<Delivered> {
  if (isPractice(to)) return { ok: false, reason: 'Phòng thực hành không nhận gì từ ngoài.', isFinal: true }
  const { sha256, size } = await deps.blobs.put(Readable.from([bytes]), edxmlLimits.message)
  const call = { actor: systemActor(to), requestId: `interchange.${from}` }
  await write(deps, call, keepArrival, { via: 'here', fromOfficeId: from, sha256, size })
  return { ok: true }
}
