import { type Kysely, sql } from 'kysely'
import type { LocalDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { dutiesHeld } from '../../staff/queries/duties-held.ts'

/** Ids of the leaders on duty on a day. */
export async function leadersToday(db: Kysely<DB>, officeId: string, today: LocalDate): Promise<string[]> {
  const found = await sql<{ id: string }>`select distinct d.staff_id as id
    from ${dutiesHeld(officeId, today)} d where d.role = 'leader' order by 1`.execute(db)
  return found.rows.map(({ id }) => id)
}

export interface Colleague {
  id: string
  fullName: string
  postTitle: string
  unitName: string
}

/** Who may be given a document on a day: members in service who hold any duty then. By unit and name. */
export async function colleaguesToday(
  db: Kysely<DB>,
  officeId: string,
  today: LocalDate,
): Promise<Colleague[]> {
  const found = await sql<Colleague>`select s.id, s.full_name as "fullName", s.post_title as "postTitle",
      coalesce(u.name, '') as "unitName"
    from staff_members s
    left join units u on u.office_id = s.office_id and u.id = s.unit_id
    where s.office_id = ${officeId}::uuid and s.active
      and s.id in (select d.staff_id from ${dutiesHeld(officeId, today)} d)
    order by coalesce(u.sort, 0), u.name, s.full_name, s.id`.execute(db)
  return found.rows
}
