import type { Kysely, Selectable } from 'kysely'
import type { CitizenSignInSettings, DB } from '../../platform/database-types.ts'

export type SettingsRow = Selectable<CitizenSignInSettings>

/** Settings in force; an office that has chosen nothing lets nobody sign in. */
export async function loadSettings(db: Kysely<DB>, officeId: string): Promise<SettingsRow | null> {
  const row = await db
    .selectFrom('citizen_sign_in_settings')
    .selectAll()
    .where('office_id', '=', officeId)
    .executeTakeFirst()
  return row ?? null
}
