import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, realpathSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Address, chooseAddress, listenArguments, superuserUrl } from './embedded-address.ts'
import {
  adminPassword,
  createCluster,
  findServerPrograms,
  hasCluster,
  removeUnfinished,
} from './embedded-cluster.ts'
import { ensureDatabase, takeOverSessions } from './embedded-database.ts'
import { type DataDirectoryLock, lockDataDirectory } from './embedded-lock.ts'
import {
  readPostmaster,
  removeEmptyPid,
  sendSignal,
  servesCluster,
  setAsideStalePid,
  startPostmaster,
  stopPostmaster,
  waitUntilSettled,
} from './embedded-process.ts'
import { chooseLauncher, giveCluster, type Launcher } from './embedded-user.ts'

export interface EmbeddedPostgres {
  /** The superuser's connection to the database `mot_cua`; the host may be a percent-encoded socket directory. */
  adminUrl: string
  /** Stops the server (sessions end, everything is written) and lets the data directory go. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Made when missing. */
  dataDir: string
  /** Takes Vietnamese sentences for the operator; the server's own log is `postgres.log` in the data directory. */
  log: (message: string) => void
  /** For tests of other things alone: nothing waits for the disk, and a power cut would lose everything. */
  forgetful?: boolean
}

interface Server {
  /** Absolute, without links, as the server itself names it. */
  cluster: string
  /** Tells a server started from other programs or with other settings. */
  name: string
  logFile: string
  launcher: Launcher
  postgres: string
  password: string
  log: (message: string) => void
  settings: readonly string[]
}

interface Running {
  pid: number
  address: Address
}

const DATABASE = 'mot_cua'
const START_ATTEMPTS = 6
const LOG_BYTES = 20_000_000
/** Never for an administrator to change: without these, a power cut loses acknowledged dossiers. */
const SAFE_SETTINGS = ['-c', 'fsync=on', '-c', 'full_page_writes=on', '-c', 'logging_collector=off']
const FORGETFUL_SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'autovacuum=off',
  'logging_collector=off',
].flatMap((setting) => ['-c', setting])

/**
 * Starts the PostgreSQL server on `${dataDir}/postgres`, initialised on first use, or adopts the one that a killed
 * program left running there. One program at a time may hold a data directory.
 *
 * @throws Error with a Vietnamese sentence that says what to do: directory in use, no user to run the server as,
 *   directory that user cannot enter, foreign data, server that does not start.
 */
export async function openEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  const dataDir = realpathSync(options.dataDir)
  const lock = lockDataDirectory(dataDir)
  try {
    const server = await prepareServer(dataDir, options)
    const running = await bringUp(server)
    const stop = stopper(running.pid, server.cluster, lock)
    const urlOf = (database: string) => superuserUrl(running.address, server.password, database)
    await ensureDatabase(DATABASE, urlOf).catch(async (error) => {
      await stop()
      throw error
    })
    return { adminUrl: urlOf(DATABASE), stop }
  } catch (error) {
    lock.release()
    throw error
  }
}

async function prepareServer(dataDir: string, { log, forgetful }: EmbeddedOptions): Promise<Server> {
  const { initdb, postgres } = await findServerPrograms()
  const launcher = await chooseLauncher(dataDir, postgres)
  const password = adminPassword(dataDir)
  if (hasCluster(dataDir)) removeUnfinished(dataDir)
  else {
    log('Đang tạo cơ sở dữ liệu lần đầu…')
    await createCluster({ dataDir, launcher, initdb, password })
  }
  const cluster = join(dataDir, 'postgres')
  await giveCluster(cluster, launcher.account)
  const logFile = join(dataDir, 'postgres.log')
  keepLogSmall(logFile)
  const settings = forgetful ? FORGETFUL_SETTINGS : SAFE_SETTINGS
  return { cluster, name: nameOf(postgres, settings), logFile, launcher, postgres, password, log, settings }
}

/** Adopts or starts the server. Tries again where a leftover of a killed program needs a moment to end. */
async function bringUp(server: Server): Promise<Running> {
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
    const running = (await adopt(server)) ?? (await start(server))
    if (running) return running
    if (attempt > 2) removeEmptyPid(server.cluster)
    await delay(100 * attempt)
  }
  throw new Error(
    `Cơ sở dữ liệu trong ${server.cluster} không khởi động được: ${lastFailure(server.logFile)}\n` +
      `Hãy xem cuối tệp ${server.logFile} rồi khởi động lại; nếu vẫn không được, hãy lấy lại bản sao lưu.`,
  )
}

/** Adopting saves a stop and a start. A server that is not in order or is an older one is stopped instead. */
async function adopt(server: Server): Promise<Running | undefined> {
  const { cluster, name, password, log } = server
  const found = readPostmaster(cluster)
  if (!found) return undefined
  if (!servesCluster(found.pid, cluster)) {
    setAsideStalePid(cluster)
    return undefined
  }
  if (!(await waitUntilSettled(found.pid, cluster))) return undefined
  const { port = found.port, listenAddress = '' } = readPostmaster(cluster) ?? {}
  const address = { host: listenAddress || cluster, port }
  if (await takeOverSessions(superuserUrl(address, password, 'postgres'), { directory: cluster, name })) {
    log('Đã nhận lại cơ sở dữ liệu còn chạy từ lần trước.')
    return { pid: found.pid, address }
  }
  log('Đang dừng cơ sở dữ liệu còn chạy từ lần trước…')
  await stopPostmaster(found.pid, cluster)
  return undefined
}

async function start(server: Server): Promise<Running | undefined> {
  const { cluster, launcher, logFile, name, postgres, settings } = server
  const address = await chooseAddress(cluster)
  const args = ['-D', cluster, '-c', `cluster_name=${name}`, ...listenArguments(address), ...settings]
  const pid = await startPostmaster({ launcher, program: postgres, args }, cluster, logFile)
  return pid === undefined ? undefined : { pid, address }
}

/** Makes `stop`, which may be called again, and the last resort when the program ends without it. */
function stopper(pid: number, cluster: string, lock: DataDirectoryLock): () => Promise<void> {
  const signalOnExit = () => {
    if (servesCluster(pid, cluster)) sendSignal(pid, 'SIGINT')
  }
  process.once('exit', signalOnExit)
  let stopped: Promise<void> | undefined
  const stop = async () => {
    await stopPostmaster(pid, cluster)
    process.removeListener('exit', signalOnExit)
    lock.release()
  }
  return () => {
    stopped ??= stop()
    return stopped
  }
}

/** Appears in the titles of the server's processes. */
function nameOf(postgres: string, settings: readonly string[]): string {
  const { mtimeMs, size } = statSync(postgres)
  const identity = JSON.stringify([postgres, mtimeMs, size, settings])
  return `mot-cua-${createHash('sha256').update(identity).digest('hex').slice(0, 8)}`
}

function lastFailure(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').split('\n')
  return lines.findLast((line) => /FATAL|PANIC|could not/.test(line)) ?? 'không rõ nguyên nhân'
}

function keepLogSmall(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
  if (size > LOG_BYTES) renameSync(logFile, `${logFile}.1`)
}
