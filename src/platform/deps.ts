import type { Clock } from './clock.ts'
import type { Database } from './database.ts'

/** What reading and writing stand on. */
export interface WriteDeps {
  database: Database
  clock: Clock
  /** Told after every operation, with its duration in seconds. */
  observe?: (operation: string, seconds: number, outcome: 'ok' | 'error') => void
}
