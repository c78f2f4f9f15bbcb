import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { longestPause } from '../model/retry.ts'

/**
 * Ids of messages that may go now: the first of each dossier, where its time has come (or lies further off than any pause, so
 * that a clock was turned back). One that failed stays first where the portal does not know the dossier without it. Every
 * waiting row is passed once, however many one dossier has.
 */
export function dueMessages(officeId: string, now: Date): RawBuilder<{ id: string }> {
  return sql`select first.id from (
      select distinct on (m.dossier_id) m.id, m.state, m.next_at from portal_messages m
      left join portal_dossiers p on p.office_id = m.office_id and p.dossier_id = m.dossier_id
      where m.office_id = ${officeId}::uuid and m.state in ('waiting', 'sending', 'failed')
        and (m.state <> 'failed' or (m.kind = 'dossier' and p.known_at is null))
      order by m.dossier_id, m.sequence) as first
    where first.state in ('waiting', 'sending') and ${timeHasCome('first', now)}`
}

/** Condition on `next_at` of an alias. */
export function timeHasCome(alias: string, now: Date): RawBuilder<boolean> {
  const beyond = new Date(now.getTime() + longestPause * 60_000)
  const nextAt = sql.ref(`${alias}.next_at`)
  return sql<boolean>`(${nextAt} <= ${now}::timestamptz or ${nextAt} > ${beyond}::timestamptz)`
}

/** Whether anything is to be sent: looked at every minute, so that nothing is written when there is nothing to do. */
export const anyPortalMessageDue = defineQuery({
  name: 'nationalPortal.anyDue',
  title: 'Xem còn việc chờ báo Cổng không',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ any: z.boolean() }),
  async run({ db, now }, { officeId }) {
    const found = await sql`${dueMessages(officeId, now)} limit 1`.execute(db)
    return { any: found.rows.length > 0 }
  },
})
