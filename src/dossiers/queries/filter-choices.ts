import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { dossierRoles } from '../../staff/model.ts'
import { readableFields } from '../policy.ts'

/** What the filters of the list offer: the actor's fields, and officers who have ever had a duty on dossiers. */
export const filterChoices = defineQuery({
  name: 'dossiers.filterChoices',
  title: 'Xem lựa chọn để lọc hồ sơ',
  audience: ['counter', 'specialist', 'clerk', 'leader', 'admin'],
  door: { method: 'GET', path: '/dossier-filters' },
  input: z.strictObject({}),
  output: z.object({
    fields: z.array(z.object({ code: z.string(), name: z.string() })),
    officers: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
  example: {},
  async run({ db }, actor) {
    const readable = readableFields(actor)
    const fields = db
      .selectFrom('fields')
      .select(['code', 'name'])
      .where('office_id', '=', actor.officeId)
      .$if(readable !== null, (query) => query.where('code', 'in', [...(readable ?? []), '']))
      .orderBy('name')
    const officers = db
      .selectFrom('staff_members as s')
      .select(['s.id', 's.full_name as name'])
      .where('s.office_id', '=', actor.officeId)
      .where((where) =>
        where.exists(
          where
            .selectFrom('duties as d')
            .select('d.id')
            .where('d.office_id', '=', actor.officeId)
            .whereRef('d.staff_id', '=', 's.id')
            .where('d.role', 'in', dossierRoles),
        ),
      )
      .orderBy('s.full_name')
      .orderBy('s.id')
    const [fieldRows, officerRows] = await Promise.all([fields.execute(), officers.execute()])
    return { fields: fieldRows, officers: officerRows }
  },
})
