import { randomUUID } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { demoOffice } from '../src/demo/office.ts'
import { systemClock } from '../src/platform/clock.ts'
import { openDatabase } from '../src/platform/database.ts'
import { runtimeUrl } from '../src/platform/migrate.ts'
import { hashPassword } from '../src/platform/password.ts'
import { systemActor } from '../src/platform/system-actor.ts'
import { write } from '../src/platform/write.ts'
import { registerIncoming } from '../src/records/commands/register-incoming.ts'
import { registerExample } from '../src/records/examples.ts'
import { createOffice } from '../src/staff/commands/create-office.ts'
import { answersPerSecond } from './shared/load.ts'
import { createYardstick, type Yardstick } from './shared/pgbench.ts'
import { openScratchDatabase } from './shared/postgres.ts'
import { signInAs, startOffice } from './shared/program.ts'
import { type Account, recordWrite } from './shared/record-write.ts'
import { median, readOptions, reportResult, rounded, say } from './shared/report.ts'
import { type Scratch, withScratch } from './shared/scratch.ts'

const clerks = 32
const password = 'mat-khau-cua-phep-do'
// With a reason, so that the same paper is taken again and again, as many statements each time.
const input = { ...registerExample, duplicateReason: 'Đo tốc độ đăng ký văn bản đến' }

interface Clerk extends Account {
  username: string
}

/** So many offices, each with one clerk: each office counts its own arrival numbers. */
async function openOffices(url: string): Promise<Clerk[]> {
  const database = openDatabase(url, 1, () => {})
  const deps = { database, clock: systemClock }
  const passwordHash = await hashPassword(password)
  const { units: _, ...office } = demoOffice
  const opened: Clerk[] = []
  for (let index = 0; index < clerks; index += 1) {
    const clerk = { officeId: uuid(), staffId: uuid(), username: `vanthu.${index}` }
    const duties = (['clerk', 'admin'] as const).map((role) => ({ role, fieldCode: null }))
    const names = { username: clerk.username, fullName: 'Văn Thư Mẫu', postTitle: 'Văn thư' }
    const member = { id: clerk.staffId, ...names, passwordHash, duties }
    await write(deps, { actor: systemActor(clerk.officeId), requestId: randomUUID() }, createOffice, {
      ...office,
      name: `UBND xã Mẫu ${index}`,
      agencyCode: `H56.30.${10 + index}`,
      members: [member],
      dutiesFrom: '2025-07-01',
    })
    opened.push(clerk)
  }
  await database.close()
  return opened
}

/** Registrations over HTTP by 32 clerks at once, of as many offices as there are cookies. */
function overHttp(url: string, cookies: readonly string[]): Yardstick {
  return (connections, seconds) =>
    answersPerSecond({
      url: `${url}/api/v1/incoming`,
      connections,
      duration: seconds,
      requests: cookies.map((cookie) => ({
        method: 'POST' as const,
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify(input),
        setupRequest: (request) => ({
          ...request,
          headers: { ...request.headers, 'idempotency-key': randomUUID() },
        }),
      })),
    })
}

interface Measured {
  name: string
  ours: Yardstick
  limit: Yardstick
}

async function prepare(scratch: Scratch): Promise<Measured[]> {
  const databaseUrl = await openScratchDatabase(scratch)
  const url = runtimeUrl(databaseUrl)
  const program = await startOffice(scratch, {
    DATABASE_URL: databaseUrl,
    DATA_DIR: await scratch.directory(),
  })
  const offices = await openOffices(url)
  const cookies = await Promise.all(
    offices.map(({ username }) => signInAs(program.url, { username, password })),
  )
  const recorded = []
  for (const account of offices) {
    recorded.push(await recordWrite(url, { command: registerIncoming, input, account }))
  }
  const [first] = recorded
  console.log(`${first?.trips.flat().length} statements in ${first?.trips.length} round trips`)
  return [
    {
      name: 'register-one-series',
      ours: overHttp(program.url, cookies.slice(0, 1)),
      limit: await createYardstick(scratch, url, recorded.slice(0, 1)),
    },
    {
      name: 'register-32-series',
      ours: overHttp(program.url, cookies),
      limit: await createYardstick(scratch, url, recorded),
    },
  ]
}

/**
 * Registrations of incoming documents a second by 32 clerks, all of one office, who wait for each other at its arrival
 * number, and each of an office of their own; beside pgbench with the very statements of one registration.
 */
await withScratch(async (scratch) => {
  const { rounds, seconds } = readOptions({ rounds: 3, seconds: 4 })
  const measured = await prepare(scratch)
  for (const { name, ours, limit } of measured) {
    await ours(clerks, 1)
    await limit(clerks, 1)
    const rates = { ours: [] as number[], limit: [] as number[] }
    for (let round = 1; round <= rounds; round += 1) {
      rates.ours.push(await ours(clerks, seconds))
      rates.limit.push(await limit(clerks, seconds))
      const pair = `${rounded(rates.ours.at(-1) ?? 0)}/s over HTTP, ${rounded(rates.limit.at(-1) ?? 0)}/s by pgbench`
      say(`${name}, round ${round}: ${pair}`)
    }
    reportResult({ name, ours: median(rates.ours), limit: median(rates.limit) })
  }
})
