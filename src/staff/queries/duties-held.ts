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
  const moving = sql`duty.role = any(${[...dossierRoles]}::text[])`
  const inForce = sql`duty.office_id = ${office} and duty.starts_on <= ${day} and (duty.ends_on is null or duty.ends_on >= ${day})`
  const away = (staff: RawBuilder<unknown>) => sql`exists (select 1 from absences other
    where other.office_id = ${office} and other.staff_id = ${staff} and other.starts_on <= ${day} and other.ends_on >= ${day})`
  return sql<HeldDuty>`(
    select duty.staff_id, duty.role, duty.field_code, duty.id as duty_id, null::uuid as for_staff_id
    from duties duty
    join staff_members holder on holder.office_id = ${office} and holder.id = duty.staff_id and holder.active
    where ${inForce} and not (${moving} and ${away(sql`duty.staff_id`)})
    union all
    select deputy.id, duty.role, duty.field_code, duty.id, duty.staff_id
    from duties duty
    join staff_members holder on holder.office_id = ${office} and holder.id = duty.staff_id and holder.active
    join absences leave on leave.office_id = ${office} and leave.staff_id = duty.staff_id and leave.starts_on <= ${day} and leave.ends_on >= ${day}
    join staff_members deputy on deputy.office_id = ${office} and deputy.id = coalesce(leave.substitute_id, duty.substitute_id) and deputy.active
    where ${inForce} and ${moving} and not ${away(sql`deputy.id`)})`
}
