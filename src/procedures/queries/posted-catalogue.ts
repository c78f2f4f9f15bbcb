import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import { demoAgencyCode } from '../examples.ts'
import { postedOn, postedProcedureSchema } from './posted-versions.ts'
import { findPostingOffice, officeParameter, postingOfficeSchema, shownOffice } from './posting-office.ts'

/** Everything posted today, by field and name, for the board and the open data. Runs as the anonymous database role. */
export const postedCatalogue = defineQuery({
  name: 'procedures.postedCatalogue',
  title: 'Xem toàn bộ danh mục niêm yết',
  audience: 'public',
  scope: 'public',
  input: z.strictObject({ office: officeParameter, field: z.string().max(200).optional() }),
  output: z.object({
    office: postingOfficeSchema,
    today: z.string(),
    /** When anything of it last changed or was last checked. */
    changedAt: z.date(),
    procedures: z.array(
      postedProcedureSchema.extend({ checkedOn: z.string().nullable(), isUnderReview: z.boolean() }),
    ),
  }),
  example: { office: demoAgencyCode, field: 'chung-thuc' },
  async run({ db, now }, _actor, { office: agencyCode, field }) {
    const office = await findPostingOffice(db, agencyCode)
    const { officeId } = office
    const today = localDate(now)
    const posted = await postedOn(db, officeId, { day: today, field })
    const checks = await db
      .selectFrom('procedure_checks')
      .select(['procedure_id as id', (eb) => eb.fn.max('checked_at').as('at')])
      .where('office_id', '=', officeId)
      .groupBy('procedure_id')
      .execute()
    const flags = await db
      .selectFrom('procedure_flags')
      .select('procedure_id as id')
      .where('office_id', '=', officeId)
      .execute()
    const made = await sql<{ at: Date | null }>`select max(created_at) as at from procedure_versions
      where office_id = ${officeId}::uuid and valid_from <= ${today}::date`.execute(db)
    const checkedAt = new Map(checks.map(({ id, at }) => [id, at]))
    const flagged = new Set(flags.map(({ id }) => id))
    // What begins or ends by its date changes the list in the night, without anything being written.
    const turns = posted.map(({ validFrom }) => new Date(`${validFrom}T00:00:00+07:00`))
    const moments = [made.rows[0]?.at ?? new Date(0), ...checkedAt.values(), ...turns]
    return {
      office: shownOffice(office),
      today,
      changedAt: moments.reduce((latest, each) => (each > latest ? each : latest), new Date(0)),
      procedures: posted.map((procedure) => {
        const at = checkedAt.get(procedure.procedureId)
        return {
          ...procedure,
          checkedOn: at ? localDate(at) : null,
          isUnderReview: flagged.has(procedure.procedureId),
        }
      }),
    }
  },
})
