import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { savePartnerInput } from '../model/partner.ts'

type Input = z.output<typeof savePartnerInput>

/** Enters or changes an agency with which dossiers are settled: who it is, how it is reached, from when until when. */
export const savePartner = defineCommand({
  name: 'interlink.savePartner',
  title: 'Khai báo cơ quan phối hợp',
  audience: ['admin'],
  door: { method: 'POST', path: '/interlink/partners' },
  input: savePartnerInput,
  output: z.object({ id: z.uuid(), revision: z.int() }),
  example: {
    code: 'H56.22.90',
    name: 'Cơ quan Mẫu Mới',
    kind: 'other',
    reached: { via: 'paper' },
    validFrom: '2026-01-01',
  },
  async run(tx, actor, input) {
    refuseOddities(actor, input)
    const saved = input.revision === 0 ? await addPartner(tx, actor, input) : await change(tx, actor, input)
    return {
      output: saved,
      audit: [{ subjectType: 'partner', subjectId: saved.id, facts: { ...input, id: undefined } }],
    }
  },
})

function refuseOddities({ officeId }: Actor, { reached, validFrom, validTo }: Input): void {
  if (validTo !== null && validTo < validFrom) {
    throw new AppError('invalid_input', { fields: { validTo: 'Ngày kết thúc phải sau ngày bắt đầu.' } })
  }
  if (reached.via === 'here' && reached.officeId === officeId) {
    throw new AppError('invalid_input', {
      fields: { 'reached.officeId': 'Đây là đơn vị của bạn. Hãy chọn đơn vị khác.' },
    })
  }
}

function rowOf({ code, name, kind, reached, validFrom, validTo }: Input) {
  return {
    code,
    name,
    kind,
    via: reached.via,
    partner_office_id: reached.via === 'here' ? reached.officeId : null,
    url: reached.via === 'https' ? reached.url : '',
    valid_from: validFrom,
    valid_to: validTo,
  }
}

async function addPartner(tx: Tx, { officeId }: Actor, input: Input) {
  const id = input.id ?? uuid()
  const added = await tx.db
    .insertInto('interlink_partners')
    .values({ office_id: officeId, id, ...rowOf(input) })
    .onConflict((conflict) => conflict.columns(['office_id', 'code']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) {
    throw new AppError('conflict', {
      fields: { code: 'Mã định danh này đã được khai báo cho một cơ quan khác.' },
    })
  }
  return { id, revision: 1 }
}

async function change(tx: Tx, { officeId }: Actor, input: Input) {
  if (!input.id) throw new AppError('stale')
  const changed = await tx.db
    .updateTable('interlink_partners')
    .set({ ...rowOf(input), revision: input.revision + 1 })
    .where('office_id', '=', officeId)
    .where('id', '=', input.id)
    .where('revision', '=', input.revision)
    .returning(['id', 'revision'])
    .executeTakeFirst()
  if (!changed) throw new AppError('stale')
  return changed
}
