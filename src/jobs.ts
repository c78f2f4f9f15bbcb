import { sealAudit } from './audit/jobs.ts'
import { verifyAudit } from './audit/queries.ts'
import { sweepCitizens } from './citizens/jobs.ts'
import { closePastDays, ticketEnder } from './counters/jobs.ts'
import { recountOffice, watchOffice, watchOfficeAgain } from './dossiers/jobs/deadlines.ts'
import { dropDeclarations } from './dossiers/jobs/declarations.ts'
import { watchFilings } from './dossiers/jobs/online.ts'
import { inviteAfterReturn } from './dossiers/jobs/ratings.ts'
import { announceUncollected, keepWaitingResults, resultKeeper } from './dossiers/jobs/results.ts'
import { tellByMessage } from './dossiers/jobs/tell-by-message.ts'
import { countPages } from './equipment/jobs.ts'
import { removeForgotten } from './files/jobs.ts'
import { accountForgetter, dropDrafts, sweepPieces } from './filing/jobs.ts'
import { exchangeDocuments } from './interchange/jobs/exchange.ts'
import { interchangeNews } from './interchange/jobs/hear-news.ts'
import { exchangePackages } from './interlink/jobs/exchange.ts'
import { renewPracticeOffice } from './learning/jobs.ts'
import { compareWithPortal } from './national-portal/jobs/compare.ts'
import { exchangeWithPortal } from './national-portal/jobs/exchange.ts'
import { tellPortal } from './national-portal/jobs/hear-news.ts'
import { sendMessages } from './notifications/jobs/send-messages.ts'
import type { PromptWork } from './platform/at-once.ts'
import type { Database } from './platform/database.ts'
import type { ScheduledJob } from './platform/jobs.ts'
import { deliverNews, type Subscriber, sweep } from './platform/outbox.ts'
import type { Services } from './platform/services.ts'
import { openingStatement, send } from './platform/transaction.ts'
import { flagOfficeProcedures } from './procedures/jobs.ts'
import { settleLines } from './receipts/jobs/settle-lines.ts'
import { bankTopic } from './receipts/model/bank-topic.ts'
import { checkSignatures } from './records/jobs/check-signatures.ts'
import { readTexts } from './records/jobs/read-texts.ts'
import { watchIncomingOf } from './records/jobs/watch-incoming.ts'
import { watchVotesOf } from './records/jobs/watch-votes.ts'
import { textTopic } from './records/model/text-states.ts'
import { watchCertificatesOf } from './signing/jobs/watch-certificates.ts'
import { buildPackages, dropOldPackages } from './workfiles/jobs/build-packages.ts'
import { watchFilesOf } from './workfiles/jobs/watch-files.ts'
import { packageTopic } from './workfiles/model/package-builds.ts'

/** Days for which answers are remembered and delivered news is kept. */
const keepDays = 30

/** Who listens to which news; slices to the right add theirs. */
export function subscribersOf(services: Services): readonly Subscriber[] {
  return [
    { topic: 'calendar.changed', handle: async (delivery) => void (await recountOffice(services, delivery)) },
    { topic: 'office.warning_changed', handle: (delivery) => watchOfficeAgain(services, delivery) },
    resultKeeper(services),
    ...tellByMessage(services),
    ...tellPortal(services),
    ...interchangeNews(services),
    ticketEnder(services),
    accountForgetter(services),
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

/** Everything the program does by the clock. */
export function scheduledJobs(services: Services): ScheduledJob[] {
  const ofOffices = [...minuteJobs(services), ...dayJobs(services), ...nightJobs(services)]
  return [
    ...ofOffices.map(({ name, cron, work }) => ({ name, cron, run: () => forEachOffice(services, work) })),
    { name: 'sweep-pieces', cron: '50 2 * * *', run: async () => void (await sweepPieces(services)) },
  ]
}

/** What is done as soon as it is asked for; the jobs of every minute find what this misses. */
export function promptWorks(services: Services): PromptWork[] {
  return [
    {
      topic: textTopic,
      work: (officeId) => readTexts(services, officeId),
      failure: 'Chưa đọc được nội dung tệp văn bản; sẽ đọc lại sau ít phút.',
    },
    {
      topic: packageTopic,
      work: (officeId) => buildPackages(services, officeId),
      failure: 'Chưa lập được gói hồ sơ lưu trữ; sẽ lập lại sau ít phút.',
    },
    {
      topic: bankTopic,
      work: (officeId) => settleLines(services, officeId),
      failure: 'Chưa đối chiếu được sao kê; sẽ đối chiếu lại sau ít phút.',
    },
  ]
}

/** Work that is done for one office after the other. */
interface OfficeJob {
  name: string
  cron: string
  work(officeId: string): Promise<unknown>
}

/** One office that fails does not keep the others waiting; the run fails at the end, and is tried again. */
async function forEachOffice(services: Services, work: OfficeJob['work']): Promise<void> {
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

/** What people wait for: news, messages, packages, due times. */
function minuteJobs(services: Services): OfficeJob[] {
  const cron = '* * * * *'
  const subscribers = subscribersOf(services)
  const portal = { ...services, sessions: portalSessions() }
  return [
    { name: 'seal-audit', cron, work: (officeId) => sealAudit(services, officeId) },
    { name: 'deliver-news', cron, work: (officeId) => deliverNews(services, officeId, subscribers) },
    { name: 'send-messages', cron, work: (officeId) => sendMessages(services, officeId) },
    { name: 'exchange-packages', cron, work: (officeId) => exchangePackages(services, officeId) },
    { name: 'exchange-documents', cron, work: (officeId) => exchangeDocuments(services, officeId) },
    { name: 'exchange-with-portal', cron, work: (officeId) => exchangeWithPortal(portal, officeId) },
    { name: 'watch-deadlines', cron, work: (officeId) => watchOffice(services, officeId) },
    // Of what is most urgent a quarter of an hour is all there is.
    { name: 'watch-incoming', cron, work: (officeId) => watchIncomingOf(services, officeId) },
    { name: 'watch-filings', cron, work: (officeId) => watchFilings(services, officeId) },
    { name: 'watch-votes', cron, work: (officeId) => watchVotesOf(services, officeId) },
    { name: 'read-texts', cron, work: (officeId) => readTexts(services, officeId) },
    { name: 'build-packages', cron, work: (officeId) => buildPackages(services, officeId) },
    { name: 'settle-bank-lines', cron, work: (officeId) => settleLines(services, officeId) },
    { name: 'check-signatures', cron, work: (officeId) => checkSignatures(services, officeId) },
  ]
}

/** What has to be there when the desk opens, or in the course of the day. */
function dayJobs(services: Services): OfficeJob[] {
  return [
    { name: 'watch-work-files', cron: '10 7 * * *', work: (officeId) => watchFilesOf(services, officeId) },
    {
      name: 'watch-certificates',
      cron: '20 7,13 * * *',
      work: (officeId) => watchCertificatesOf(services, officeId),
    },
    {
      name: 'keep-results',
      cron: '*/10 * * * *',
      work: (officeId) => keepWaitingResults(services, officeId),
    },
    { name: 'count-pages', cron: '*/10 * * * *', work: (officeId) => countPages(services, officeId) },
    {
      name: 'announce-uncollected',
      cron: '15 7 * * *',
      work: (officeId) => announceUncollected(services, officeId),
    },
    {
      name: 'flag-procedures',
      cron: '5 0 * * *',
      work: (officeId) => flagOfficeProcedures(services, officeId),
    },
    { name: 'close-queue', cron: '5 0 * * *', work: (officeId) => closePastDays(services, officeId) },
  ]
}

/** Comparing, and clearing away what nobody needs any more, while nobody works. */
function nightJobs(services: Services): OfficeJob[] {
  const portal = { ...services, sessions: portalSessions() }
  const forget = async (officeId: string) =>
    removeForgotten(services, officeId, await officeIds(services.database))
  return [
    {
      name: 'compare-with-portal',
      cron: '20 1 * * *',
      work: (officeId) => compareWithPortal(portal, officeId),
    },
    { name: 'sweep', cron: '30 2 * * *', work: (officeId) => sweep(services, officeId, keepDays) },
    {
      name: 'drop-old-declarations',
      cron: '40 2 * * *',
      work: (officeId) => dropDeclarations(services, officeId),
    },
    { name: 'drop-old-drafts', cron: '45 2 * * *', work: (officeId) => dropDrafts(services, officeId) },
    { name: 'sweep-citizens', cron: '50 2 * * *', work: (officeId) => sweepCitizens(services, officeId) },
    {
      name: 'drop-old-packages',
      cron: '35 2 * * *',
      work: (officeId) => dropOldPackages(services, officeId),
    },
    { name: 'remove-forgotten', cron: '55 2 * * *', work: forget },
    {
      name: 'renew-practice',
      cron: '0 3 * * *',
      work: (officeId) => renewPracticeOffice(services, officeId),
    },
  ]
}

/** Sessions at the national portal, kept as long as this program lives. */
const portalSessions = () => new Map<string, string>()

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
