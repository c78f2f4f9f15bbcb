import { createHmac } from 'node:crypto'
import { promptWorks, scheduledJobs, verifyAllAudit } from './jobs.ts'
import { createPracticeDoor } from './learning/commands/switch-office.ts'
import { createSetup } from './office-opening.ts'
import { workAtOnce } from './platform/at-once.ts'
import { createAuth } from './platform/auth.ts'
import { createBlobStore } from './platform/blobs.ts'
import type { Clock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { type Database, openDatabase } from './platform/database.ts'
import { createEventStreams } from './platform/http/event-streams.ts'
import type { PageBuild } from './platform/http/pages.ts'
import { createServer } from './platform/http/server.ts'
import type { ReadSignInExample } from './platform/http/session-routes.ts'
import type { ScheduledJob } from './platform/jobs.ts'
import { runLimitedThread } from './platform/limited-thread.ts'
import { createLiveFeed } from './platform/live-feed.ts'
import { createMetrics } from './platform/metrics.ts'
import { createOfficeConverter } from './platform/office-converter.ts'
import { createPdfRenderer } from './platform/pdf.ts'
import { createPdfCache } from './platform/pdf-cache.ts'
import { createPiecewiseUploads } from './platform/piecewise-uploads.ts'
import { createLimits } from './platform/rate-limit.ts'
import { createSecretBox } from './platform/secret-box.ts'
import type { Log, Services } from './platform/services.ts'
import { createSessions } from './platform/session.ts'
import { operations, specialRoutes } from './slices.ts'
import { rightsChanges } from './staff/operations.ts'
import { officeExists, resolveActor } from './staff/queries.ts'

export interface AppOptions {
  config: Config
  clock: Clock
  log: Log
  /** Login that owns nothing. */
  runtimeUrl: string
  secret: string
  templatesDirectory: string
  signInExample?: ReadSignInExample | undefined
  pages?: { build: PageBuild; assetsDirectory: string } | undefined
}

export interface App {
  services: Services
  server: Awaited<ReturnType<typeof createServer>>
  /** What the program does by the clock, for whoever runs the jobs. */
  jobs: readonly ScheduledJob[]
  hasOffice(): Promise<boolean>
  /** Lets the first administrator be entered, by whoever knows the code that this returns. */
  openSetup(): string
  /** Does what somebody waits for as soon as it is asked (src/jobs.ts), until the function that it returns is called. */
  workAtOnce(): () => void
  verifyAudit(): Promise<{ intact: boolean; lines: string[] }>
  close(): Promise<void>
}

/** Makes everything alive and wires it; nothing listens yet. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, log } = options
  const metrics = createMetrics()
  const database = openDatabase(options.runtimeUrl, config.databaseConnections, (error) =>
    log.warn({ err: error.message }, 'Mất kết nối tới cơ sở dữ liệu; sẽ nối lại khi cần.'),
  )
  const feed = createLiveFeed(options.runtimeUrl, log)
  const services = createServices(options, { database, metrics, feed })
  const server = await createServer({
    services,
    metrics,
    operations,
    routes: specialRoutes,
    signInExample: options.signInExample,
    pages: options.pages,
  })
  return {
    services,
    server,
    jobs: scheduledJobs(services),
    hasOffice: () => officeExists(database),
    openSetup: () => services.setup.offer(),
    workAtOnce() {
      const ends = promptWorks(services).map((each) => workAtOnce({ feed, log }, each))
      return () => {
        for (const end of ends) end()
      }
    },
    verifyAudit: () => verifyAllAudit(services),
    async close() {
      services.streams.close()
      await server.close()
      await feed.close()
      await services.pdf.close()
      await services.auth.close()
      await database.close()
    },
  }
}

interface Made {
  database: Database
  metrics: ReturnType<typeof createMetrics>
  feed: ReturnType<typeof createLiveFeed>
}

/** What operations, pages and jobs work with; closed by whoever made the database and the feed. */
function createServices(options: AppOptions, made: Made): Services {
  const { config, clock, log } = options
  const { database, metrics, feed } = made
  const auth = createAuth({
    databaseUrl: options.runtimeUrl,
    secret: options.secret,
    publicUrl: config.publicUrl,
  })
  const sessions = createSessions({
    auth,
    pool: database.pool,
    clock,
    resolveActor: (account) => resolveActor({ database, clock }, account),
  })
  const observe: Services['observe'] = (operation, seconds, outcome) => {
    metrics.observeOperation(operation, seconds, outcome)
    if (outcome === 'ok' && rightsChanges.has(operation)) sessions.forget()
  }
  const pdf = createPdfRenderer({ templatesDir: options.templatesDirectory, clock })
  const office = createOfficeConverter({ fontsDir: `${options.templatesDirectory}/fonts` })
  const streams = createEventStreams({ feed, log })
  return {
    config,
    clock,
    log,
    database,
    auth,
    sessions,
    blobs: createBlobStore(`${config.dataDir}/files`),
    pieces: createPiecewiseUploads(`${config.dataDir}/pieces`),
    pdf,
    office,
    pdfCache: createPdfCache(pdf),
    limits: createLimits(config.trackingLimitPerMinute),
    streams,
    observe,
    secrets: createSecretBox(options.secret),
    setup: createSetup({ database, clock, observe }),
    keyedHash: (text) => createHmac('sha256', options.secret).update(text).digest(),
    inThread: (worker, request, limits) =>
      runLimitedThread(new URL(worker, import.meta.url), request, limits),
    practice: createPracticeDoor({ database, clock, observe, sessions }),
  }
}
