import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'

/** What the filters of the search offer: people, units and fields of the office. */
export const searchChoices = defineQuery({
  name: 'search.choices',
  title: 'Xem các lựa chọn lọc khi tìm',
  audience: 'staff',
  input: z.strictObject({}),
  output: z.object({
    people: z.array(z.object({ id: z.uuid(), name: z.string() })),
    units: z.array(z.object({ id: z.uuid(), name: z.string() })),
    fields: z.array(z.object({ code: z.string(), name: z.string() })),
  }),
  async run({ db }, { officeId }) {
    const [people, units, fields] = await Promise.all([
      db
        .selectFrom('staff_members')
        .select(['id', 'full_name as name'])
        .where('office_id', '=', officeId)
        .orderBy('full_name')
        .execute(),
      db
        .selectFrom('units')
        .select(['id', 'name'])
        .where('office_id', '=', officeId)
        .orderBy('name')
        .execute(),
      db
        .selectFrom('fields')
        .select(['code', 'name'])
        .where('office_id', '=', officeId)
        .orderBy('name')
        .execute(),
    ])
    return { people, units, fields }
  },
})
