import { type Kysely, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import type { Waiting } from '../model/order.ts'

export interface WaitingTicket extends Waiting {
  id: string
  code: string
  fieldCode: string
  fieldName: string
  priority: string
}

interface DeskQueue {
  deskId: string
  day: string
  /** Fields that the desk calls. */
  fields: readonly string[]
}

/** Who waits for a desk today: tickets of its fields that are meant for no other desk. */
export async function waitingFor(
  db: Kysely<DB>,
  officeId: string,
  { deskId, day, fields }: DeskQueue,
): Promise<WaitingTicket[]> {
  const found = await sql<WaitingTicket>`
    select t.id, t.code, t.number, t.field_code as "fieldCode", f.name as "fieldName", t.priority,
      t.priority <> '' as "isPriority", t.queued_at as "queuedAt"
    from tickets t join fields f on f.office_id = t.office_id and f.code = t.field_code
    where t.office_id = ${officeId}::uuid and t.day = ${day}::date and t.state = 'waiting'
      and t.field_code = any(${[...fields]}::text[])
      and (t.target_desk_id is null or t.target_desk_id = ${deskId}::uuid)`.execute(db)
  return found.rows
}

/** Whether the latest tickets that a desk called today were priority ones, latest first. */
export async function latestCalls(
  db: Kysely<DB>,
  officeId: string,
  { deskId, day, count }: { deskId: string; day: string; count: number },
): Promise<boolean[]> {
  const rows = await db
    .selectFrom('tickets')
    .select('priority')
    .where('office_id', '=', officeId)
    .where('day', '=', day)
    .where('desk_id', '=', deskId)
    .where('call_sequence', 'is not', null)
    .orderBy('call_sequence', 'desc')
    .limit(count)
    .execute()
  return rows.map(({ priority }) => priority !== '')
}
