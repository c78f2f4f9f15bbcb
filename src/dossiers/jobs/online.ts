import { randomUUID } from 'node:crypto'
import type { WriteDeps } from '../../platform/deps.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { openingStatement, send } from '../../platform/transaction.ts'
import { write } from '../../platform/write.ts'
import { flagFilings } from '../commands/flag-filings.ts'

/** Flags what the office has not answered in time; a quiet minute costs one look at the index and leaves no trace. */
export async function watchFilings(deps: WriteDeps, officeId: string): Promise<void> {
  while (await anyLate(deps, officeId)) {
    await write(deps, { actor: systemActor(officeId), requestId: randomUUID() }, flagFilings, {})
  }
}

async function anyLate(deps: WriteDeps, officeId: string): Promise<boolean> {
  return deps.database.use(async ({ client, db }) => {
    send(client, openingStatement(officeId, 'read only'))
    const found = await db
      .selectFrom('online_filings')
      .select('dossier_id')
      .where('office_id', '=', officeId)
      .where('waits_for', 'is not', null)
      .where('late_at', 'is', null)
      .where('answer_by', '<', deps.clock())
      .limit(1)
      .executeTakeFirst()
      .finally(() => send(client, 'commit'))
    return found !== undefined
  })
}
