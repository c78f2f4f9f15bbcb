import pg from 'pg'
import type { Log } from './services.ts'

/** Work done by the clock. `cron` is in Viet Nam's time; a run never overlaps the one before, in any program. */
export interface ScheduledJob {
  name: string
  cron: string
  run(): Promise<void>
}

export interface JobsOptions {
  ownerUrl: string
  runtimeUrl: string
  jobs: readonly ScheduledJob[]
  log: Log
}

const schema = 'pgboss'
/** Seconds after which a run that says nothing more counts as failed and is tried again. */
const expireInSeconds = 300

/**
 * Starts the job runner on the same database. Its tables are made and upgraded by the owner; the runner itself works
 * as the runtime login. Returns what stops it, letting running jobs finish.
 */
export async function startJobs(options: JobsOptions): Promise<{ stop(): Promise<void> }> {
  // Loaded only by a program that runs jobs.
  const { PgBoss } = await import('pg-boss')
  await prepareSchema(PgBoss, options)
  const boss = new PgBoss({ connectionString: options.runtimeUrl, schema, migrate: false, max: 2 })
  boss.on('error', (error) => options.log.warn({ err: String(error) }, 'Bộ chạy việc nền gặp lỗi'))
  await boss.start()
  for (const job of options.jobs) {
    await boss.work(job.name, { pollingIntervalSeconds: 2 }, () => job.run())
    await boss.schedule(job.name, job.cron, null, { tz: 'Asia/Ho_Chi_Minh' })
    // What fell due while no program ran is caught up with at once.
    await boss.send(job.name)
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 10_000 }) }
}

async function prepareSchema(
  PgBoss: typeof import('pg-boss').PgBoss,
  { ownerUrl, jobs }: JobsOptions,
): Promise<void> {
  const owner = new PgBoss({ connectionString: ownerUrl, schema, supervise: false, schedule: false, max: 1 })
  await owner.start()
  for (const job of jobs) {
    if (await owner.getQueue(job.name)) continue
    await owner.createQueue(job.name, { policy: 'exclusive', retryLimit: 2, expireInSeconds })
  }
  await owner.stop({ graceful: false })
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query(`
    grant usage on schema ${schema} to motcua_app;
    grant select, insert, update, delete on all tables in schema ${schema} to motcua_app;
    grant usage on all sequences in schema ${schema} to motcua_app;
    grant execute on all functions in schema ${schema} to motcua_app`)
  await client.end()
}
