import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'

/** How many are listed; an office has a handful. */
const most = 200

/** Procedures that the search does not find today: closed ones, and new ones whose day has not come. */
export const listInactive = defineQuery({
  name: 'procedures.listInactive',
  title: 'Xem thủ tục đã ngừng tiếp nhận hoặc chưa áp dụng',
  audience: ['admin'],
  door: { method: 'GET', path: '/inactive-procedures' },
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        code: z.string().nullable(),
        name: z.string(),
        closedOn: z.string().nullable(),
        closingNote: z.string(),
        validFrom: z.string(),
      }),
    ),
  }),
  async run({ db, now }, actor) {
    const today = localDate(now)
    const found = await sql<{
      id: string
      code: string | null
      name: string
      closedOn: string | null
      closingNote: string
      validFrom: string
    }>`select * from (
        select distinct on (p.id) p.id, p.code, v.name, p.closed_on as "closedOn", p.closing_note as "closingNote",
          v.valid_from as "validFrom"
        from procedures p
        join procedure_versions v on v.office_id = p.office_id and v.procedure_id = p.id
        where p.office_id = ${actor.officeId}::uuid and (p.closed_on <= ${today}::date or not exists (
          select 1 from procedure_versions c where c.office_id = p.office_id and c.procedure_id = p.id
            and c.valid_from <= ${today}::date and (c.valid_to is null or c.valid_to >= ${today}::date)))
        order by p.id, v.version desc) as inactive
      order by name, id limit ${most}`.execute(db)
    return { items: found.rows }
  },
})
