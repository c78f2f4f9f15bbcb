import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'

const absenceSchema = z.object({
  id: z.uuid(),
  staffId: z.uuid(),
  fullName: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  kind: z.string(),
  reason: z.string(),
  /** Whom the absence names; null: whom each roster entry names. */
  substituteName: z.string().nullable(),
  /** Why it was kept although it leaves a field without anybody; empty where it leaves none. */
  gapReason: z.string(),
  revision: z.int(),
})

/** Who is away today or later, by first day; what is over is told by the audit. */
export const listAbsences = defineQuery({
  name: 'staff.listAbsences',
  title: 'Xem cán bộ vắng mặt',
  audience: ['admin', 'leader'],
  input: z.strictObject({}),
  output: z.object({ absences: z.array(absenceSchema) }),
  door: { method: 'GET', path: '/absences' },
  example: {},
  async run({ db, now }, { officeId }) {
    const found = await sql<z.output<typeof absenceSchema>>`
      select a.id, a.staff_id as "staffId", s.full_name as "fullName", a.starts_on as "startsOn", a.ends_on as "endsOn",
        a.kind, a.reason, t.full_name as "substituteName", a.gap_reason as "gapReason", a.revision
      from absences a
      join staff_members s on s.office_id = a.office_id and s.id = a.staff_id
      left join staff_members t on t.office_id = a.office_id and t.id = a.substitute_id
      where a.office_id = ${officeId}::uuid and a.ends_on >= ${localDate(now)}::date
      order by a.starts_on, s.full_name, a.id`.execute(db)
    return { absences: found.rows }
  },
})
