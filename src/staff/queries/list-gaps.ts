import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { type CoverGap, joinGaps } from '../model/roster.ts'
import { neededRoles } from '../model.ts'
import { dutiesHeld } from './duties-held.ts'
import { receivedOn } from './field-reception.ts'

/** How far ahead the roster is looked through for days on which it changes (days). */
const horizonDays = 1830

/**
 * From a day on, when nobody receives or handles which field. Between two days on which a duty, an absence or the
 * reception of a field begins or ends nothing changes, so that only those days are looked at. A field that is not
 * received at the desk needs nobody to receive it.
 */
export async function rosterGaps(
  db: Kysely<DB>,
  { officeId, from }: { officeId: string; from: string },
): Promise<CoverGap[]> {
  const office = sql`${officeId}::uuid`
  const first = sql`${from}::date`
  const received = receivedOn(officeId, { code: sql`f.code`, day: sql`s.day` })
  const found = await sql<CoverGap>`with moments as (
      select ${first} as day
      union select starts_on from duties where office_id = ${office}
      union select ends_on + 1 from duties where office_id = ${office} and ends_on < '9999-12-31'
      union select starts_on from absences where office_id = ${office}
      union select ends_on + 1 from absences where office_id = ${office} and ends_on < '9999-12-31'
      union select valid_from from field_receptions where office_id = ${office}),
    spans as (select day, lead(day) over (order by day) - 1 as until from moments
      where day >= ${first} and day < ${first} + ${horizonDays}::int),
    held as materialized (select s.day, h.role, h.field_code
      from spans s cross join lateral ${dutiesHeld(officeId, sql`s.day`)} h
      where h.role = any(${[...neededRoles]}::text[]))
    select r.role, f.code as "fieldCode", f.name as "fieldName", s.day as "from", s.until
    from fields f cross join spans s cross join unnest(${[...neededRoles]}::text[]) as r (role)
    where f.office_id = ${office}
      and not exists (select 1 from held h
        where h.day = s.day and h.role = r.role and (h.field_code is null or h.field_code = f.code))
      and (r.role <> 'counter' or ${received})
    order by r.role, f.name, f.code, s.day`.execute(db)
  return joinGaps(found.rows)
}

const gapSchema = z.object({
  role: z.string(),
  fieldCode: z.string(),
  fieldName: z.string(),
  from: z.string(),
  until: z.string().nullable(),
})

/** Fields that nobody receives or handles, today and on the days that the roster already tells of. */
export const listGaps = defineQuery({
  name: 'staff.listGaps',
  title: 'Xem lĩnh vực chưa có người phụ trách',
  audience: ['admin', 'leader'],
  input: z.strictObject({}),
  output: z.object({ today: z.string(), gaps: z.array(gapSchema) }),
  door: { method: 'GET', path: '/staff/gaps' },
  example: {},
  async run({ db, now }, { officeId }) {
    const today = localDate(now)
    return { today, gaps: await rosterGaps(db, { officeId, from: today }) }
  },
})
