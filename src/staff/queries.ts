import { localDate } from '../calendar/model/local-time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Actor } from '../platform/operations.ts'
import { openingStatement, send } from '../platform/transaction.ts'

/**
 * The member of staff an account belongs to, with the duties in force today (Asia/Ho_Chi_Minh).
 * Runs before there is an actor, so it opens its own read; null when the member is inactive or unknown.
 */
export async function resolveActor(
  deps: { database: Database; clock: Clock },
  account: { officeId: string; staffId: string },
): Promise<Actor | null> {
  const today = localDate(deps.clock())
  return deps.database.use(async ({ client, db }) => {
    send(client, openingStatement(account.officeId, 'read only'))
    const rows = await db
      .selectFrom('staff_members as s')
      .leftJoin('duties as d', (join) =>
        join
          .onRef('d.office_id', '=', 's.office_id')
          .onRef('d.staff_id', '=', 's.id')
          .on('d.starts_on', '<=', today)
          .on((on) => on.or([on('d.ends_on', 'is', null), on('d.ends_on', '>=', today)])),
      )
      .select(['s.full_name', 's.post_title', 'd.role', 'd.field_code'])
      .where('s.id', '=', account.staffId)
      .where('s.active', '=', true)
      .execute()
    send(client, 'commit')
    const first = rows[0]
    if (!first) return null
    return {
      kind: 'staff',
      id: account.staffId,
      name: first.full_name,
      post: first.post_title,
      officeId: account.officeId,
      duties: rows.flatMap((row) => (row.role ? [{ role: row.role, fieldCode: row.field_code }] : [])),
    }
  })
}
