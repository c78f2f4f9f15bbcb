import { randomUUID } from 'node:crypto'
import type { WriteDeps } from '../platform/deps.ts'
import { read } from '../platform/read.ts'
import { systemActor } from '../platform/system-actor.ts'
import { write } from '../platform/write.ts'
import { dropEnded } from './commands/drop-ended.ts'
import { anyEnded } from './queries/any-ended.ts'

/** Deletes sign-ins of citizens that have run out and codes of yesterday. */
export async function sweepCitizens(deps: WriteDeps, officeId: string): Promise<void> {
  const actor = systemActor(officeId)
  const { any } = await read(deps, actor, anyEnded, {})
  if (any) await write(deps, { actor, requestId: randomUUID() }, dropEnded, {})
}
