import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'

const unitSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** First day without it; null while it stands. */
  retiredOn: z.string().nullable(),
  /** Members with an open account. */
  members: z.int(),
})

/** Units in their order with how many work in them, those that stand first. */
export const listAllUnits = defineQuery({
  name: 'staff.listAllUnits',
  title: 'Xem cả phòng, ban đã thôi dùng',
  audience: ['admin', 'leader'],
  input: z.strictObject({}),
  output: z.object({ units: z.array(unitSchema) }),
  door: { method: 'GET', path: '/units/all' },
  example: {},
  async run({ db }, { officeId }) {
    const found = await sql<z.output<typeof unitSchema>>`
      select u.id, u.name, u.retired_on as "retiredOn", (select count(*)::int from staff_members s
        where s.office_id = u.office_id and s.unit_id = u.id and s.active) as members
      from units u where u.office_id = ${officeId}::uuid
      order by u.retired_on nulls first, u.sort, u.name`.execute(db)
    return { units: found.rows }
  },
})
