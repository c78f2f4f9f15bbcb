import { randomUUID } from 'node:crypto'
import type { WriteDeps } from '../../platform/deps.ts'
import { read } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { watchFiles } from '../commands/watch-files.ts'
import { anyFileToTell } from '../queries/files-to-tell.ts'

const batch = 200

/** Tells of files that have to be handed over, in one office, until nothing is left to tell. Returns how many. */
export async function watchFilesOf(deps: WriteDeps, officeId: string): Promise<number> {
  const actor = systemActor(officeId)
  let total = 0
  while ((await read(deps, actor, anyFileToTell, {})).any) {
    const { raised } = await write(deps, { actor, requestId: randomUUID() }, watchFiles, { limit: batch })
    total += raised
    if (raised < batch) break
  }
  return total
}
