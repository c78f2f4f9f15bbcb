import type { Kysely } from 'kysely'
import type { DB } from '../../platform/database-types.ts'

const usualMinimum = 5

/** How many ratings at least stand behind every figure that is shown. */
export async function ratingMinimum(db: Kysely<DB>, officeId: string): Promise<number> {
  const found = await db
    .selectFrom('rating_settings')
    .select('minimum')
    .where('office_id', '=', officeId)
    .executeTakeFirst()
  return found?.minimum ?? usualMinimum
}
