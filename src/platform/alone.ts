import type { Database } from './database.ts'

/**
 * Does work that no other program may do at the same moment, for as long as it takes; null where another is at it. The lock is
 * the connection's: it ends with a program that is killed, so whatever starts next may begin at once.
 */
export async function alone<T>(
  database: Pick<Database, 'use'>,
  name: string,
  work: () => Promise<T>,
): Promise<T | null> {
  return database.use(async ({ client }) => {
    const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as mine', [
      name,
    ])
    if (rows[0]?.mine !== true) return null
    try {
      return await work()
    } finally {
      await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name])
    }
  })
}
