import { randomUUID } from 'node:crypto'
import { localDate } from '../calendar/model/local-time.ts'
import type { WriteDeps } from '../platform/deps.ts'
import type { Subscriber } from '../platform/outbox.ts'
import type { Services } from '../platform/services.ts'
import { systemActor } from '../platform/system-actor.ts'
import { openingStatement, send } from '../platform/transaction.ts'
import { write } from '../platform/write.ts'
import { dropOldDrafts, forgetAccount } from './commands/drop-drafts.ts'

/** Hours for which what has arrived of a file waits for the rest. */
const keepPiecesHours = 48

/** Deletes drafts that nobody came back to in time. A night with nothing to delete leaves no trace. */
export async function dropDrafts(deps: WriteDeps, officeId: string): Promise<void> {
  if (!(await anyExpired(deps, officeId))) return
  await write(deps, { actor: systemActor(officeId), requestId: randomUUID() }, dropOldDrafts, {})
}

async function anyExpired(deps: WriteDeps, officeId: string): Promise<boolean> {
  return deps.database.use(async ({ client, db }) => {
    send(client, openingStatement(officeId, 'read only'))
    const found = await db
      .selectFrom('filing_drafts')
      .select('id')
      .where('office_id', '=', officeId)
      .where('state', '=', 'open')
      .where('expires_on', '<', localDate(deps.clock()))
      .limit(1)
      .executeTakeFirst()
      .finally(() => send(client, 'commit'))
    return found !== undefined
  })
}

/** Throws away files that were never sent to their end. */
export async function sweepPieces({ pieces, clock }: Pick<Services, 'pieces' | 'clock'>): Promise<number> {
  return pieces.sweep(new Date(clock().getTime() - keepPiecesHours * 60 * 60_000))
}

/** News that a citizen deleted their account: what they had begun to fill in goes too. */
export function accountForgetter(deps: WriteDeps): Subscriber {
  return {
    topic: 'citizen.account_deleted',
    async handle({ officeId, id, payload }) {
      const call = { actor: systemActor(officeId), requestId: id, idempotencyKey: `${id}.filing` }
      await write(deps, call, forgetAccount, { accountId: String(payload.accountId) })
    },
  }
}
