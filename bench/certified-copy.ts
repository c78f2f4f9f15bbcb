import { randomUUID } from 'node:crypto'
import { certifyAtCounter } from '../src/dossiers/commands/certify-at-counter.ts'
import { certificationExample } from '../src/dossiers/model/certification/examples.ts'
import { runtimeUrl } from '../src/platform/migrate.ts'
import { answersPerSecond } from './shared/load.ts'
import { createYardstick, type Yardstick } from './shared/pgbench.ts'
import { openScratchDatabase, query } from './shared/postgres.ts'
import { startOffice } from './shared/program.ts'
import { recordWrite } from './shared/record-intake.ts'
import { median, readOptions, reportResult, rounded, say } from './shared/report.ts'
import { withScratch } from './shared/scratch.ts'

/** One office is the hard case: every certification waits for the one before it at the rows of its counters. */
const clientCounts = [32, 8] as const

/** One-screen certifications per second over HTTP, two originals each, each with a key of its own. */
function certificationsOverHttp(office: { url: string; cookie: string }): Yardstick {
  return (connections, seconds) =>
    answersPerSecond({
      url: `${office.url}/api/v1/certifications`,
      connections,
      duration: seconds,
      requests: [
        {
          method: 'POST',
          headers: { 'content-type': 'application/json', cookie: office.cookie },
          body: JSON.stringify(certificationExample),
          setupRequest: (request) => ({
            ...request,
            headers: { ...request.headers, 'idempotency-key': randomUUID() },
          }),
        },
      ],
    })
}

await withScratch(async (scratch) => {
  const { rounds, seconds } = readOptions({ rounds: 3, seconds: 4 })
  const databaseUrl = await openScratchDatabase(scratch)
  const dataDir = await scratch.directory()
  const office = await startOffice(scratch, { DATABASE_URL: databaseUrl, DATA_DIR: dataDir })
  const recorded = await recordWrite(runtimeUrl(databaseUrl), certifyAtCounter, certificationExample)
  const overHttp = certificationsOverHttp(office)
  const statements = await createYardstick(scratch, runtimeUrl(databaseUrl), recorded)
  const [server] = await query(databaseUrl, "select version(), current_setting('fsync') as fsync")
  console.log(
    `${String(server?.version).split(' ').slice(0, 2).join(' ')}, fsync ${server?.fsync}, one office`,
  )
  console.log(`${recorded.trips.flat().length} statements in ${recorded.trips.length} round trips`)
  await overHttp(32, 2)
  await statements(32, 1)
  const rates = new Map(clientCounts.map((count) => [count, { ours: [] as number[], limit: [] as number[] }]))
  for (let round = 1; round <= rounds; round += 1) {
    for (const [count, { ours, limit }] of rates) {
      ours.push(await overHttp(count, seconds))
      limit.push(await statements(count, seconds))
      const pair = `${rounded(ours.at(-1) ?? 0)}/s over HTTP, ${rounded(limit.at(-1) ?? 0)}/s by pgbench`
      say(`round ${round}, ${count} clients: ${pair}`)
    }
  }
  for (const [count, { ours, limit }] of rates)
    console.log(`median, ${count} clients: ratio ${rounded(median(ours) / median(limit))}`)
  // pgbench does better with fewer clients in each other's way: its best counts, whatever ours is.
  const best = Math.max(...[...rates.values()].map(({ limit }) => median(limit)))
  reportResult({ name: 'certified-copy', ours: median(rates.get(32)?.ours ?? []), limit: best })
})
