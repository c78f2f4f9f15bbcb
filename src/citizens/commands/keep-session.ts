import type { WriteDeps } from '../../platform/deps.ts'
import { openingStatement, send } from '../../platform/transaction.ts'
import { atMostFor, type Citizen, type CitizenLevel, idleFor } from '../model.ts'

/** A sign-in in use is noted so at most once in so long (milliseconds): most pages write nothing. */
const notedEvery = 60_000

/**
 * The citizen behind a sign-in, null when it has ended, been idle for 30 minutes, or lasted 12 hours. That it is in use is
 * noted beside it, without a line in the journal: nothing happens to anybody.
 */
export async function keepSession(
  deps: WriteDeps,
  session: { officeId: string; tokenHash: string },
): Promise<Citizen | null> {
  const { officeId, tokenHash } = session
  const now = deps.clock()
  const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds)
  return deps.database.use(async ({ client, db }) => {
    send(client, openingStatement(officeId, 'read write'))
    try {
      const found = await db
        .selectFrom('citizen_sessions as s')
        .innerJoin('citizen_accounts as a', (join) =>
          join.onRef('a.office_id', '=', 's.office_id').onRef('a.id', '=', 's.account_id'),
        )
        .select(['s.id', 's.level', 's.last_seen_at', 'a.id as accountId'])
        .select(['a.name', 'a.personal_id as personalId', 'a.email', 'a.phone'])
        .where('s.office_id', '=', officeId)
        .where('s.token_hash', '=', tokenHash)
        .where('s.last_seen_at', '>', ago(idleFor))
        .where('s.started_at', '>', ago(atMostFor))
        .executeTakeFirst()
      const isDue = found && found.last_seen_at < ago(notedEvery)
      if (isDue) {
        await db
          .updateTable('citizen_sessions')
          .set({ last_seen_at: now })
          .where('office_id', '=', officeId)
          .where('id', '=', found.id)
          .execute()
      }
      // Only what was written is waited for.
      if (isDue) await client.query('commit')
      else send(client, 'commit')
      if (!found) return null
      const { id: _, last_seen_at: __, ...citizen } = found
      return { ...citizen, officeId, level: citizen.level as CitizenLevel }
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    }
  })
}
