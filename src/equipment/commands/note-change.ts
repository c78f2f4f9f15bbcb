import type { Actor, Tx } from '../../platform/operations.ts'
import type { EquipmentState } from '../model/equipment.ts'
import type { FieldChanges } from '../model/history.ts'

interface Change {
  equipmentId: string
  /** Of the equipment, after the change. */
  revision: number
  kind: 'added' | 'changed' | 'state'
  /** After the change. */
  state: EquipmentState
  onDay: string
  reason: string
  changes: FieldChanges
}

/** Adds a line to the history of a piece of equipment. */
export async function noteChange(tx: Tx, actor: Actor, change: Change): Promise<void> {
  await tx.db
    .insertInto('equipment_changes')
    .values({
      office_id: actor.officeId,
      equipment_id: change.equipmentId,
      revision: change.revision,
      kind: change.kind,
      state: change.state,
      on_day: change.onDay,
      reason: change.reason,
      changes: JSON.stringify(change.changes),
      at: tx.now,
      made_by: actor.id,
      made_by_name: actor.name,
    })
    .execute()
}
