import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { equipmentFields, equipmentStateSchema } from '../model/equipment.ts'
import { equipmentReaders } from '../policy.ts'
import { loadPlaces } from './load-places.ts'
import { detailsOf, stateOf } from './rows.ts'

const listedSchema = z.object({
  id: z.uuid(),
  revision: z.int(),
  ...equipmentFields,
  placeName: z.string(),
  state: equipmentStateSchema,
  stateSince: z.string(),
  stateReason: z.string(),
})
export type ListedEquipment = z.output<typeof listedSchema>

/** Sổ trang thiết bị: what is in the register, what was written off at the end, and where things may stand. */
export const listEquipment = defineQuery({
  name: 'equipment.list',
  title: 'Xem sổ trang thiết bị',
  audience: equipmentReaders,
  door: { method: 'GET', path: '/equipment' },
  input: z.strictObject({}),
  output: z.object({
    rows: z.array(listedSchema),
    places: z.array(
      z.object({ id: z.uuid(), kind: z.enum(['desk', 'unit']), name: z.string(), stands: z.boolean() }),
    ),
  }),
  example: {},
  async run({ db, now }, { officeId }) {
    const [rows, places] = await Promise.all([
      db
        .selectFrom('equipment')
        .selectAll()
        .where('office_id', '=', officeId)
        .orderBy('name')
        .orderBy('id')
        .execute(),
      loadPlaces(db, officeId, now),
    ])
    const names = new Map(places.map(({ id, name }) => [id, name]))
    const order = places.map(({ id }) => id)
    const listed = rows.map((row) => ({
      id: row.id,
      revision: row.revision,
      ...detailsOf(row),
      placeName: names.get(row.desk_id ?? row.unit_id ?? '') ?? '',
      state: stateOf(row),
      stateSince: row.state_since,
      stateReason: row.state_reason,
    }))
    const rank = (each: (typeof listed)[number]) =>
      (each.state === 'written_off' ? order.length : 0) + order.indexOf(each.deskId ?? each.unitId ?? '')
    return { rows: listed.toSorted((a, b) => rank(a) - rank(b)), places }
  },
})
