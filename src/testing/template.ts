import { loadDemo } from '../demo.ts'
import { systemClock } from '../platform/clock.ts'
import { openDatabase } from '../platform/database.ts'
import { runtimeUrl } from '../platform/migrate.ts'

/** Loads the demonstration office into a migrated database. */
export async function fillTemplate(ownerUrl: string, password: string): Promise<void> {
  const database = openDatabase(runtimeUrl(ownerUrl), 4, () => {})
  try {
    await loadDemo({ database, clock: systemClock }, { password })
  } finally {
    await database.close()
  }
}
