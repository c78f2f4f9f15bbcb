import type { Kysely } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import { type EquipmentSettings, usualEquipmentSettings } from '../model/settings.ts'

/** Settings of the office, or our assumption while it has none (revision 0). */
export async function loadEquipmentSettings(db: Kysely<DB>, officeId: string): Promise<EquipmentSettings> {
  const row = await db
    .selectFrom('equipment_settings')
    .select(['revision', 'usable_percent', 'pages_by_hand'])
    .where('office_id', '=', officeId)
    .executeTakeFirst()
  if (!row) return usualEquipmentSettings
  return { revision: row.revision, usablePercent: row.usable_percent, pagesByHand: row.pages_by_hand }
}
