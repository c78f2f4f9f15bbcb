import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoUnitId } from '../../staff/examples.ts'
import { demoScannerId } from '../examples.ts'
import { checkDetails, type EquipmentDetails, equipmentFields, pastDay } from '../model/equipment.ts'
import { changedFields } from '../model/history.ts'
import { equipmentKeepers } from '../policy.ts'
import { noteChange } from './note-change.ts'
import { openEquipment, requireFreeAssetNumber, requirePlace } from './open-equipment.ts'

const example = {
  kind: 'printer' as const,
  name: 'Máy in Mẫu P-20',
  assetNumber: 'TS-MAU-020',
  serialNumber: '',
  deskId: null,
  unitId: demoUnitId(0),
  sheetsPerMinute: null,
  feeder: null,
  twoSided: null,
  boughtOn: '2024-03-15',
  priceVnd: 4_500_000,
  note: '',
}

/** Ghi thiết bị vào sổ, in use since the day given. Fails with conflict on an asset number that another one bears. */
export const addEquipment = defineCommand({
  name: 'equipment.add',
  title: 'Ghi thiết bị vào sổ',
  audience: equipmentKeepers,
  door: { method: 'POST', path: '/equipment', status: 201 },
  input: z
    .strictObject({ id: z.uuid().optional(), ...equipmentFields, inUseSince: pastDay })
    .superRefine((given, context) => {
      checkDetails(given, context)
      if (given.boughtOn !== null && given.inUseSince < given.boughtOn)
        context.addIssue({
          code: 'custom',
          path: ['inUseSince'],
          message: 'Ngày đưa vào dùng không thể trước ngày mua.',
        })
    }),
  output: z.object({ id: z.uuid(), revision: z.int() }),
  example: { ...example, inUseSince: '2024-03-20' },
  async run(tx, actor, { id = uuid(), inUseSince, ...details }) {
    const today = localDate(tx.now)
    refuseFuture(today, { boughtOn: details.boughtOn, inUseSince })
    await requirePlace(tx, actor.officeId, details)
    await requireFreeAssetNumber(tx, actor.officeId, { assetNumber: details.assetNumber })
    await tx.db
      .insertInto('equipment')
      .values({
        office_id: actor.officeId,
        id,
        ...columnsOf(details),
        state: 'in_use',
        state_since: inUseSince,
        state_reason: '',
        added_at: tx.now,
        added_by: actor.id,
      })
      .execute()
    const change = { kind: 'added', state: 'in_use', onDay: inUseSince, reason: '' } as const
    await noteChange(tx, actor, { equipmentId: id, revision: 1, ...change, changes: {} })
    const facts = { ...details, inUseSince }
    return { output: { id, revision: 1 }, audit: [{ subjectType: 'equipment', subjectId: id, facts }] }
  },
})

/** Sửa thông tin thiết bị, also its place. What stood there before stays in its history. A write-off closes it. */
export const changeEquipment = defineCommand({
  name: 'equipment.change',
  title: 'Sửa thông tin, chuyển chỗ thiết bị',
  audience: equipmentKeepers,
  door: { method: 'PUT', path: '/equipment/{id}' },
  input: z
    .strictObject({ id: z.uuid(), revision: z.int().min(1), ...equipmentFields })
    .superRefine(checkDetails),
  output: z.object({ id: z.uuid(), revision: z.int() }),
  example: { ...example, id: demoScannerId, revision: 1, assetNumber: 'TS-MAU-021' },
  async run(tx, actor, { id, revision, ...details }) {
    const before = await openEquipment(tx, actor.officeId, { id, revision })
    const today = localDate(tx.now)
    refuseFuture(today, { boughtOn: details.boughtOn })
    if (details.deskId !== before.details.deskId || details.unitId !== before.details.unitId)
      await requirePlace(tx, actor.officeId, details)
    await requireFreeAssetNumber(tx, actor.officeId, { assetNumber: details.assetNumber, id })
    const changes = changedFields(before.details, details)
    if (Object.keys(changes).length === 0)
      throw new AppError('wrong_state', { detail: 'Chưa có gì thay đổi so với sổ.' })
    await tx.db
      .updateTable('equipment')
      .set({ ...columnsOf(details), revision: revision + 1 })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .execute()
    const change = { kind: 'changed', state: before.state, onDay: today, reason: '' } as const
    await noteChange(tx, actor, { equipmentId: id, revision: revision + 1, ...change, changes })
    return {
      output: { id, revision: revision + 1 },
      audit: [{ subjectType: 'equipment', subjectId: id, facts: { changes } }],
    }
  },
})

function columnsOf(details: EquipmentDetails) {
  return {
    kind: details.kind,
    name: details.name,
    asset_number: details.assetNumber,
    serial_number: details.serialNumber,
    desk_id: details.deskId,
    unit_id: details.unitId,
    sheets_per_minute: details.sheetsPerMinute,
    feeder: details.feeder,
    two_sided: details.twoSided,
    bought_on: details.boughtOn,
    price_vnd: details.priceVnd,
    note: details.note,
  }
}

/** Fails with invalid_input on each day that has not come yet. */
function refuseFuture(today: string, days: Readonly<Record<string, string | null>>): void {
  const late = Object.entries(days).filter(([, day]) => day !== null && day > today)
  if (late.length === 0) return
  throw new AppError('invalid_input', {
    fields: Object.fromEntries(late.map(([field]) => [field, 'Ngày không được sau hôm nay.'])),
  })
}
