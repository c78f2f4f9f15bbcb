import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { feeSchema } from '../../procedures/model/record-schema.ts'
import {
  type DueRow,
  dueColumns,
  dueFacts,
  dueFactsSchema,
  sumsOfDue,
} from '../../receipts/queries/due-facts.ts'
import { collectsOn, loadReceiptSettings } from '../../receipts/queries/load-settings.ts'
import { normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { demoDossierId } from '../examples.ts'
import { registerFor } from '../model/certification/registers.ts'
import { dossierRef } from '../model/inputs.ts'
import { requireReader } from '../policy.ts'

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** What a dossier costs: the fees it can be asked for, and the due as it stands; `collects` false where the office does not collect here. */
export const dossierCharge = defineQuery({
  name: 'dossiers.getCharge',
  title: 'Xem phí, lệ phí của hồ sơ',
  audience: ['counter', 'specialist', 'clerk', 'leader', 'admin'],
  door: { method: 'GET', path: '/dossiers/{code}/due' },
  input: z.strictObject({ code: dossierRef }),
  output: z.object({
    collects: z.boolean(),
    /** Counted by the certification itself, never by hand. */
    isCertification: z.boolean(),
    isOnline: z.boolean(),
    isOpen: z.boolean(),
    fees: z.array(feeSchema),
    due: dueFactsSchema.nullable(),
  }),
  example: { code: demoDossierId('proposeExtension') },
  async run({ db, now }, actor, { code }) {
    const byId = uuidPattern.test(code)
    type Row = {
      id: string
      fieldCode: string
      procedureCode: string | null
      channel: number
      status: number
      hasCode: boolean
      fees: z.output<typeof feeSchema>[]
    }
    const found = await sql<Row>`
      select d.id, d.field_code as "fieldCode", p.code as "procedureCode", d.channel, d.status, d.code is not null as "hasCode", v.fees
      from dossiers d
      join procedures p on p.office_id = d.office_id and p.id = d.procedure_id
      join procedure_versions v on v.office_id = d.office_id and v.procedure_id = d.procedure_id and v.version = d.procedure_version
      where d.office_id = ${actor.officeId}::uuid
        and ${byId ? sql`d.id = ${code}::uuid` : sql`d.code = ${normaliseDossierCode(code)}`}`.execute(db)
    const dossier = found.rows[0]
    if (!dossier)
      throw new AppError('not_found', { detail: 'Không có hồ sơ này. Hãy kiểm tra lại mã hồ sơ.' })
    requireReader(actor, dossier.fieldCode)
    const [settings, dues] = await Promise.all([
      loadReceiptSettings(db, actor.officeId),
      sql<DueRow>`select ${dueColumns} from dues d cross join ${sumsOfDue}
        where d.office_id = ${actor.officeId}::uuid and d.dossier_id = ${dossier.id}::uuid`.execute(db),
    ])
    const [due] = dues.rows
    return {
      collects: collectsOn(settings, localDate(now)),
      isCertification: registerFor(dossier.procedureCode) !== null,
      isOnline: dossier.channel === 2,
      isOpen: dossier.hasCode && dossier.status !== 8 && dossier.status !== 3,
      fees: dossier.fees,
      due: due ? dueFacts(due) : null,
    }
  },
})
