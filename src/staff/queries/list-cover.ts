import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import { dossierRoles, roleSchema } from '../model.ts'
import { dutiesHeld } from './duties-held.ts'

const coverSchema = z.object({
  code: z.string(),
  name: z.string(),
  /** By role, who holds it in the field today; an empty list where nobody does. */
  holders: z.partialRecord(roleSchema, z.array(z.string())),
})

/** Who covers each field today, role by role, by name; whoever only stands in for a colleague is marked so. */
export const listCover = defineQuery({
  name: 'staff.listCover',
  title: 'Xem ai phụ trách từng lĩnh vực',
  audience: ['admin', 'leader'],
  input: z.strictObject({}),
  output: z.object({ fields: z.array(coverSchema) }),
  door: { method: 'GET', path: '/staff/cover' },
  async run({ db, now }, actor) {
    const today = localDate(now)
    const found = await sql<z.output<typeof coverSchema>>`with held as materialized (
        select distinct h.staff_id, h.role, h.field_code, s.full_name, h.for_staff_id is not null as stands_in
        from ${dutiesHeld(actor.officeId, today)} h
        join staff_members s on s.office_id = ${actor.officeId}::uuid and s.id = h.staff_id)
      select f.code, f.name, (
        select jsonb_object_agg(r.role, (
          select coalesce(jsonb_agg(p.shown order by p.shown, p.staff_id), '[]'::jsonb) from (
            select h.staff_id, h.full_name || case when bool_and(h.stands_in) then ' (thay)' else '' end as shown
            from held h where h.role = r.role and (h.field_code is null or h.field_code = f.code)
            group by h.staff_id, h.full_name) p))
        from unnest(${[...dossierRoles]}::text[]) as r (role)) as holders
      from fields f where f.office_id = ${actor.officeId}::uuid
      order by f.name, f.code`.execute(db)
    return { fields: found.rows }
  },
})
