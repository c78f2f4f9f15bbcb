import { randomUUID } from 'node:crypto'
import { receptionExample } from '../src/dossiers/model/examples.ts'
import { printReceipt } from '../src/dossiers/queries/print-paper.ts'
import { systemClock } from '../src/platform/clock.ts'
import { openDatabase } from '../src/platform/database.ts'
import { runtimeUrl } from '../src/platform/migrate.ts'
import { createPdfRenderer } from '../src/platform/pdf.ts'
import { read } from '../src/platform/read.ts'
import { demoOfficeId, demoStaffId } from '../src/staff/examples.ts'
import { resolveActor } from '../src/staff/queries.ts'
import { openScratchDatabase } from './shared/postgres.ts'
import { type Office, startOffice } from './shared/program.ts'
import { median, quantile, readOptions, reportResult, rounded, say } from './shared/report.ts'
import { type Scratch, withScratch } from './shared/scratch.ts'

/** So many different receipts in turn, so that none is printed from what the one before left behind. */
const dossierCount = 20
/** What the counter is promised for one form (milliseconds, 95 of 100). */
const promised = 100

async function receiveDossier(office: Office, number: number): Promise<string> {
  const { applicant } = receptionExample
  const response = await fetch(`${office.url}/api/v1/dossiers`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: office.cookie,
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({
      ...receptionExample,
      applicant: { ...applicant, name: `Nguyễn Văn Mẫu ${'I'.repeat(number)}` },
    }),
  })
  if (!response.ok) throw new Error(await response.text())
  return ((await response.json()) as { code: string }).code
}

type Print = (code: string) => Promise<Uint8Array>

function printOverHttp(office: Office): Print {
  return async (code) => {
    const response = await fetch(`${office.url}/api/v1/dossiers/${code}/receipt.pdf`, {
      headers: { cookie: office.cookie },
    })
    if (!response.ok) throw new Error(await response.text())
    return new Uint8Array(await response.arrayBuffer())
  }
}

/** Rendering alone: the content of each receipt is there already. */
async function printAlone(scratch: Scratch, url: string, codes: readonly string[]): Promise<Print> {
  const database = openDatabase(runtimeUrl(url), 2, () => {})
  scratch.atEnd(() => database.close())
  const deps = { database, clock: systemClock }
  const actor = await resolveActor(deps, { officeId: demoOfficeId, staffId: demoStaffId('tiepnhan') })
  if (!actor) throw new Error('The demonstration office has no counter officer.')
  const contents = new Map<string, { template: string; data: unknown }>()
  for (const code of codes) {
    const input = { code, trackingUrl: `http://127.0.0.1/tra-cuu/${code}` }
    contents.set(code, await read(deps, actor, printReceipt, input))
  }
  const renderer = createPdfRenderer({ templatesDir: 'templates', clock: systemClock })
  scratch.atEnd(() => renderer.close())
  return async (code) => {
    const { template = '', data } = contents.get(code) ?? {}
    return renderer.render(template, data)
  }
}

/** Milliseconds of each receipt, one after the other for `seconds`. */
async function printFor(seconds: number, print: Print, codes: readonly string[]): Promise<number[]> {
  const times: number[] = []
  const end = performance.now() + seconds * 1000
  for (let turn = 0; performance.now() < end && turn < 5000; turn += 1) {
    times.push(await timed(print, codes[turn % codes.length] ?? ''))
  }
  return times
}

async function timed(print: Print, code: string): Promise<number> {
  const started = performance.now()
  const pdf = await print(code)
  const elapsed = performance.now() - started
  if (Buffer.from(pdf.subarray(0, 5)).toString() !== '%PDF-') throw new Error('This is not a PDF.')
  return elapsed
}

const perSecond = (times: readonly number[]) =>
  1000 / (times.reduce((sum, each) => sum + each, 0) / times.length)

await withScratch(async (scratch) => {
  const { rounds, seconds } = readOptions({ rounds: 3, seconds: 3 })
  const databaseUrl = await openScratchDatabase(scratch)
  const dataDir = await scratch.directory()
  const office = await startOffice(scratch, { DATABASE_URL: databaseUrl, DATA_DIR: dataDir })
  const codes: string[] = []
  for (let number = 1; number <= dossierCount; number += 1) codes.push(await receiveDossier(office, number))
  const overHttp = printOverHttp(office)
  const alone = await printAlone(scratch, databaseUrl, codes)
  const cold = { http: await timed(overHttp, codes[0] ?? ''), alone: await timed(alone, codes[0] ?? '') }
  say(`cold, the very first: ${rounded(cold.http)} ms over HTTP, ${rounded(cold.alone)} ms rendering alone`)
  const ours: number[] = []
  const limit: number[] = []
  const times: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const http = await printFor(seconds, overHttp, codes)
    ours.push(perSecond(http))
    limit.push(perSecond(await printFor(seconds, alone, codes)))
    times.push(...http)
    say(
      `round ${round}: ${rounded(ours.at(-1) ?? 0)}/s over HTTP, ${rounded(limit.at(-1) ?? 0)}/s rendering alone`,
    )
  }
  const slow = quantile(times, 0.95)
  const kept = slow < promised ? 'kept' : 'NOT kept'
  console.log(
    `warm over HTTP: p50 ${rounded(median(times))} ms, p95 ${rounded(slow)} ms; under ${promised} ms: ${kept}`,
  )
  reportResult({ name: 'pdf', ours: median(ours), limit: median(limit) })
})
