import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import closeWithGrace from 'close-with-grace'
import { z } from 'zod'
import { type App, createApp } from './app.ts'
import { systemClock } from './platform/clock.ts'
import { type Config, readConfig } from './platform/config.ts'
import { openEmbeddedPostgres } from './platform/embedded-postgres.ts'
import type { PageBuild } from './platform/http/pages.ts'
import { startJobs } from './platform/jobs.ts'
import { migrate, runtimeUrl } from './platform/migrate.ts'
import type { Log } from './platform/services.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const demoAccountsFile = 'demo-accounts.json'
const usage = `Cách dùng: node src/main.ts LỆNH
  web [--no-demo] [--no-jobs]   chạy phần mềm (mặc định kèm đơn vị mẫu và việc nền)
  jobs                          chỉ chạy việc nền
  migrate                       nâng cấp cơ sở dữ liệu rồi dừng
  verify-audit                  kiểm tra chuỗi niêm phong nhật ký
  verify-archive GÓI [MÃ]       kiểm tra gói hồ sơ lưu trữ (tệp ZIP hoặc thư mục), kèm mã niêm phong trong biên bản`

/** Lines for the person at the terminal, and for a journal that collects them. */
const terminal: Log = {
  info: (_facts, message) => process.stdout.write(`${message}\n`),
  warn: (facts, message) => process.stderr.write(`${message} ${JSON.stringify(facts)}\n`),
  error: (facts, message) => process.stderr.write(`${message} ${JSON.stringify(facts)}\n`),
}

interface Store {
  ownerUrl: string
  runtimeUrl: string
  close(): Promise<void>
}

/** The embedded server or the given one, migrated. */
async function openStore(config: Config): Promise<Store> {
  const embedded = config.databaseUrl
    ? null
    : await openEmbeddedPostgres({ dataDir: config.dataDir, log: (message) => terminal.info({}, message) })
  const ownerUrl = config.databaseUrl ?? embedded?.adminUrl ?? ''
  try {
    const applied = await migrate(ownerUrl, join(root, 'migrations'))
    if (applied.length > 0) terminal.info({}, `Đã nâng cấp cơ sở dữ liệu: ${applied.join(', ')}`)
  } catch (error) {
    await embedded?.stop()
    throw error
  }
  return {
    ownerUrl,
    runtimeUrl: config.databaseRuntimeUrl ?? runtimeUrl(ownerUrl),
    close: async () => embedded?.stop(),
  }
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
  if (!existsSync(server)) throw new Error('Chưa dựng các trang. Hãy chạy script/setup trước.')
  return { build: (await import(server)) as PageBuild, assetsDirectory: join(root, 'build/client') }
}

/** Everything that was started, stopped in the opposite order when the program is asked to end. */
function stopWith(stops: (() => Promise<void>)[]): void {
  closeWithGrace({ delay: 20_000, logger: undefined }, async ({ err }) => {
    if (err) terminal.error({ err: String(err) }, 'Chương trình dừng vì lỗi.')
    for (const stop of stops.toReversed()) await stop()
  })
}

async function makeApp(config: Config, store: Store, withPages: boolean): Promise<App> {
  const [secret, pages] = await Promise.all([readSecret(config), withPages ? readPages() : undefined])
  return createApp({
    config,
    clock: systemClock,
    log: terminal,
    runtimeUrl: store.runtimeUrl,
    secret,
    templatesDirectory: join(root, 'templates'),
    signInExample: () => demoSignIn(config),
    pages,
  })
}

/**
 * An account of the demonstration office, so that the API document can be tried as it stands; only while the program
 * serves nobody but this machine, since whoever reads the document can then sign in to that office.
 */
async function demoSignIn(config: Config): Promise<{ username: string; password: string } | undefined> {
  const file = join(config.dataDir, demoAccountsFile)
  if (!['127.0.0.1', '::1', 'localhost'].includes(config.host) || !existsSync(file)) return undefined
  const accounts = JSON.parse(await readFile(file, 'utf8')) as { username: string; password: string }[]
  const [first] = accounts
  return first && { username: first.username, password: first.password }
}

async function runWeb(config: Config, flags: ReadonlySet<string>): Promise<void> {
  const store = await openStore(config)
  const stops = [store.close]
  stopWith(stops)
  const app = await makeApp(config, store, true)
  stops.push(app.close)
  try {
    await openFirstOffice(config, app, flags.has('--no-demo'))
    if (config.demoIdentityProvider) {
      const { openDemoSignIn } = await import('./demo/citizens.ts')
      await openDemoSignIn(app.services, config.demoIdentityProvider)
    }
    await app.server.listen({ port: config.port, host: config.host })
  } catch (error) {
    for (const stop of stops.toReversed()) await stop()
    throw isPortTaken(error) ? new Error(portTaken(config)) : error
  }
  terminal.info({}, `Một Cửa chạy tại ${config.publicUrl}`)
  // Kept now and not only at a clean end, so that the start after a power cut is as quick.
  flushCompileCache()
  if (flags.has('--no-jobs')) return
  const jobs = runningJobs(store, app)
  // Asked to end while they are still starting, the program waits for that before it closes their database.
  stops.push(async () => (await jobs)())
  await jobs
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}

function portTaken({ host, port }: Config): string {
  return `Cổng ${port} trên ${host} đang được chương trình khác sử dụng. Hãy dừng chương trình đó, hoặc đặt PORT khác.`
}

async function runningJobs(store: Store, app: App): Promise<() => Promise<void>> {
  const running = await startJobs({
    ownerUrl: store.ownerUrl,
    runtimeUrl: store.runtimeUrl,
    jobs: app.jobs,
    log: terminal,
  })
  const endPromptWork = app.workAtOnce()
  return async () => {
    endPromptWork()
    await running.stop()
  }
}

async function runJobs(config: Config): Promise<void> {
  const store = await openStore(config)
  const app = await makeApp(config, store, false)
  stopWith([store.close, app.close, await runningJobs(store, app)])
  terminal.info({}, 'Việc nền đang chạy.')
}

/** An installation without an office gets the demonstration one, or waits for its first administrator. */
async function openFirstOffice(config: Config, app: App, withoutDemo: boolean): Promise<void> {
  if (await app.hasOffice()) return
  if (withoutDemo) {
    const code = app.openSetup()
    terminal.info(
      {},
      `Chưa có đơn vị nào. Mở ${config.publicUrl}/thiet-lap?ma=${code} để khai báo đơn vị và người quản trị đầu tiên.`,
    )
    return
  }
  const [{ loadDemo }, { loadDemoDossiers }] = await Promise.all([
    import('./demo.ts'),
    import('./demo/dossiers.ts'),
  ])
  const file = join(config.dataDir, demoAccountsFile)
  const { accounts } = await loadDemo(app.services, {
    keep: (each) => writeFile(file, `${JSON.stringify(each, null, 2)}\n`, { mode: 0o600 }),
  })
  await loadDemoDossiers(app.services)
  terminal.info({}, `Đã nạp đơn vị mẫu. Tài khoản (cũng ghi tại ${file}):`)
  for (const account of accounts)
    terminal.info({}, `  ${account.username.padEnd(12)} ${account.password}   ${account.role}`)
}

async function verifyAudit(config: Config): Promise<void> {
  const store = await openStore(config)
  const app = await makeApp(config, store, false)
  const report = await app.verifyAudit()
  for (const line of report.lines) terminal.info({}, line)
  await app.close()
  await store.close()
  process.exitCode = report.intact ? 0 : 1
}

/** Needs neither the database nor its folder: whoever has the package can check it anywhere. */
async function verifyArchive([path, fingerprint]: readonly string[]): Promise<void> {
  if (path === undefined) throw new Error(usage)
  const [{ readPackage }, { reportLines }] = await Promise.all([
    import('./workfiles/queries/archive/read-package.ts'),
    import('./workfiles/model/archive/report-lines.ts'),
  ])
  const report = await readPackage(path, { fingerprint: fingerprint?.trim().toLowerCase() })
  for (const line of reportLines(report)) terminal.info({}, line)
  process.exitCode = report.faults.length === 0 ? 0 : 1
}

async function run(): Promise<void> {
  z.config(z.locales.vi())
  const [command = 'web', ...rest] = process.argv.slice(2)
  if (command === 'verify-archive') return verifyArchive(rest)
  const config = readConfig(process.env)
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  if (command === 'web') return runWeb(config, new Set(rest))
  if (command === 'jobs') return runJobs(config)
  if (command === 'migrate') return (await openStore(config)).close()
  if (command === 'verify-audit') return verifyAudit(config)
  throw new Error(usage)
}

run().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
})
