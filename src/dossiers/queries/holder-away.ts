import { type RawBuilder, sql } from 'kysely'
import { dutiesHeld } from '../../staff/queries/duties-held.ts'

/**
 * Whether whoever has the dossier `d` has no right to its step on the day: away, the duty ended, the account closed.
 * Then it waits for whoever has the duty, the substitute before all.
 */
export function holderAway(officeId: string, today: string): RawBuilder<boolean> {
  return sql<boolean>`(d.holder_id is not null and not exists (
    select 1 from dossier_steps w
    join ${dutiesHeld(officeId, today)} h on h.staff_id = d.holder_id and h.role = w.role
      and (h.field_code is null or h.field_code = d.field_code)
    where w.office_id = d.office_id and w.dossier_id = d.id and w.ordinal = d.step))`
}
