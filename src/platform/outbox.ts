import type { Clock } from './clock.ts'
import type { Database } from './database.ts'
import { openingStatement, send } from './transaction.ts'

/** One piece of news as it was written. */
export interface Delivery {
  officeId: string
  /** Use it as the idempotency key of the write it leads to: then a second delivery has no second effect. */
  id: string
  topic: string
  payload: Record<string, unknown>
}

export interface Subscriber {
  topic: string
  handle(delivery: Delivery): Promise<void>
}

const batch = 100
/** After so many failures a row waits for somebody to look at it. */
const attemptLimit = 20

/**
 * Delivers waiting news of one office in order, at least once. A failing subscriber leaves its row waiting, with the
 * error beside it, and does not hold up the others. Returns how many rows were delivered.
 */
export async function deliverNews(
  deps: { database: Database; clock: Clock },
  officeId: string,
  subscribers: readonly Subscriber[],
): Promise<number> {
  return deps.database.use(async ({ client, db }) => {
    send(client, openingStatement(officeId, 'read write'))
    try {
      const rows = await db
        .selectFrom('outbox')
        .select(['id', 'topic', 'payload', 'attempts'])
        .where('office_id', '=', officeId)
        .where('delivered_at', 'is', null)
        .where('attempts', '<', attemptLimit)
        .orderBy('id')
        .limit(batch)
        .forUpdate()
        .skipLocked()
        .execute()
      const failures = new Map<string, string>()
      for (const row of rows) {
        const delivery = {
          officeId,
          id: row.id,
          topic: row.topic,
          payload: row.payload as Record<string, unknown>,
        }
        const error = await tell(subscribers, delivery)
        if (error) failures.set(row.id, error)
      }
      const delivered = rows.filter((row) => !failures.has(row.id)).map((row) => row.id)
      if (delivered.length > 0) {
        await db
          .updateTable('outbox')
          .set({ delivered_at: deps.clock() })
          .where('office_id', '=', officeId)
          .where('id', 'in', delivered)
          .execute()
      }
      for (const [id, error] of failures) {
        await db
          .updateTable('outbox')
          .set((column) => ({ attempts: column('attempts', '+', 1), last_error: error }))
          .where('office_id', '=', officeId)
          .where('id', '=', id)
          .execute()
      }
      await client.query('commit')
      return delivered.length
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    }
  })
}

/** Everybody who listens hears it, whoever else fails: told again, they do nothing twice. The first error, or null. */
async function tell(subscribers: readonly Subscriber[], delivery: Delivery): Promise<string | null> {
  let failure: string | null = null
  for (const subscriber of subscribers.filter(({ topic }) => topic === delivery.topic)) {
    try {
      await subscriber.handle(delivery)
    } catch (error) {
      failure ??= error instanceof Error ? error.message : String(error)
    }
  }
  return failure
}

/** Throws away what need not be kept: news delivered and answers remembered more than `days` ago. */
export async function sweep(
  deps: { database: Database; clock: Clock },
  officeId: string,
  days: number,
): Promise<void> {
  const before = new Date(deps.clock().getTime() - days * 86_400_000)
  await deps.database.use(async ({ client, db }) => {
    send(client, openingStatement(officeId, 'read write'))
    try {
      await db
        .deleteFrom('outbox')
        .where('office_id', '=', officeId)
        .where('delivered_at', '<', before)
        .execute()
      await db
        .deleteFrom('idempotency_keys')
        .where('office_id', '=', officeId)
        .where('created_at', '<', before)
        .execute()
      await client.query('commit')
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    }
  })
}
