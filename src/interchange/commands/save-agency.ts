import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { type AgencyInput, agencyInput } from '../model/agency.ts'
import type { EdxmlAgency } from '../model/edxml/message.ts'

/** Enters or changes an agency with which documents are exchanged. */
export const saveAgency = defineCommand({
  name: 'interchange.saveAgency',
  title: 'Khai báo cơ quan trong danh bạ liên thông văn bản',
  audience: ['admin'],
  door: { method: 'POST', path: '/interchange/agencies' },
  input: agencyInput,
  output: z.object({ id: z.uuid(), revision: z.int() }),
  example: { organId: 'H56.99', name: 'Cơ quan Mẫu Mới', via: 'manual' },
  async run(tx, actor, input) {
    refuseOddities(actor, input)
    const saved = input.revision === 0 ? await add(tx, actor, input) : await change(tx, actor, input)
    return {
      output: saved,
      audit: [{ subjectType: 'agency', subjectId: saved.id, facts: { ...input, id: undefined } }],
    }
  },
})

function refuseOddities({ officeId }: Actor, input: AgencyInput): void {
  if (input.via !== 'here') return
  const wrong =
    input.officeId === null
      ? 'Hãy chọn đơn vị.'
      : input.officeId === officeId
        ? 'Đây là đơn vị của bạn. Hãy chọn đơn vị khác.'
        : null
  if (wrong) throw new AppError('invalid_input', { fields: { officeId: wrong } })
}

function rowOf(input: AgencyInput) {
  return {
    organ_id: input.organId,
    name: input.name,
    in_charge: input.inCharge,
    email: input.email,
    via: input.via,
    partner_office_id: input.via === 'here' ? input.officeId : null,
    recall_form: input.recallForm,
    fingerprint: input.fingerprint,
    active: input.active,
    from_message: false,
  }
}

async function add(tx: Tx, { officeId }: Actor, input: AgencyInput) {
  const id = input.id ?? uuid()
  const added = await tx.db
    .insertInto('interchange_agencies')
    .values({ office_id: officeId, id, ...rowOf(input) })
    .onConflict((conflict) => conflict.columns(['office_id', 'organ_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw taken()
  return { id, revision: 1 }
}

async function change(tx: Tx, { officeId }: Actor, input: AgencyInput) {
  if (!input.id) throw new AppError('stale')
  const other = await tx.db
    .selectFrom('interchange_agencies')
    .select('id')
    .where('office_id', '=', officeId)
    .where('organ_id', '=', input.organId)
    .where('id', '<>', input.id)
    .executeTakeFirst()
  if (other) throw taken()
  const changed = await tx.db
    .updateTable('interchange_agencies')
    .set({ ...rowOf(input), revision: input.revision + 1 })
    .where('office_id', '=', officeId)
    .where('id', '=', input.id)
    .where('revision', '=', input.revision)
    .returning(['id', 'revision'])
    .executeTakeFirst()
  if (!changed) throw new AppError('stale')
  return changed
}

function taken(): AppError {
  return new AppError('conflict', {
    fields: { organId: 'Mã định danh này đã có trong danh bạ. Hãy sửa dòng đó.' },
  })
}

/** Enters an agency that wrote to the office before anybody entered it, so that it can be answered. Returns its id. */
export async function enterSender(
  tx: Tx,
  { officeId }: Actor,
  sender: { agency: EdxmlAgency; via: 'here' | 'axis'; fromOfficeId: string | null },
): Promise<string> {
  const id = uuid()
  const { agency, via } = sender
  const added = await tx.db
    .insertInto('interchange_agencies')
    .values({
      office_id: officeId,
      id,
      organ_id: agency.organId,
      name: agency.organName.slice(0, 200),
      in_charge: agency.organizationInCharge.slice(0, 200),
      via,
      partner_office_id: via === 'here' ? sender.fromOfficeId : null,
      from_message: true,
    })
    .onConflict((conflict) => conflict.columns(['office_id', 'organ_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  // Entered by another message at the same time: the whole is done again and finds it.
  if (!added) throw new AppError('conflict')
  return added.id
}
