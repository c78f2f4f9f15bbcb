import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import closeWithGrace from 'close-with-grace'
import { z } from 'zod'
import { type App, createApp } from './app.ts'
import { systemClock } from './platform/clock.ts'
import { type Config, readConfig } from './platform/config.ts'
import { openEmbeddedPostgres } from './platform/embedded-postgres.ts'
import type { PageBuild } from './platform/http/pages.ts'
import { migrate, runtimeUrl } from './platform/migrate.ts'
import type { Log } from './platform/services.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const usage = 'Cách dùng: node src/main.ts web [--no-demo] [--no-jobs] | jobs | migrate | verify-audit'

/** Lines for the person at the terminal, and for a journal that collects them. */
const terminal: Log = {
  info: (_facts, message) => process.stdout.write(`${message}\n`),
  warn: (facts, message) => process.stderr.write(`${message} ${JSON.stringify(facts)}\n`),
  error: (facts, message) => process.stderr.write(`${message} ${JSON.stringify(facts)}\n`),
}

interface Store {
  ownerUrl: string
  close(): Promise<void>
}

async function openStore(config: Config): Promise<Store> {
  if (config.databaseUrl) return { ownerUrl: config.databaseUrl, close: async () => {} }
  const embedded = await openEmbeddedPostgres({
    dataDir: config.dataDir,
    log: (message) => terminal.info({}, message),
  })
  return { ownerUrl: embedded.adminUrl, close: embedded.stop }
}

async function readSecret(config: Config): Promise<string> {
  if (config.secret) return config.secret
  const file = join(config.dataDir, 'secret')
  if (!existsSync(file))
    await writeFile(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' })
  return (await readFile(file, 'utf8')).trim()
}

async function readPages() {
  const server = join(root, 'build/server/index.js')
  if (!existsSync(server)) throw new Error('Chưa có trang đã dựng. Hãy chạy script/setup trước.')
  return { build: (await import(server)) as PageBuild, assetsDirectory: join(root, 'build/client') }
}

async function startApp(config: Config, store: Store, withPages: boolean): Promise<App> {
  const [applied, secret, pages] = await Promise.all([
    migrate(store.ownerUrl, join(root, 'migrations')),
    readSecret(config),
    withPages ? readPages() : undefined,
  ])
  if (applied.length > 0) terminal.info({}, `Đã nâng cấp cơ sở dữ liệu: ${applied.join(', ')}`)
  return createApp({
    config,
    clock: systemClock,
    log: terminal,
    runtimeUrl: config.databaseRuntimeUrl ?? runtimeUrl(store.ownerUrl),
    secret,
    templatesDirectory: join(root, 'templates'),
    pages,
  })
}

async function web(config: Config, flags: Set<string>): Promise<void> {
  const store = await openStore(config)
  const app = await startApp(config, store, true)
  closeWithGrace({ delay: 15_000, logger: false }, async ({ err }) => {
    if (err) terminal.error({ err: String(err) }, 'Chương trình dừng vì lỗi:')
    await app.close()
    await store.close()
  })
  if (!flags.has('--no-demo')) await offerDemo(config, app)
  await app.server.listen({ port: config.port, host: config.host })
  terminal.info({}, `Một Cửa chạy tại http://${config.host}:${config.port}`)
}

async function offerDemo(_config: Config, _app: App): Promise<void> {}

async function run(): Promise<void> {
  z.config(z.locales.vi())
  const [command = 'web', ...rest] = process.argv.slice(2)
  const config = readConfig(process.env)
  await mkdir(config.dataDir, { recursive: true })
  if (command === 'web') return web(config, new Set(rest))
  if (command === 'migrate') {
    const store = await openStore(config)
    await migrate(store.ownerUrl, join(root, 'migrations'))
    return store.close()
  }
  throw new Error(usage)
}

run().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
})
