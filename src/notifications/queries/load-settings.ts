import type { Kysely } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import type { QuietHours } from '../model/quiet-hours.ts'

/** Settings in force; those of an office that has chosen nothing send nothing outside. */
export async function loadSettings(db: Kysely<DB>, officeId: string) {
  const row = await db
    .selectFrom('notification_settings')
    .selectAll()
    .where('office_id', '=', officeId)
    .executeTakeFirst()
  return row ?? null
}

export type SettingsRow = NonNullable<Awaited<ReturnType<typeof loadSettings>>>

export function quietHoursOf(row: Pick<SettingsRow, 'quiet_from' | 'quiet_to'>): QuietHours | null {
  const { quiet_from: from, quiet_to: to } = row
  return from === null || to === null ? null : { from, to }
}
