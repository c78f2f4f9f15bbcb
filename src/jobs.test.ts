import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { receivedDossier } from './dossiers/factory.ts'
import { watchOffice } from './dossiers/jobs/deadlines.ts'
import { verifyAllAudit } from './jobs.ts'
import { type ScheduledJob, startJobs } from './platform/jobs.ts'
import { runtimeUrl } from './platform/migrate.ts'
import { watchCertificatesOf } from './signing/jobs/watch-certificates.ts'
import { startTestApp, type TestApp } from './testing/app.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())

const quiet = { info: () => {}, warn: () => {}, error: () => {} }
const run = (jobs: readonly ScheduledJob[]) =>
  startJobs({ ownerUrl: test.ownerUrl, runtimeUrl: runtimeUrl(test.ownerUrl), jobs, log: quiet })

describe('the jobs', () => {
  it('seal the journal and deliver the news soon after the start, as the login that owns nothing', async () => {
    await receivedDossier(test)
    // The deadline job has news of its own; what it had to say is among what waits.
    await watchOffice(test.services, test.officeId)
    await watchCertificatesOf(test.services, test.officeId)
    const running = await run(test.app.jobs)
    // What the news leads to in its turn is sealed a minute later.
    await vi.waitFor(
      async () => {
        const left = await test.owner.query(
          `select (select count(*) from audit_events e where action <> 'dossiers.tellNews' and not exists (select from audit_seals s where s.event_id = e.id and s.office_id = e.office_id)) as unsealed,
             (select count(*) from outbox where delivered_at is null) as waiting`,
        )
        expect(left.rows[0]).toEqual({ unsealed: '0', waiting: '0' })
      },
      { timeout: 20_000, interval: 200 },
    )
    await running.stop()
    const report = await verifyAllAudit(test.services)
    expect(report).toEqual({ intact: true, lines: [expect.stringContaining('nguyên vẹn')] })
  }, 40_000)

  it('do not overlap themselves, also when two programs run them', async () => {
    let now = 0
    let most = 0
    let runs = 0
    const slow: ScheduledJob = {
      name: 'slow-test',
      cron: '* * * * *',
      async run() {
        now += 1
        runs += 1
        most = Math.max(most, now)
        await test.owner.query('select pg_sleep(0.5)')
        now -= 1
      },
    }
    const programs = [await run([slow]), await run([slow])]
    await vi.waitFor(() => expect(runs).toBeGreaterThanOrEqual(1), { timeout: 15_000, interval: 100 })
    for (const program of programs) await program.stop()
    expect(most).toBe(1)
  }, 40_000)

  it('report a journal that somebody changed behind the program', async () => {
    await test.owner.query(
      `update audit_events set facts = '{"code": "khác"}' where id = (select min(id::text)::uuid from audit_events)`,
    )
    const report = await verifyAllAudit(test.services)
    expect(report.intact).toBe(false)
  })
})
