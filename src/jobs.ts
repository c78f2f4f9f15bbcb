import { sealAudit } from './audit/jobs.ts'
import { verifyAudit } from './audit/queries.ts'
import { inviteAfterReturn } from './dossiers/jobs.ts'
import { renewPracticeOffice } from './learning/jobs.ts'
import type { Database } from './platform/database.ts'
import type { ScheduledJob } from './platform/jobs.ts'
import { deliverNews, type Subscriber, sweep } from './platform/outbox.ts'
import type { Services } from './platform/services.ts'
import { openingStatement, send } from './platform/transaction.ts'

/** Days for which answers are remembered and delivered news is kept. */
const keepDays = 30

/** Who listens to which news; slices to the right add theirs. */
function subscribersOf(services: Services): readonly Subscriber[] {
  return [{ topic: 'dossier.returned', handle: (delivery) => inviteAfterReturn(services, delivery) }]
}

/** Ids of all offices of the installation, as anonymous readers may see them. */
export async function officeIds(database: Database): Promise<string[]> {
  return database.usePublic(async ({ db }) => {
    const rows = await db.selectFrom('offices').select('office_id').orderBy('office_id').execute()
    return rows.map((row) => row.office_id)
  })
}

/** Everything the program does by the clock, office by office. */
export function scheduledJobs(services: Services): ScheduledJob[] {
  const forEachOffice = (work: (officeId: string) => Promise<unknown>) => async () => {
    for (const officeId of await officeIds(services.database)) await work(officeId)
  }
  return [
    {
      name: 'seal-audit',
      cron: '* * * * *',
      run: forEachOffice((officeId) => sealAudit(services, officeId)),
    },
    {
      name: 'deliver-news',
      cron: '* * * * *',
      run: forEachOffice((officeId) => deliverNews(services, officeId, subscribersOf(services))),
    },
    {
      name: 'sweep',
      cron: '30 2 * * *',
      run: forEachOffice((officeId) => sweep(services, officeId, keepDays)),
    },
    {
      name: 'renew-practice',
      cron: '0 3 * * *',
      run: forEachOffice((officeId) => renewPracticeOffice(services, officeId)),
    },
  ]
}

/** Recomputes the audit chain of every office; one sentence each, and whether all hold. */
export async function verifyAllAudit(services: Services): Promise<{ intact: boolean; lines: string[] }> {
  const lines: string[] = []
  let intact = true
  for (const officeId of await officeIds(services.database)) {
    const report = await services.database.use(async ({ client, db }) => {
      send(client, openingStatement(officeId, 'read only'))
      return verifyAudit(db, officeId).finally(() => send(client, 'commit'))
    })
    intact &&= report.problem === null
    // The head, noted outside the database, proves later that no end was cut off.
    const head = report.head ? `, dấu cuối ${report.head.sequence}:${report.head.hash}` : ''
    const whole = `nguyên vẹn, ${report.sealed} sự kiện đã niêm phong${head}`
    lines.push(`${officeId}: ${report.problem?.sentence ?? whole}`)
  }
  return { intact, lines }
}
