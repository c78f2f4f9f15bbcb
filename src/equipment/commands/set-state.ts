import { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoEquipmentId } from '../examples.ts'
import {
  type EquipmentState,
  equipmentStateSchema,
  equipmentStates,
  nextStates,
  pastDay,
  reasonLine,
} from '../model/equipment.ts'
import { equipmentKeepers } from '../policy.ts'
import { noteChange } from './note-change.ts'
import { openEquipment } from './open-equipment.ts'

/** Ghi tình trạng: broken, in repair, in use again, or written off (with a reason, for good), from a day on. */
export const setEquipmentState = defineCommand({
  name: 'equipment.setState',
  title: 'Ghi tình trạng, ghi giảm thiết bị',
  audience: equipmentKeepers,
  door: { method: 'POST', path: '/equipment/{id}/states' },
  input: z
    .strictObject({
      id: z.uuid(),
      revision: z.int().min(1),
      state: equipmentStateSchema,
      onDay: pastDay,
      reason: reasonLine,
    })
    .refine(({ state, reason }) => state !== 'written_off' || reason.length >= 5, {
      path: ['reason'],
      error: 'Hãy ghi lý do, văn bản cho ghi giảm (ít nhất 5 ký tự).',
    }),
  output: z.object({ id: z.uuid(), revision: z.int() }),
  example: {
    id: demoEquipmentId(2),
    revision: 1,
    state: 'broken',
    onDay: '2026-02-02',
    reason: 'Không lên nguồn',
  },
  async run(tx, actor, { id, revision, state, onDay, reason }) {
    const before = await openEquipment(tx, actor.officeId, { id, revision })
    requireNext(before, { state, onDay, today: localDate(tx.now) })
    await tx.db
      .updateTable('equipment')
      .set({ state, state_since: onDay, state_reason: reason, revision: revision + 1 })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .execute()
    const change = { kind: 'state', state, onDay, reason } as const
    await noteChange(tx, actor, { equipmentId: id, revision: revision + 1, ...change, changes: {} })
    const facts = { before: before.state, after: state, onDay, reason }
    return {
      output: { id, revision: revision + 1 },
      audit: [{ subjectType: 'equipment', subjectId: id, facts }],
    }
  },
})

function requireNext(
  before: { state: EquipmentState; stateSince: string },
  { state, onDay, today }: { state: EquipmentState; onDay: string; today: string },
): void {
  if (!nextStates(before.state).includes(state))
    throw new AppError('wrong_state', {
      detail: `Thiết bị này đang ở tình trạng “${equipmentStates[before.state]}” rồi.`,
    })
  const message =
    onDay > today
      ? 'Ngày không được sau hôm nay.'
      : onDay < before.stateSince
        ? `Ngày không được trước ${formatDate(before.stateSince)}, ngày của tình trạng trước.`
        : null
  if (message) throw new AppError('invalid_input', { fields: { onDay: message } })
}
