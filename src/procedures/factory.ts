import type { Tx } from '../platform/operations.ts'
import { openingStatement } from '../platform/transaction.ts'
import type { TestApp } from '../testing/app.ts'
import { addVersion, type NextVersion } from './commands/add-version.ts'

/** A next version of a procedure, added as `quantri` would; its number. */
export async function nextVersion(app: TestApp, next: NextVersion): Promise<number> {
  const admin = await app.as('quantri')
  return app.services.database.use(async ({ client, db }) => {
    await client.query(openingStatement(app.officeId, 'read write'))
    try {
      const version = await addVersion({ db, now: app.services.clock() } as Tx, admin, next)
      await client.query('commit')
      return version
    } catch (error) {
      await client.query('rollback')
      throw error
    }
  })
}
