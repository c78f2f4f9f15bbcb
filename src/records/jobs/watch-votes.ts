import { randomUUID } from 'node:crypto'
import type { WriteDeps } from '../../platform/deps.ts'
import { read } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { watchVotes } from '../commands/internal/watch-votes.ts'
import { anyVoteToTell } from '../queries/internal/votes-to-tell.ts'

const batch = 100

/** Closes votes past their deadline and reminds of those that end within a day, each once. Returns how many. */
export async function watchVotesOf(deps: WriteDeps, officeId: string): Promise<number> {
  const actor = systemActor(officeId)
  let total = 0
  while ((await read(deps, actor, anyVoteToTell, {})).any) {
    const { done } = await write(deps, { actor, requestId: randomUUID() }, watchVotes, { limit: batch })
    total += done
    // What is left lies locked in the hands of another program.
    if (done === 0) break
  }
  return total
}
