import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { type Actor, defineQuery } from '../../platform/operations.ts'
import { dossierRoles } from '../../staff/model.ts'
import { demoSlipId } from '../examples.ts'
import { composeSlip } from '../model/compose-slip.ts'
import { itemStateNames, type SlipFacts } from '../model/handover-slip.ts'
import { slipRef } from '../model/slip-inputs.ts'
import { mayConfirmSlip, unknownSlip, visibleSlips } from './slip-access.ts'

const item = z.object({
  ordinal: z.int(),
  dossierId: z.uuid(),
  code: z.string(),
  procedureName: z.string(),
  applicantName: z.string(),
  setCount: z.int(),
  state: z.enum(itemStateNames),
  answeredAt: z.coerce.date().nullable(),
  answeredBy: z.string(),
  note: z.string(),
})

const slipView = z.object({
  id: z.uuid(),
  code: z.string(),
  number: z.int(),
  revision: z.int(),
  toUnitId: z.uuid().nullable(),
  toName: z.string(),
  toCode: z.string(),
  note: z.string(),
  createdAt: z.date(),
  createdBy: z.string(),
  facts: z.custom<SlipFacts>(),
  items: z.array(item),
})
export type SlipView = z.output<typeof slipView>

/** One slip with its dossiers and whether this actor may confirm it, by its code as scanned or by id. */
export const getSlip = defineQuery({
  name: 'dossiers.getSlip',
  title: 'Xem phiếu bàn giao hồ sơ',
  audience: [...dossierRoles, 'admin'],
  door: { method: 'GET', path: '/handover-slips/{code}' },
  input: z.strictObject({ code: slipRef }),
  output: slipView.omit({ facts: true }).extend({ mayConfirm: z.boolean() }),
  example: { code: demoSlipId },
  async run({ db }, actor, { code }) {
    const { facts: _, ...slip } = await readSlip(db, actor, code)
    return { ...slip, mayConfirm: await mayConfirmSlip(db, actor, slip) }
  },
})

/** The slip as paper, the same at every reprint but for what the receiving side has confirmed since. */
export const printSlip = defineQuery({
  name: 'dossiers.printSlip',
  title: 'In phiếu bàn giao hồ sơ',
  audience: dossierRoles,
  input: z.strictObject({ code: slipRef, publicUrl: z.url() }),
  output: z.object({ template: z.string(), fileName: z.string(), data: z.record(z.string(), z.unknown()) }),
  async run({ db }, actor, { code, publicUrl }) {
    const slip = await readSlip(db, actor, code)
    const slipUrl = `${publicUrl}/ban-giao/${slip.code}`
    return {
      template: 'handover-slip',
      fileName: `phieu-ban-giao-${slip.code}.pdf`,
      data: composeSlip(slip, slipUrl),
    }
  },
})

async function readSlip(db: Kysely<DB>, actor: Actor, code: string): Promise<SlipView> {
  const found =
    await sql`select s.id, s.code, s.number, s.revision, s.to_unit_id as "toUnitId", s.to_name as "toName",
      s.to_code as "toCode", s.note, s.created_at as "createdAt", m.full_name as "createdBy", s.facts,
      (select jsonb_agg(jsonb_build_object('ordinal', i.ordinal, 'dossierId', i.dossier_id, 'code', d.code,
          'procedureName', d.procedure_name, 'applicantName', d.applicant_name, 'setCount', d.set_count, 'state', i.state,
          'answeredAt', i.answered_at, 'answeredBy', coalesce(a.full_name, ''), 'note', i.note) order by i.ordinal)
        from handover_slip_items i
        join dossiers d on d.office_id = i.office_id and d.id = i.dossier_id
        left join staff_members a on a.office_id = i.office_id and a.id = i.answered_by
        where i.office_id = s.office_id and i.slip_id = s.id) as items
    from handover_slips s
    join staff_members m on m.office_id = s.office_id and m.id = s.created_by
    where ${visibleSlips(actor)} and (s.code = ${code} or s.id::text = ${code})`.execute(db)
  if (!found.rows[0]) throw await unknownSlip(db, actor.officeId, code)
  return slipView.parse(found.rows[0])
}
