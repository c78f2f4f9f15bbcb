import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { runtimeUrl } from '../../src/platform/migrate.ts'
import type { Command } from '../../src/platform/operations.ts'
import { answersPerSecond } from './load.ts'
import { createYardstick, type Yardstick } from './pgbench.ts'
import { openScratchDatabase, query } from './postgres.ts'
import { startOffice } from './program.ts'
import { recordWrite } from './record-write.ts'
import { median, readOptions, reportResult, rounded, say } from './report.ts'
import { withScratch } from './scratch.ts'

/** One office is the hard case: every write of its day waits for the one before it at the rows of its counters. */
const clientCounts = [32, 8] as const

interface Measured<I extends z.ZodObject, O extends z.ZodType> {
  /** Name of the benchmark. */
  name: string
  /** Where the command is posted, below `/api/v1`. */
  path: string
  command: Command<I, O>
  input: z.input<I>
}

/** A command sent over HTTP, as often in a second as it goes, each time with a key of its own. */
function overHttpOf(
  office: { url: string; cookie: string },
  { path, input }: { path: string; input: unknown },
): Yardstick {
  return (connections, seconds) =>
    answersPerSecond({
      url: `${office.url}/api/v1${path}`,
      connections,
      duration: seconds,
      requests: [
        {
          method: 'POST',
          headers: { 'content-type': 'application/json', cookie: office.cookie },
          body: JSON.stringify(input),
          setupRequest: (request) => ({
            ...request,
            headers: { ...request.headers, 'idempotency-key': randomUUID() },
          }),
        },
      ],
    })
}

/** Measures a command over HTTP beside pgbench with the very statements that one run of it sends, and reports. */
export async function measureWrite<I extends z.ZodObject, O extends z.ZodType>(
  measured: Measured<I, O>,
): Promise<void> {
  const { name, command, input } = measured
  await withScratch(async (scratch) => {
    const { rounds, seconds } = readOptions({ rounds: 3, seconds: 4 })
    const databaseUrl = await openScratchDatabase(scratch)
    const dataDir = await scratch.directory()
    const office = await startOffice(scratch, { DATABASE_URL: databaseUrl, DATA_DIR: dataDir })
    const recorded = await recordWrite(runtimeUrl(databaseUrl), { command, input })
    const overHttp = overHttpOf(office, measured)
    const statements = await createYardstick(scratch, runtimeUrl(databaseUrl), [recorded])
    const [server] = await query(databaseUrl, "select version(), current_setting('fsync') as fsync")
    console.log(
      `${String(server?.version).split(' ').slice(0, 2).join(' ')}, fsync ${server?.fsync}, one office`,
    )
    console.log(`${recorded.trips.flat().length} statements in ${recorded.trips.length} round trips`)
    await overHttp(32, 2)
    await statements(32, 1)
    const rates = new Map(
      clientCounts.map((count) => [count, { ours: [] as number[], limit: [] as number[] }]),
    )
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
    reportResult({ name, ours: median(rates.get(32)?.ours ?? []), limit: best })
  })
}
