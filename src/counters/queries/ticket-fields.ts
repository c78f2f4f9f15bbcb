import { type Kysely, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import { dutiesHeld } from '../../staff/queries/duties-held.ts'
import { receivedOn } from '../../staff/queries/field-reception.ts'

export interface TicketField {
  code: string
  name: string
  /** Desks in use that serve it, in their order. */
  deskIds: string[]
  deskNames: string[]
  /** Somebody has duty at the desk in it today. */
  staffed: boolean
}

/** Fields for which tickets are given on a day: received at the desk, and served by at least one desk in use. */
export async function ticketFields(
  db: Kysely<DB>,
  { officeId, day }: { officeId: string; day: string },
): Promise<TicketField[]> {
  const found = await sql<TicketField>`
    with held as (select distinct h.field_code from ${dutiesHeld(officeId, day)} h where h.role = 'counter')
    select f.code, f.name, array_agg(k.id order by k.sort, k.code) as "deskIds",
      array_agg(k.name order by k.sort, k.code) as "deskNames",
      exists (select 1 from held where held.field_code is null or held.field_code = f.code) as staffed
    from fields f
    join desk_fields df on df.office_id = f.office_id and df.field_code = f.code
    join desks k on k.office_id = df.office_id and k.id = df.desk_id and k.active
    where f.office_id = ${officeId}::uuid
      and ${receivedOn(officeId, { code: sql`f.code`, day: sql`${day}::date` })}
      and exists (select 1 from procedures p where p.office_id = f.office_id and p.field_code = f.code
        and (p.closed_on is null or p.closed_on > ${day}::date))
    group by f.code, f.name
    order by min(k.sort), f.name, f.code`.execute(db)
  return found.rows
}
