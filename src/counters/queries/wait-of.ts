import { type Kysely, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import { callingOrder, type Waiting } from '../model/order.ts'
import { estimateWait } from '../model/waiting-time.ts'
import { queueSettings } from './queue-settings.ts'

interface Pool {
  waiting: (Omit<Waiting, 'queuedAt'> & { id: string; queuedAt: string })[]
  servingMinutes: number[]
  desks: number
}

/**
 * Place and waiting time of a ticket among all who wait for the desks that serve its field: how many are called before
 * it, and about how many minutes. Desks count when they have a ticket or called one within the last hour.
 */
export async function waitOf(
  db: Kysely<DB>,
  officeId: string,
  { ticketId, day }: { ticketId: string; day: string },
): Promise<{ ahead: number; minutes: number }> {
  const office = sql`${officeId}::uuid`
  const found = await sql<Pool>`
    with asked as (select field_code, target_desk_id from tickets where office_id = ${office} and id = ${ticketId}::uuid),
    pool as (select df.desk_id from desk_fields df join asked a on a.field_code = df.field_code
      join desks k on k.office_id = df.office_id and k.id = df.desk_id and k.active
      where df.office_id = ${office} and (a.target_desk_id is null or a.target_desk_id = df.desk_id)),
    served as (select distinct df.field_code from desk_fields df join pool p on p.desk_id = df.desk_id
      where df.office_id = ${office}),
    today as (select t.* from tickets t where t.office_id = ${office} and t.day = ${day}::date
      and t.field_code in (select field_code from served))
    select
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'number', number, 'isPriority', priority <> '',
        'queuedAt', queued_at)), '[]') from today where state = 'waiting') as waiting,
      (select coalesce(jsonb_agg(round(extract(epoch from ended_at - started_at) / 60) order by ended_at), '[]')
        from (select * from today where state = 'done' and started_at is not null order by ended_at desc limit 20) s)
        as "servingMinutes",
      (select count(distinct t.desk_id)::int from today t join pool p on p.desk_id = t.desk_id
        where t.state in ('calling', 'serving') or t.ended_at >= (select max(taken_at) from today) - interval '1 hour')
        as desks`.execute(db)
  const pool = found.rows[0]
  if (!pool) return { ahead: 0, minutes: 0 }
  const waiting = pool.waiting.map((each) => ({ ...each, queuedAt: new Date(each.queuedAt) }))
  const order = callingOrder(waiting, await queueSettings(db, officeId), 0)
  const ahead = Math.max(
    0,
    order.findIndex(({ id }) => id === ticketId),
  )
  return { ahead, minutes: estimateWait({ ahead, servingMinutes: pool.servingMinutes, desks: pool.desks }) }
}
