import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { longestPause } from '../model/retry.ts'

/**
 * Condition on `portal_messages m`: its time has come (or lies further off than any pause, so that a clock was turned back), and
 * nothing of its dossier is ahead: neither waiting nor on its way, nor failed where the portal does not know the dossier yet.
 */
export function messageIsDue(officeId: string, now: Date): RawBuilder<boolean> {
  const beyond = new Date(now.getTime() + longestPause * 60_000)
  return sql<boolean>`m.office_id = ${officeId}::uuid and m.state in ('waiting', 'sending')
    and (m.next_at <= ${now}::timestamptz or m.next_at > ${beyond}::timestamptz)
    and not exists (select from portal_messages ahead
      where ahead.office_id = m.office_id and ahead.dossier_id = m.dossier_id and ahead.sequence < m.sequence
        and (ahead.state in ('waiting', 'sending') or (ahead.state = 'failed' and ahead.kind = 'dossier'
          and not exists (select from portal_dossiers p where p.office_id = m.office_id and p.dossier_id = m.dossier_id
            and p.known_at is not null))))`
}

/** Whether anything is to be sent: looked at every minute, so that nothing is written when there is nothing to do. */
export const anyPortalMessageDue = defineQuery({
  name: 'nationalPortal.anyDue',
  title: 'Xem còn việc chờ báo Cổng không',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ any: z.boolean() }),
  async run({ db, now }, { officeId }) {
    const found =
      await sql`select m.id from portal_messages m where ${messageIsDue(officeId, now)} limit 1`.execute(db)
    return { any: found.rows.length > 0 }
  },
})
