import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import { demoAgencyCode } from '../examples.ts'
import { lifeEvents } from '../model/life-events.ts'
import { inForceOn, postedTables } from './posted-versions.ts'
import { findPostingOffice, officeParameter } from './posting-office.ts'

const choiceSchema = z.object({ code: z.string(), name: z.string(), count: z.int() })

/** The fields and life events under which something is posted today, with how much. Runs as the anonymous database role. */
export const listPostedFields = defineQuery({
  name: 'procedures.listPostedFields',
  title: 'Xem lĩnh vực, sự kiện trong đời có thủ tục niêm yết',
  audience: 'public',
  scope: 'public',
  input: z.strictObject({ office: officeParameter }),
  output: z.object({ fields: z.array(choiceSchema), lifeEvents: z.array(choiceSchema) }),
  door: { method: 'GET', path: '/posting/fields' },
  example: { office: demoAgencyCode },
  async run({ db, now }, _actor, { office }) {
    const { officeId } = await findPostingOffice(db, office)
    const posted = sql`v.office_id = ${officeId}::uuid and ${inForceOn(localDate(now))}`
    const fields = await sql<z.output<typeof choiceSchema>>`select f.code, f.name, count(*)::integer as count
      ${postedTables} where ${posted} group by f.code, f.name order by f.name, f.code`.execute(db)
    const events = await sql<{ code: string; count: number }>`select e.code, count(*)::integer as count
      ${postedTables}, jsonb_array_elements_text(coalesce(v.posting->'lifeEvents', '[]')) as e (code)
      where ${posted} group by e.code`.execute(db)
    const counts = new Map(events.rows.map(({ code, count }) => [code, count]))
    return {
      fields: fields.rows,
      lifeEvents: lifeEvents.flatMap(({ code, name }) => {
        const count = counts.get(code)
        return count === undefined ? [] : [{ code, name, count }]
      }),
    }
  },
})
