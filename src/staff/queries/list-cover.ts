import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import { dossierRoles, roleSchema } from '../model.ts'

const coverSchema = z.object({
  code: z.string(),
  name: z.string(),
  /** By role, who holds it in the field today; an empty list where nobody does. */
  holders: z.partialRecord(roleSchema, z.array(z.string())),
})

/** Who covers each field today, role by role: the active members on duty in it or in all fields, by name. */
export const listCover = defineQuery({
  name: 'staff.listCover',
  title: 'Xem ai phụ trách từng lĩnh vực',
  audience: ['admin', 'leader'],
  input: z.strictObject({}),
  output: z.object({ fields: z.array(coverSchema) }),
  door: { method: 'GET', path: '/staff/cover' },
  async run({ db, now }, actor) {
    const today = localDate(now)
    const found = await sql<z.output<typeof coverSchema>>`select f.code, f.name, (
        select jsonb_object_agg(r.role, (
          select coalesce(jsonb_agg(s.full_name order by s.full_name, s.id), '[]'::jsonb) from staff_members s
          where s.office_id = f.office_id and s.active and exists (select 1 from duties d
            where d.office_id = f.office_id and d.staff_id = s.id and d.role = r.role
              and (d.field_code is null or d.field_code = f.code)
              and d.starts_on <= ${today}::date and (d.ends_on is null or d.ends_on >= ${today}::date))))
        from unnest(${[...dossierRoles]}::text[]) as r (role)) as holders
      from fields f where f.office_id = ${actor.officeId}::uuid
      order by f.name, f.code`.execute(db)
    return { fields: found.rows }
  },
})
