import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import type { z } from 'zod'
import { type App, createApp } from '../app.ts'
import { demoOfficeId } from '../demo.ts'
import type { Clock } from '../platform/clock.ts'
import { type Config, readConfig } from '../platform/config.ts'
import { runtimeUrl } from '../platform/migrate.ts'
import type { Actor, Command, Query } from '../platform/operations.ts'
import { read } from '../platform/read.ts'
import { cookieHeader } from '../platform/session.ts'
import { write } from '../platform/write.ts'
import { resolveActor } from '../staff/queries.ts'
import { demoPassword, templatesDirectory, withDatabaseName } from './places.ts'

/** The test's own time; starts on Tuesday 24 March 2026, 09:00 in Viet Nam, a working day. */
export interface TestClock {
  clock: Clock
  set(moment: string): void
  advanceMinutes(minutes: number): void
}

export interface TestApp {
  app: App
  services: App['services']
  config: Config
  time: TestClock
  officeId: string
  /** The member of staff with this username, with today's duties. */
  as(username: string): Promise<Actor>
  /** Cookie header of a signed-in demonstration account. */
  cookie(username: string): Promise<string>
  write<I extends z.ZodObject, O extends z.ZodType>(
    actor: Actor,
    command: Command<I, O>,
    input: z.input<I>,
    idempotencyKey?: string,
  ): Promise<z.output<O>>
  read<I extends z.ZodObject, O extends z.ZodType>(
    actor: Actor,
    query: Query<I, O>,
    input: z.input<I>,
  ): Promise<z.output<O>>
  /** The database as its owner sees it: past every wall, for looking and for tampering. */
  owner: pg.Client
  ownerUrl: string
  close(): Promise<void>
}

export function createTestClock(): TestClock {
  let now = new Date('2026-03-24T09:00:00+07:00').getTime()
  return {
    clock: () => new Date(now),
    set: (moment) => {
      now = new Date(moment).getTime()
    },
    advanceMinutes: (minutes) => {
      now += minutes * 60_000
    },
  }
}

export interface TestAppOptions {
  /** Built pages, for tests that open them. */
  pages?: Parameters<typeof createApp>[0]['pages']
  /** The machine's clock instead of the test's own (a browser has its own time too). */
  clock?: Clock
  publicUrl?: string
  /** Further settings of the installation, by their names in the environment. */
  settings?: Record<string, string>
}

/** A program of its own on a clone of the template database. Close it in afterAll. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const serverUrl = inject('ownerUrl')
  const name = `motcua_test_${randomUUID().replaceAll('-', '')}`
  const administrator = new pg.Client({ connectionString: serverUrl })
  await administrator.connect()
  // Copying files is the quicker way where nothing waits for the disk.
  await administrator.query(`create database ${name} template ${inject('templateName')} strategy file_copy`)
  const ownerUrl = withDatabaseName(serverUrl, name)
  const dataDir = await mkdtemp(join(tmpdir(), 'motcua-app-'))
  const config = readConfig({
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    PUBLIC_URL: options.publicUrl ?? 'http://127.0.0.1:3000',
    ...options.settings,
  })
  const time = createTestClock()
  const clock = options.clock ?? time.clock
  const app = await createApp({
    config,
    clock,
    log: {
      info: () => {},
      warn: () => {},
      error: (facts, message) => process.stderr.write(`${message} ${JSON.stringify(facts)}\n`),
    },
    runtimeUrl: runtimeUrl(ownerUrl),
    secret: 'secret-of-the-tests-secret-of-the-tests',
    templatesDirectory,
    signInExample: async () => ({ username: 'tiepnhan', password: demoPassword }),
    pages: options.pages,
  })
  const owner = new pg.Client({ connectionString: ownerUrl, pipeline: true } as pg.ClientConfig)
  await owner.connect()
  const { services } = app
  const cookies = new Map<string, string>()
  return {
    app,
    services,
    config,
    time,
    officeId: demoOfficeId,
    async as(username) {
      const found = await owner.query<{ id: string }>(
        'select id from staff_members where office_id = $1 and username = $2',
        [demoOfficeId, username],
      )
      const actor = await resolveActor(
        { database: services.database, clock },
        { officeId: demoOfficeId, staffId: found.rows[0]?.id ?? '' },
      )
      if (!actor) throw new Error(`no staff member ${username}`)
      return actor
    },
    async cookie(username) {
      const known = cookies.get(username)
      if (known) return known
      const signedIn = await services.sessions.signIn(
        { username, password: demoPassword },
        { ip: '127.0.0.1', userAgent: 'test' },
      )
      const cookie = cookieHeader(signedIn.setCookies)
      cookies.set(username, cookie)
      return cookie
    },
    write: (actor, command, input, idempotencyKey) =>
      write(services, { actor, requestId: randomUUID(), idempotencyKey }, command, input),
    read: (actor, query, input) => read(services, actor, query, input),
    owner,
    ownerUrl,
    async close() {
      await app.close()
      await owner.end()
      await administrator.query(`drop database if exists ${name} with (force)`)
      await administrator.end()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
