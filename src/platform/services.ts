import type { Auth } from './auth.ts'
import type { BlobStore } from './blobs.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Database } from './database.ts'
import type { EventStreams } from './http/event-streams.ts'
import type { ThreadFailure, ThreadLimits } from './limited-thread.ts'
import type { OfficeConverter } from './office-converter.ts'
import type { PdfRenderer } from './pdf.ts'
import type { PdfCache } from './pdf-cache.ts'
import type { PiecewiseUploads } from './piecewise-uploads.ts'
import type { Limits } from './rate-limit.ts'
import type { SecretBox } from './secret-box.ts'
import type { Sessions } from './session.ts'
import type { Call } from './write.ts'

/** Line of the program's journal; never personal data. */
export interface Log {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** How an installation without an office gets its first one and its administrator. */
export interface Setup {
  /** Makes the code that lets them be entered; the one before counts no more. */
  offer(): string
  /** Whether this is the code; takes the same time however wrong it is, and nothing is one before any was offered. */
  accepts(code: string): boolean
  /** Opens the office and spends the code. Fails with not_allowed (the code) or invalid_input (the form). */
  open(request: { code: string; requestId: string }, form: unknown): Promise<{ officeId: string }>
}

/** The way into the practice office and back, for the sign-in behind a cookie. */
export interface PracticeDoor {
  /** Opens the practice office where nobody has been yet, and gives the member their place in it. */
  enter(call: Call, cookie: string | undefined): Promise<void>
  leave(call: Call, cookie: string | undefined): Promise<void>
  /** Makes the practice office afresh. Fails with not_allowed or wrong_state. */
  renew(call: Call): Promise<void>
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
  /** Files that are still coming, in pieces. */
  pieces: PiecewiseUploads
  pdf: PdfRenderer
  /** Word files as PDF, where LibreOffice is installed. */
  office: OfficeConverter
  /** Documents of public content, each made once. */
  pdfCache: PdfCache
  limits: Limits
  /** Pages that are told of changes as they happen. */
  streams: EventStreams
  setup: Setup
  secrets: SecretBox
  /** Hash of a text under the program's secret: 32 bytes that nobody without it can make or guess. */
  keyedHash(text: string): Buffer
  /**
   * Runs a worker, named by its path below src, on a file that anybody may have made, as `runLimitedThread` does. For what
   * pages use: they are bundled elsewhere and cannot name a file beside themselves.
   */
  inThread<Answer extends object>(
    worker: string,
    request: unknown,
    limits: ThreadLimits,
  ): Promise<Answer | ThreadFailure>
  practice: PracticeDoor
  observe: (operation: string, seconds: number, outcome: 'ok' | 'error') => void
}
