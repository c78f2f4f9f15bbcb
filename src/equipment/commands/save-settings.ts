import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { equipmentSettingsSchema } from '../model/settings.ts'
import { equipmentKeepers } from '../policy.ts'
import { loadEquipmentSettings } from '../queries/load-settings.ts'

/** Đặt cách tính tải của máy quét. Fails with stale when somebody else set it meanwhile. */
export const saveEquipmentSettings = defineCommand({
  name: 'equipment.saveSettings',
  title: 'Đặt cách tính tải của máy quét',
  audience: equipmentKeepers,
  input: equipmentSettingsSchema,
  output: z.object({ revision: z.int() }),
  async run(tx, { officeId, id }, input) {
    const before = await loadEquipmentSettings(tx.db, officeId)
    if (before.revision !== input.revision) throw new AppError('stale')
    const row = {
      revision: input.revision + 1,
      usable_percent: input.usablePercent,
      pages_by_hand: input.pagesByHand,
      changed_at: tx.now,
      changed_by: id,
    }
    const saved = await tx.db
      .insertInto('equipment_settings')
      .values({ office_id: officeId, ...row })
      .onConflict((conflict) =>
        conflict
          .column('office_id')
          .doUpdateSet(row)
          .where('equipment_settings.revision', '=', input.revision),
      )
      .returning('revision')
      .executeTakeFirst()
    if (saved?.revision !== input.revision + 1) throw new AppError('stale')
    return {
      output: saved,
      audit: [{ subjectType: 'office', subjectId: officeId, facts: { before, after: input } }],
    }
  },
})
