import type { Auth } from './auth.ts'
import type { BlobStore } from './blobs.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Database } from './database.ts'
import type { PdfRenderer } from './pdf.ts'
import type { Limits } from './rate-limit.ts'
import type { Sessions } from './session.ts'

/** Line of the program's journal; never personal data. */
export interface Log {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** Everything alive, made once in main.ts and passed down. */
export interface Services {
  config: Config
  clock: Clock
  log: Log
  database: Database
  auth: Auth
  sessions: Sessions
  blobs: BlobStore
  pdf: PdfRenderer
  limits: Limits
  /** Code that lets the first administrator be entered; null when nobody may. */
  setup: { code: string | null }
  observe: (operation: string, seconds: number, outcome: 'ok' | 'error') => void
}
