import { randomUUID } from 'node:crypto'
import { localDate } from '../../calendar/model/local-time.ts'
import type { WriteDeps } from '../../platform/deps.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { openingStatement, send } from '../../platform/transaction.ts'
import { write } from '../../platform/write.ts'
import { dropOldDeclarations } from '../commands/drop-old-declarations.ts'

/** Deletes what citizens filled in at home and did not bring in time. A night with nothing to delete leaves no trace. */
export async function dropDeclarations(deps: WriteDeps, officeId: string): Promise<void> {
  if (!(await anyExpired(deps, officeId))) return
  await write(deps, { actor: systemActor(officeId), requestId: randomUUID() }, dropOldDeclarations, {})
}

async function anyExpired(deps: WriteDeps, officeId: string): Promise<boolean> {
  return deps.database.use(async ({ client, db }) => {
    send(client, openingStatement(officeId, 'read only'))
    const found = await db
      .selectFrom('declarations')
      .select('id')
      .where('office_id', '=', officeId)
      .where('expires_on', '<', localDate(deps.clock()))
      .limit(1)
      .executeTakeFirst()
      .finally(() => send(client, 'commit'))
    return found !== undefined
  })
}
