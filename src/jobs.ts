import { sealAudit } from './audit/jobs.ts'
import { verifyAudit } from './audit/queries.ts'
import { closePastDays, ticketEnder } from './counters/jobs.ts'
import { recountOffice, watchOffice, watchOfficeAgain } from './dossiers/jobs/deadlines.ts'
import { dropDeclarations } from './dossiers/jobs/declarations.ts'
import { watchFilings } from './dossiers/jobs/online.ts'
import { inviteAfterReturn } from './dossiers/jobs/ratings.ts'
import { announceUncollected, keepWaitingResults, resultKeeper } from './dossiers/jobs/results.ts'
import { tellByMessage } from './dossiers/jobs/tell-by-message.ts'
import { renewPracticeOffice } from './learning/jobs.ts'
import { sendMessages } from './notifications/jobs/send-messages.ts'
import type { Database } from './platform/database.ts'
import type { ScheduledJob } from './platform/jobs.ts'
import { deliverNews, type Subscriber, sweep } from './platform/outbox.ts'
import type { Services } from './platform/services.ts'
import { openingStatement, send } from './platform/transaction.ts'
import { flagOfficeProcedures } from './procedures/jobs.ts'
import { readTexts } from './records/jobs/read-texts.ts'
import { watchIncomingOf } from './records/jobs/watch-incoming.ts'

/** Days for which answers are remembered and delivered news is kept. */
const keepDays = 30

/** Who listens to which news; slices to the right add theirs. */
export function subscribersOf(services: Services): readonly Subscriber[] {
  return [
    { topic: 'calendar.changed', handle: async (delivery) => void (await recountOffice(services, delivery)) },
    { topic: 'office.warning_changed', handle: (delivery) => watchOfficeAgain(services, delivery) },
    resultKeeper(services),
    ...tellByMessage(services),
    ticketEnder(services),
    { topic: 'dossier.returned', handle: (delivery) => inviteAfterReturn(services, delivery) },
  ]
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
  /** One office that fails does not keep the others waiting; the run fails at the end, and is tried again. */
  const forEachOffice = (work: (officeId: string) => Promise<unknown>) => async () => {
    const failures: unknown[] = []
    for (const officeId of await officeIds(services.database)) {
      await work(officeId).catch((error: unknown) => {
        services.log.error(
          { officeId, err: String(error) },
          'Việc nền của một đơn vị bị lỗi; các đơn vị khác vẫn chạy.',
        )
        failures.push(error)
      })
    }
    if (failures.length > 0) throw failures[0]
  }
  const subscribers = subscribersOf(services)
  return [
    {
      name: 'seal-audit',
      cron: '* * * * *',
      run: forEachOffice((officeId) => sealAudit(services, officeId)),
    },
    {
      name: 'deliver-news',
      cron: '* * * * *',
      run: forEachOffice((officeId) => deliverNews(services, officeId, subscribers)),
    },
    {
      name: 'send-messages',
      cron: '* * * * *',
      run: forEachOffice((officeId) => sendMessages(services, officeId)),
    },
    {
      name: 'watch-deadlines',
      cron: '* * * * *',
      run: forEachOffice((officeId) => watchOffice(services, officeId)),
    },
    {
      name: 'watch-filings',
      cron: '* * * * *',
      run: forEachOffice((officeId) => watchFilings(services, officeId)),
    },
    {
      name: 'read-texts',
      cron: '* * * * *',
      run: forEachOffice((officeId) => readTexts(services, officeId)),
    },
    {
      name: 'watch-incoming',
      cron: '*/10 * * * *',
      run: forEachOffice((officeId) => watchIncomingOf(services, officeId)),
    },
    {
      name: 'keep-results',
      cron: '*/10 * * * *',
      run: forEachOffice((officeId) => keepWaitingResults(services, officeId)),
    },
    {
      name: 'announce-uncollected',
      cron: '15 7 * * *',
      run: forEachOffice((officeId) => announceUncollected(services, officeId)),
    },
    {
      name: 'flag-procedures',
      cron: '5 0 * * *',
      run: forEachOffice((officeId) => flagOfficeProcedures(services, officeId)),
    },
    {
      name: 'drop-old-declarations',
      cron: '40 2 * * *',
      run: forEachOffice((officeId) => dropDeclarations(services, officeId)),
    },
    {
      name: 'close-queue',
      cron: '5 0 * * *',
      run: forEachOffice((officeId) => closePastDays(services, officeId)),
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
