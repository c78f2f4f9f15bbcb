import { trackedCode } from '../src/dossiers/examples.ts'
import { serveBareRoute } from './shared/bare-route.ts'
import { answersPerSecond } from './shared/load.ts'
import { openScratchDatabase } from './shared/postgres.ts'
import { startOffice, startProgram } from './shared/program.ts'
import { median, readOptions, reportResult, rounded, say } from './shared/report.ts'
import { withScratch } from './shared/scratch.ts'

const connections = 32

/** Requests per second of the public lookup by code, beside a Fastify route that only sends the same bytes. */
async function measure(): Promise<void> {
  const { rounds, seconds } = readOptions({ rounds: 3, seconds: 4 })
  await withScratch(async (scratch) => {
    const office = await startOffice(scratch, {
      DATABASE_URL: await openScratchDatabase(scratch),
      DATA_DIR: await scratch.directory(),
      TRACKING_LIMIT_PER_MINUTE: '1000000000',
    })
    const url = `${office.url}/api/v1/tracking/${trackedCode}`
    const body = await (await fetch(url)).text()
    const bare = await startProgram(scratch, {
      command: ['bench/tracking.ts'],
      environment: { BARE_ROUTE: body },
    })
    const bareUrl = `${bare.url}/tracking/${trackedCode}`
    await bare.firstAnswer(`/tracking/${trackedCode}`)
    if ((await (await fetch(bareUrl)).text()) !== body) throw new Error('The two answers differ.')
    await answersPerSecond({ url, connections, duration: 2 })
    await answersPerSecond({ url: bareUrl, connections, duration: 1 })
    const ours: number[] = []
    const limit: number[] = []
    for (let round = 1; round <= rounds; round += 1) {
      ours.push(await answersPerSecond({ url, connections, duration: seconds }))
      limit.push(await answersPerSecond({ url: bareUrl, connections, duration: seconds }))
      say(`round ${round}: ${rounded(ours.at(-1) ?? 0)}/s, bare route ${rounded(limit.at(-1) ?? 0)}/s`)
    }
    reportResult({ name: 'tracking', ours: median(ours), limit: median(limit) })
  })
}

// The bare route is this file again, so that it has a process of its own as the program has.
const bareBody = process.env.BARE_ROUTE
await (bareBody ? serveBareRoute(Number(process.env.PORT), bareBody) : measure())
