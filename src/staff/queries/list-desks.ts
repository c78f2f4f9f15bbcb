import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import { dutiesHeld } from './duties-held.ts'

const deskSchema = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  place: z.string(),
  active: z.boolean(),
  revision: z.int(),
  fieldCodes: z.array(z.string()),
  /** Who sits there today by the roster; whoever stands in for a colleague sits at the colleague's desk. */
  people: z.array(z.string()),
})

/** Desks of the office in their order, also those out of use, with what they serve and who sits there today. */
export const listDesks = defineQuery({
  name: 'staff.listDesks',
  title: 'Xem các quầy tiếp nhận',
  audience: 'staff',
  input: z.strictObject({}),
  output: z.object({ desks: z.array(deskSchema) }),
  door: { method: 'GET', path: '/desks' },
  example: {},
  async run({ db, now }, { officeId }) {
    const found = await sql<z.output<typeof deskSchema>>`
      select k.id, k.code, k.name, k.place, k.active, k.revision,
        (select coalesce(jsonb_agg(df.field_code order by df.field_code), '[]'::jsonb)
          from desk_fields df where df.office_id = k.office_id and df.desk_id = k.id) as "fieldCodes",
        (select coalesce(jsonb_agg(distinct s.full_name), '[]'::jsonb)
          from ${dutiesHeld(officeId, localDate(now))} h
          join duties d on d.office_id = ${officeId}::uuid and d.id = h.duty_id and d.desk_id = k.id
          join staff_members s on s.office_id = ${officeId}::uuid and s.id = h.staff_id) as people
      from desks k where k.office_id = ${officeId}::uuid
      order by k.active desc, k.sort, k.code`.execute(db)
    return { desks: found.rows }
  },
})
