import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { demoScannerId } from '../examples.ts'
import { equipmentStateSchema } from '../model/equipment.ts'
import { changesInWords, type FieldChanges } from '../model/history.ts'
import { equipmentReaders } from '../policy.ts'
import { loadPlaces } from './load-places.ts'
import { stateOf } from './rows.ts'

/** Everything that was noted of a piece of equipment, the latest first. Fails with not_found. */
export const getEquipmentHistory = defineQuery({
  name: 'equipment.history',
  title: 'Xem quá trình của một thiết bị',
  audience: equipmentReaders,
  door: { method: 'GET', path: '/equipment/{id}/history' },
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    id: z.uuid(),
    name: z.string(),
    lines: z.array(
      z.object({
        revision: z.int(),
        kind: z.enum(['added', 'changed', 'state']),
        state: equipmentStateSchema,
        onDay: z.string(),
        reason: z.string(),
        words: z.array(z.string()),
        at: z.string(),
        byName: z.string(),
      }),
    ),
  }),
  example: { id: demoScannerId },
  async run({ db, now }, { officeId }, { id }) {
    const [row, changes, places] = await Promise.all([
      db
        .selectFrom('equipment')
        .select('name')
        .where('office_id', '=', officeId)
        .where('id', '=', id)
        .executeTakeFirst(),
      db
        .selectFrom('equipment_changes')
        .selectAll()
        .where('office_id', '=', officeId)
        .where('equipment_id', '=', id)
        .orderBy('revision', 'desc')
        .execute(),
      loadPlaces(db, officeId, now),
    ])
    if (!row) throw new AppError('not_found')
    const names = Object.fromEntries(places.map((place) => [place.id, place.name]))
    return {
      id,
      name: row.name,
      lines: changes.map((change) => ({
        revision: change.revision,
        kind: change.kind as 'added' | 'changed' | 'state',
        state: stateOf(change),
        onDay: change.on_day,
        reason: change.reason,
        words: changesInWords(change.changes as FieldChanges, names),
        at: change.at.toISOString(),
        byName: change.made_by_name,
      })),
    }
  },
})
