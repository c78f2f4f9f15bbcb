import { type RawBuilder, sql } from 'kysely'
import { dossierRoles } from '../model.ts'

/** A duty somebody holds on a day: their own, or (`for_staff_id`) that of a colleague who is away. */
export interface HeldDuty {
  staff_id: string
  role: string
  field_code: string | null
  duty_id: string
  for_staff_id: string | null
}

/** A day as text, or an expression of the statement that holds one. */
export type DayOf = string | RawBuilder<string>

/**
 * Who holds which duty on a day: the one truth about the roster, for rights, cover, warnings and papers alike.
 * While a member is away their duties on dossiers pass to the substitute: whom the absence names, or else whom the
 * roster entry names. A substitute who is away too passes nothing on (who stands in cannot appoint another), and other
 * roles never move. A closed account holds nothing and leaves nothing to a substitute.
 */
export function dutiesHeld(officeId: string, dayOf: DayOf): RawBuilder<HeldDuty> {
  const office = sql`${officeId}::uuid`
  const day = typeof dayOf === 'string' ? sql`${dayOf}::date` : dayOf
  const moving = sql`d.role = any(${[...dossierRoles]}::text[])`
  const inForce = sql`d.office_id = ${office} and d.starts_on <= ${day} and (d.ends_on is null or d.ends_on >= ${day})`
  const away = (staff: RawBuilder<unknown>) => sql`exists (select 1 from absences x
    where x.office_id = ${office} and x.staff_id = ${staff} and x.starts_on <= ${day} and x.ends_on >= ${day})`
  return sql<HeldDuty>`(
    select d.staff_id, d.role, d.field_code, d.id as duty_id, null::uuid as for_staff_id
    from duties d
    join staff_members s on s.office_id = ${office} and s.id = d.staff_id and s.active
    where ${inForce} and not (${moving} and ${away(sql`d.staff_id`)})
    union all
    select t.id, d.role, d.field_code, d.id, d.staff_id
    from duties d
    join staff_members s on s.office_id = ${office} and s.id = d.staff_id and s.active
    join absences a on a.office_id = ${office} and a.staff_id = d.staff_id and a.starts_on <= ${day} and a.ends_on >= ${day}
    join staff_members t on t.office_id = ${office} and t.id = coalesce(a.substitute_id, d.substitute_id) and t.active
    where ${inForce} and ${moving} and not ${away(sql`t.id`)})`
}
