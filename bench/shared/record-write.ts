import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { z } from 'zod'
import { systemClock } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database.ts'
import type { WriteDeps } from '../../src/platform/deps.ts'
import type { Command } from '../../src/platform/operations.ts'
import { write } from '../../src/platform/write.ts'
import { demoOfficeId, demoStaffId } from '../../src/staff/examples.ts'
import { resolveActor } from '../../src/staff/queries.ts'

/** A statement as the program sent it. */
export interface Statement {
  text: string
  /** What stood for $1, $2 …, as text; null for null. */
  values: (string | null)[]
}

/** Statements that travelled together: the program waits once for each of these. */
export type RoundTrip = Statement[]

/** What some work sends to the database, and which of its ids and references are made anew each time. */
export interface Recorded {
  trips: RoundTrip[]
  fresh: string[]
}

/** Whose command it is. */
export interface Account {
  officeId: string
  staffId: string
}

interface RecordedCommand<I extends z.ZodObject, O extends z.ZodType> {
  command: Command<I, O>
  input: z.input<I>
  account?: Account
}

const counterOfficer: Account = { officeId: demoOfficeId, staffId: demoStaffId('tiepnhan') }

/** What the program itself sends for one command of a member (the counter officer unless told) by write(), in its round trips. */
export function recordWrite<I extends z.ZodObject, O extends z.ZodType>(
  url: string,
  { command, input, account = counterOfficer }: RecordedCommand<I, O>,
): Promise<Recorded> {
  return recordWork(url, async (deps) => {
    const actor = await resolveActor(deps, account)
    if (!actor) throw new Error('There is no such member.')
    return async () => {
      const call = { actor, requestId: randomUUID(), idempotencyKey: randomUUID() }
      await write(deps, call, command, input)
    }
  })
}

/**
 * What the work that `prepare` returns sends inside the wall of an office, in its round trips; what anonymous readers send
 * is not noted. A second run shows what is made anew each time.
 */
export async function recordWork(
  url: string,
  prepare: (deps: WriteDeps) => Promise<() => Promise<void>>,
): Promise<Recorded> {
  const database = openDatabase(url, 1, () => {})
  const recorder = createRecorder()
  database.pool.on('connect', recorder.watch)
  try {
    const work = await prepare({ database, clock: systemClock })
    const run = async () => {
      recorder.trips.length = 0
      await work()
      return structuredClone(recorder.trips)
    }
    const earlier = namesIn(await run())
    const trips = await run()
    return { trips, fresh: [...namesIn(trips)].filter((name) => !earlier.has(name)) }
  } finally {
    await database.close()
  }
}

function createRecorder() {
  const trips: RoundTrip[] = []
  let underWay = 0
  const note = (config: pg.QueryConfig | string) => {
    if (underWay === 0) trips.push([])
    const { text, values = [] } = typeof config === 'string' ? { text: config } : config
    trips.at(-1)?.push({ text, values: values.map(asText) })
  }
  const watch = (client: pg.PoolClient) => {
    const send = client.query.bind(client) as (config: pg.QueryConfig | string) => Promise<pg.QueryResult>
    const noted = (config: pg.QueryConfig | string) => {
      note(config)
      underWay += 1
      return send(config).finally(() => {
        underWay -= 1
      })
    }
    client.query = noted as typeof client.query
  }
  return { trips, watch }
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) throw new Error('Bytes are not recorded.')
  // As the driver sends them: a list as an array of the database, any other object as JSON.
  if (Array.isArray(value)) return `{${value.map((each) => JSON.stringify(String(each))).join(',')}}`
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}

/** Ids, and references of filings as citizens read them out. */
const names = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|NT-[0-9A-Z]{4}-[0-9A-Z]{4}/g

function namesIn(trips: readonly RoundTrip[]): Set<string> {
  return new Set(trips.flat().flatMap(({ values }) => values.flatMap((value) => value?.match(names) ?? [])))
}
