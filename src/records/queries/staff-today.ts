import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { LocalDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { dutiesHeld } from '../../staff/queries/duties-held.ts'

/** Ids of the leaders on duty on a day. */
export async function leadersToday(db: Kysely<DB>, officeId: string, today: LocalDate): Promise<string[]> {
  const found = await sql<{ id: string }>`select distinct d.staff_id as id
    from ${dutiesHeld(officeId, today)} d where d.role = 'leader' order by 1`.execute(db)
  return found.rows.map(({ id }) => id)
}

/** Head of each unit who may be given a document today. */
export async function unitHeadsToday(
  db: Kysely<DB>,
  officeId: string,
  today: LocalDate,
): Promise<{ unitId: string; unitName: string; headId: string; headName: string }[]> {
  const found = await sql<{ unitId: string; unitName: string; headId: string; headName: string }>`
    select u.id as "unitId", u.name as "unitName", s.id as "headId", s.full_name as "headName"
    from outgoing_units o
    join units u on u.office_id = o.office_id and u.id = o.unit_id and u.retired_on is null
    join staff_members s on s.office_id = o.office_id and s.id = o.head_id and s.active
    where o.office_id = ${officeId}::uuid and s.id in (select d.staff_id from ${dutiesHeld(officeId, today)} d)
    order by u.sort, u.name`.execute(db)
  return found.rows
}

/** Somebody who may be given work. */
export const colleague = z.object({
  id: z.uuid(),
  fullName: z.string(),
  postTitle: z.string(),
  unitName: z.string(),
})
export type Colleague = z.output<typeof colleague>

/**
 * Who may be given a document on a day: members in service who hold any duty then, of one unit or (null) of all. By unit and
 * name.
 */
export async function colleaguesToday(
  db: Kysely<DB>,
  officeId: string,
  { today, unitId = null }: { today: LocalDate; unitId?: string | null },
): Promise<Colleague[]> {
  const found = await sql<Colleague>`select s.id, s.full_name as "fullName", s.post_title as "postTitle",
      coalesce(u.name, '') as "unitName"
    from staff_members s
    left join units u on u.office_id = s.office_id and u.id = s.unit_id
    where s.office_id = ${officeId}::uuid and s.active and (${unitId}::uuid is null or s.unit_id = ${unitId}::uuid)
      and s.id in (select d.staff_id from ${dutiesHeld(officeId, today)} d)
    order by coalesce(u.sort, 0), u.name, s.full_name, s.id`.execute(db)
  return found.rows
}
