import { execFile } from 'node:child_process'
import { chmodSync, chownSync, realpathSync, type Stats, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface SystemAccount {
  uid: number
  gid: number
}

/** How the database server's programs are started. */
export interface Launcher {
  /** Owner of the server's files and processes; absent when that is the user of this program. */
  account?: SystemAccount
  /** Command and arguments put before the program, which then changes the user itself. */
  wrapper?: string[]
}

/**
 * Decides as whom the server runs. PostgreSQL refuses root: then the owner of the existing data serves, else the
 * user `postgres`, else a system user made here. Otherwise it runs as the user of this program.
 *
 * @throws Error with a Vietnamese sentence when no user can be made or that user cannot reach the files.
 */
export async function chooseLauncher(dataDir: string, program: string): Promise<Launcher> {
  if (process.getuid?.() !== 0) return {}
  const account =
    ownerOf(join(dataDir, 'postgres')) ??
    (await findSystemUser('postgres')) ??
    (await ensureSystemUser('mot-cua-db'))
  letPass(dataDir, account)
  const blocked = blockedPath(dataDir, account) ?? blockedPath(program, account)
  if (blocked === undefined) return { account }
  const wrapper = await readingWrapper(account, program)
  if (wrapper) return { account, wrapper }
  throw new Error(
    `Cơ sở dữ liệu chạy bằng một tài khoản hệ thống (uid ${account.uid}) nhưng tài khoản này không vào được ${blocked}. ` +
      'Hãy đặt DATA_DIR và chương trình ở thư mục mọi tài khoản đi qua được (ví dụ /var/lib/mot-cua và /opt/mot-cua), ' +
      `hoặc mở lối đi bằng lệnh: chmod o+rx ${blocked}`,
  )
}

/**
 * Finds the system user, or makes it with no home and no shell. Only for root.
 *
 * @throws Error with a Vietnamese sentence when this machine has no command that makes one.
 */
export async function ensureSystemUser(name: string): Promise<SystemAccount> {
  const existing = await findSystemUser(name)
  if (existing) return existing
  const home = ['--home-dir', '/nonexistent', '--no-create-home']
  const attempts = [
    ['useradd', '--system', '--user-group', ...home, '--shell', '/usr/sbin/nologin', name],
    // BusyBox (Alpine) has no useradd.
    ['adduser', '-S', '-D', '-H', '-h', '/nonexistent', '-s', '/sbin/nologin', name],
  ]
  const env = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` }
  for (const [command = '', ...args] of attempts) {
    // A failure is not the last word: another program may have made the user at the same instant.
    await run(command, args, { env }).catch(() => undefined)
    const made = await findSystemUser(name)
    if (made) return made
  }
  throw new Error(
    `Không tạo được tài khoản hệ thống "${name}" để chạy cơ sở dữ liệu (PostgreSQL không chạy bằng root). ` +
      `Hãy tạo bằng lệnh: useradd --system ${name}, hoặc chạy Một Cửa bằng một tài khoản thường.`,
  )
}

/** Makes the server accept a cluster that came back from a copy: its owner and its mode are often lost there. */
export async function giveCluster(cluster: string, account: SystemAccount | undefined): Promise<void> {
  const stats = statSync(cluster)
  if (account && stats.uid === 0) await run('chown', ['-R', `${account.uid}:${account.gid}`, cluster])
  // The server refuses a directory that others may read.
  if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0) chmodSync(cluster, 0o700)
}

/** The user's ids, from whatever directory the machine uses; undefined when there is no such user. */
export async function findSystemUser(name: string): Promise<SystemAccount | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}

/** The first directory on the way, or the path itself, that the account may not enter or read. */
export function blockedPath(path: string, account: SystemAccount): string | undefined {
  const real = realpathSync(path)
  const parents: string[] = []
  for (let at = dirname(real); !parents.includes(at); at = dirname(at)) parents.unshift(at)
  const blocked = parents.find((parent) => !allows(statSync(parent), account, 0o1))
  if (blocked) return blocked
  const target = statSync(real)
  // A directory is only passed through; a program is also read.
  return allows(target, account, target.isDirectory() ? 0o1 : 0o5) ? undefined : real
}

/** Whether the account has all the permission bits (4 read, 2 write, 1 enter) on what `stats` describes. */
function allows(stats: Stats, account: SystemAccount, bits: number): boolean {
  const shift = stats.uid === account.uid ? 6 : stats.gid === account.gid ? 3 : 0
  return ((stats.mode >> shift) & bits) === bits
}

/** Lets the account through a data directory closed to others, by its group: nobody else gains anything. */
function letPass(dataDir: string, account: SystemAccount): void {
  const stats = statSync(dataDir)
  if (allows(stats, account, 0o1) || stats.gid !== 0) return
  chownSync(dataDir, stats.uid, account.gid)
  chmodSync(dataDir, (stats.mode & 0o700) | 0o010)
}

/**
 * A command that starts a program as the account and leaves it one of root's privileges: to pass through
 * directories closed to it. For a program that root keeps in its own home. Undefined where it does not work.
 */
async function readingWrapper(account: SystemAccount, program: string): Promise<string[] | undefined> {
  // Containers often withhold the first; the second gives more and is asked for only then.
  for (const privilege of ['dac_read_search', 'dac_override']) {
    const user = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups']
    const privileges = [`--inh-caps=-all,+${privilege}`, `--ambient-caps=-all,+${privilege}`]
    const wrapper = ['setpriv', ...user, ...privileges, '--']
    const [command = '', ...args] = [...wrapper, program, '--version']
    const works = await run(command, args, { cwd: '/' }).then(
      () => true,
      () => false,
    )
    if (works) return wrapper
  }
  return undefined
}

function ownerOf(path: string): SystemAccount | undefined {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats && stats.uid !== 0 ? { uid: stats.uid, gid: stats.gid } : undefined
}
