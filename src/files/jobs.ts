import { randomUUID } from 'node:crypto'
import type { WriteDeps } from '../platform/deps.ts'
import type { Services } from '../platform/services.ts'
import { systemActor } from '../platform/system-actor.ts'
import { openingStatement, send } from '../platform/transaction.ts'
import { write } from '../platform/write.ts'
import { settleForgotten } from './commands.ts'

/** Between keeping a content and writing its row lie moments; a day is on the safe side of them. */
const graceHours = 24
const atOnce = 500

/**
 * Removes the bytes of contents whose file was deleted in this office a day ago, where no file of any office has the same
 * content. One that was kept again meanwhile looks new to the store and waits for another night. A night with nothing to do leaves no trace.
 */
export async function removeForgotten(
  deps: WriteDeps & Pick<Services, 'blobs'>,
  officeId: string,
  allOffices: readonly string[],
): Promise<void> {
  const before = new Date(deps.clock().getTime() - graceHours * 60 * 60_000)
  const forgotten = await forgottenIn(deps, officeId, before)
  if (forgotten.length === 0) return
  const needed = new Set<string>()
  for (const each of allOffices) {
    for (const sha256 of await heldIn(deps, each, forgotten)) needed.add(sha256)
  }
  const removed: string[] = []
  for (const sha256 of forgotten) {
    if (!needed.has(sha256) && (await deps.blobs.removeOlder(sha256, before))) removed.push(sha256)
  }
  const sha256s = [...needed, ...removed]
  if (sha256s.length === 0) return
  const call = { actor: systemActor(officeId), requestId: randomUUID() }
  await write(deps, call, settleForgotten, { sha256s, removed: removed.length })
}

async function forgottenIn(deps: WriteDeps, officeId: string, before: Date): Promise<string[]> {
  return deps.database.use(async ({ client, db }) => {
    send(client, openingStatement(officeId, 'read only'))
    const found = await db
      .selectFrom('forgotten_contents')
      .select('sha256')
      .where('office_id', '=', officeId)
      .where('forgotten_at', '<', before)
      .orderBy('forgotten_at')
      .limit(atOnce)
      .execute()
      .finally(() => send(client, 'commit'))
    return found.map(({ sha256 }) => sha256)
  })
}

async function heldIn(deps: WriteDeps, officeId: string, contents: readonly string[]): Promise<string[]> {
  return deps.database.use(async ({ client, db }) => {
    send(client, openingStatement(officeId, 'read only'))
    const found = await db
      .selectFrom('files')
      .select('sha256')
      .distinct()
      .where('office_id', '=', officeId)
      .where('sha256', 'in', [...contents])
      .execute()
      .finally(() => send(client, 'commit'))
    return found.map(({ sha256 }) => sha256)
  })
}
