import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate, localDateSchema } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { type DatedFees, plannedRates, ratesOn } from '../model/rates.ts'
import { feeSchema } from '../model/record-schema.ts'

const procedureSchema = z.object({ procedureId: z.uuid(), code: z.string().nullable(), name: z.string() })

const ratesView = z.object({
  onDate: z.string(),
  today: z.string(),
  /** Those whose amount nobody has entered yet come first. */
  rates: z.array(z.object({ fee: feeSchema, procedures: z.array(procedureSchema) })),
  /** What is prepared for days after `onDate`, in words; no `before`: new, no `after`: falls away. */
  planned: z.array(
    z.object({
      validFrom: z.string(),
      what: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      procedures: z.array(procedureSchema),
    }),
  ),
})
export type RatesView = z.output<typeof ratesView>

/** Biểu mức thu: every fee of the procedures in force on a day, and what is prepared for later. */
export const listRates = defineQuery({
  name: 'procedures.listRates',
  title: 'Xem biểu mức thu phí, lệ phí',
  audience: ['accountant', 'admin', 'leader'],
  door: { method: 'GET', path: '/rates' },
  input: z.strictObject({
    /** Today unless told. */
    onDate: localDateSchema.optional(),
  }),
  output: ratesView,
  example: {},
  async run({ db, now }, { officeId }, input) {
    const today = localDate(now)
    const { onDate = today } = input
    const versions = await feesFrom(db, officeId, { date: onDate })
    return { onDate, today, rates: ratesOn(versions, onDate), planned: plannedRates(versions, onDate) }
  },
})

/** Fees of all versions that hold on a day or later, of procedures that are not closed by then; of `procedureIds` only, where given. */
export async function feesFrom(
  db: Kysely<DB>,
  officeId: string,
  { date, procedureIds }: { date: string; procedureIds?: readonly string[] },
): Promise<(DatedFees & { version: number })[]> {
  const found = await sql<DatedFees & { version: number }>`
    select p.id as "procedureId", p.code, v.name, v.version, v.valid_from as "validFrom", v.valid_to as "validTo", v.fees
    from procedures p
    join procedure_versions v on v.office_id = p.office_id and v.procedure_id = p.id
    where p.office_id = ${officeId}::uuid and (p.closed_on is null or p.closed_on > ${date}::date)
      and (v.valid_to is null or v.valid_to >= greatest(${date}::date, v.valid_from))
      ${procedureIds ? sql`and p.id = any(${procedureIds}::uuid[])` : sql``}
    order by p.id, v.valid_from, v.version`.execute(db)
  return found.rows
}
