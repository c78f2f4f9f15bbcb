import { runtimeUrl } from '../src/platform/migrate.ts'
import { serveBareUpload } from './shared/bare-upload.ts'
import { makePhotos, openFilingOffice, paperOrdinals, recordFiling } from './shared/filing.ts'
import { createYardstick } from './shared/pgbench.ts'
import { type Asked, weigh } from './shared/plain-browser.ts'
import { openScratchDatabase } from './shared/postgres.ts'
import { startProgram } from './shared/program.ts'
import { median, readOptions, reportResult, rounded, say } from './shared/report.ts'
import { type Scratch, withScratch } from './shared/scratch.ts'

const photosEach = paperOrdinals.length
/** Citizens who file at the same time, and filings of each in a round. */
const clients = 8
const filingsEach = 6
/** A first visit to the filing pages is meant to weigh no more. */
const aim = 60 * 1024

/**
 * Filings per second, each with three photographs of 300 KB, through the pages as a browser without script opens them (nine
 * forms, each answered by a page), beside what nobody can save: the same bytes to the same disk by a bare server that waits for
 * it, and the statements of the same writes by pgbench, one after the other.
 */
async function measure(): Promise<void> {
  const { rounds, seconds } = readOptions({ rounds: 3, seconds: 4 })
  await withScratch(async (scratch) => {
    const databaseUrl = await openScratchDatabase(scratch)
    const office = await openFilingOffice(scratch, databaseUrl)
    const bare = await openBareUpload(scratch)
    const recorded = await recordFiling(runtimeUrl(databaseUrl))
    console.log(
      `${recorded.trips.flat().length} statements in ${recorded.trips.length} round trips of writing`,
    )
    const statements = await createYardstick(scratch, runtimeUrl(databaseUrl), [recorded])
    await weighPages(office)
    await fileAlone(office)
    await statements(clients, 1)
    const [ours, limits]: [number[], number[]] = [[], []]
    for (let round = 1; round <= rounds; round += 1) {
      const filings = clients * filingsEach
      const photos = await makePhotos(filings * photosEach)
      const portions = Array.from({ length: filings }, (_, index) =>
        photos.slice(index * photosEach, (index + 1) * photosEach),
      )
      const filed = await perSecond(portions, (each) => office.file(each))
      const uploaded = await perSecond(portions, bare)
      const written = await statements(clients, seconds)
      ours.push(filed)
      limits.push(1 / (1 / uploaded + 1 / written))
      const parts = `${rounded(uploaded)}/s bare upload, ${rounded(written)}/s pgbench, both ${rounded(limits.at(-1) ?? 0)}/s`
      say(`round ${round}: ${rounded(filed)} filings/s; ${parts}`)
    }
    reportResult({ name: 'online-filing', ours: median(ours), limit: median(limits) })
  })
}

/** How many portions a second so many clients get through, each one after the other. */
async function perSecond<T>(portions: readonly T[], work: (portion: T) => Promise<void>): Promise<number> {
  const queue = [...portions]
  const started = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let portion = queue.shift(); portion; portion = queue.shift()) await work(portion)
    }),
  )
  return portions.length / ((performance.now() - started) / 1000)
}

/** The bare server on a directory of the same disk; sends it the photographs of one filing. */
async function openBareUpload(scratch: Scratch): Promise<(photos: readonly Buffer[]) => Promise<void>> {
  const bare = await startProgram(scratch, {
    command: ['bench/online-filing.ts'],
    environment: { BARE_UPLOAD: await scratch.directory() },
  })
  await bare.firstAnswer('/ready')
  return async (photos) => {
    for (const photo of photos) {
      const headers = { 'content-type': 'image/jpeg' }
      const answer = await fetch(`${bare.url}/upload`, {
        method: 'POST',
        headers,
        body: new Uint8Array(photo),
      })
      if (!answer.ok) throw new Error(await answer.text())
    }
  }
}

/** Files by somebody who has the program to themselves, twice, and says of the second time where it went. */
async function fileAlone(office: FilingOffice): Promise<void> {
  await office.file(await makePhotos(photosEach))
  const times = new Map<Asked, number[]>()
  await office.file(await makePhotos(photosEach), (asked, milliseconds) => {
    times.set(asked, [...(times.get(asked) ?? []), milliseconds])
  })
  const parts = [...times].map(([asked, each]) => `${each.length} ${asked} of ${rounded(median(each))} ms`)
  say(`one filing alone: ${parts.join(', ')}`)
}

type FilingOffice = Awaited<ReturnType<typeof openFilingOffice>>

async function weighPages({ url, pages, cookie }: FilingOffice): Promise<void> {
  console.log('First load of the filing pages, in bytes with all they ask for:')
  let heaviest = 0
  for (const [name, path] of Object.entries(await pages())) {
    const { sent, raw, gzip, files } = await weigh(url, path, cookie)
    heaviest = Math.max(heaviest, sent)
    console.log(`  ${name.padEnd(12)} ${sent} as sent, ${raw} raw, ${gzip} as gzip; ${files} files`)
  }
  console.log(`heaviest ${heaviest} as sent; aim ${aim}: ${heaviest <= aim ? 'kept' : 'missed'}`)
}

// The bare server is this file again, so that it has a process of its own as the program has.
await (process.env.BARE_UPLOAD
  ? serveBareUpload(Number(process.env.PORT), process.env.BARE_UPLOAD)
  : measure())
