import { randomUUID } from 'node:crypto'
import type { WriteDeps } from '../../platform/deps.ts'
import { read } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { watchIncoming } from '../commands/watch-incoming.ts'
import { anyToTell } from '../queries/incoming-to-tell.ts'

const batch = 200

/** Reminds of deadlines and tells lateness in one office, each once, until nothing is left to tell. Returns how many. */
export async function watchIncomingOf(deps: WriteDeps, officeId: string): Promise<number> {
  const actor = systemActor(officeId)
  let total = 0
  while ((await read(deps, actor, anyToTell, {})).any) {
    const call = { actor, requestId: randomUUID() }
    const { raised } = await write(deps, call, watchIncoming, { limit: batch })
    total += raised
    if (raised < batch) break
  }
  return total
}
