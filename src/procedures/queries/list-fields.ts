import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'

/** Fields of administration (lĩnh vực) of the actor's office, by name. */
export const listFields = defineQuery({
  name: 'procedures.listFields',
  title: 'Xem các lĩnh vực',
  audience: 'staff',
  input: z.strictObject({}),
  output: z.object({ fields: z.array(z.object({ code: z.string(), name: z.string() })) }),
  door: { method: 'GET', path: '/fields' },
  async run({ db }, actor) {
    const fields = await db
      .selectFrom('fields')
      .select(['code', 'name'])
      .where('office_id', '=', actor.officeId)
      .orderBy('name')
      .orderBy('code')
      .execute()
    return { fields }
  },
})
