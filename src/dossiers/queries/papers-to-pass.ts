import { sql } from 'kysely'
import { z } from 'zod'
import { parseClock } from '../../calendar/model/clock-time.ts'
import { loadCalendar } from '../../calendar/queries.ts'
import { defineQuery } from '../../platform/operations.ts'
import { dossierRoles } from '../../staff/model.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { receivedBeforeToPass } from '../model/paper-passing.ts'
import { readableFields } from '../policy.ts'
import { isOpen } from './dossier-filter.ts'
import { unitOf } from './slip-access.ts'

/** Shown at once; what is left over comes up when these have been passed. */
const shown = 100

const waiting = z.object({
  id: z.uuid(),
  code: z.string(),
  procedureName: z.string(),
  applicantName: z.string(),
  receivedAt: z.date(),
  /** Should have been passed by now. */
  isLate: z.boolean(),
})

/**
 * Paper dossiers still at the desk: open, handed in on paper (at the counter or by post), on no slip yet. The oldest come
 * first, so that those which should have been passed by now head the list. With it the places a slip can go to.
 */
export const papersToPass = defineQuery({
  name: 'dossiers.papersToPass',
  title: 'Xem hồ sơ giấy chưa bàn giao',
  audience: [...dossierRoles, 'admin'],
  door: { method: 'GET', path: '/papers-to-pass' },
  input: z.strictObject({}),
  output: z.object({
    items: z.array(waiting),
    more: z.boolean(),
    units: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
  example: {},
  async run({ db, now }, actor) {
    const fields = readableFields(actor)
    const [calendar, office, units, own, found] = await Promise.all([
      loadCalendar(db, actor.officeId),
      officeFacts(db, actor.officeId),
      db
        .selectFrom('units')
        .select(['id', 'name'])
        .where('office_id', '=', actor.officeId)
        .orderBy('sort')
        .orderBy('name')
        .execute(),
      unitOf(db, actor),
      sql<Omit<z.output<typeof waiting>, 'isLate'>>`select d.id, d.code, d.procedure_name as "procedureName",
          d.applicant_name as "applicantName", d.received_at as "receivedAt"
        from dossiers d where d.office_id = ${actor.officeId}::uuid and ${isOpen} and d.code is not null and d.channel in (1, 3)
          ${fields ? sql`and d.field_code = any(${fields}::text[])` : sql``}
          and not exists (select 1 from handover_slip_items i where i.office_id = d.office_id and i.dossier_id = d.id
            and i.state <> 'missing')
        order by d.received_at, d.id limit ${shown + 1}`.execute(db),
    ])
    const passed = receivedBeforeToPass(calendar, { now, cutoff: parseClock(office.sameDayCutoff) })
    return {
      items: found.rows.slice(0, shown).map((row) => ({ ...row, isLate: row.receivedAt < passed })),
      more: found.rows.length > shown,
      units: units.filter((unit) => unit.id !== own),
    }
  },
})
