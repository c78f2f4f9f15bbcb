import { execFileSync, spawn } from 'node:child_process'
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join, parse } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Launcher } from './embedded-user.ts'

/** What a running server says of itself in its `postmaster.pid`. */
export interface Postmaster {
  pid: number
  port: number
  /** Empty when it listens on its socket only. */
  listenAddress: string
  /** `starting`, `ready`, `stopping`; empty while it is not written yet. */
  status: string
}

export interface LaunchedProgram {
  launcher: Launcher
  program: string
  args: string[]
}

const POLL_MILLISECONDS = 4

/** Starts one of PostgreSQL's programs away from this program's terminal, directory and secrets. */
export function launch(command: LaunchedProgram, output: 'pipe' | number) {
  const { launcher } = command
  const [file = '', ...args] = [...(launcher.wrapper ?? []), command.program, ...command.args]
  const { PATH, SystemRoot, TEMP, TMP } = process.env
  return spawn(file, args, {
    ...(launcher.wrapper ? {} : launcher.account),
    // The directory of this program may be closed to the server's user.
    cwd: parse(command.program).root,
    env: { PATH, SystemRoot, TEMP, TMP, LC_ALL: 'C' },
    // Ctrl-C reaches every process of the terminal's group: the server has to outlive the last requests.
    detached: typeof output === 'number',
    stdio: ['ignore', output, output],
  })
}

/** Reads `postmaster.pid`; undefined when there is none or it is not written yet. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  const lines = readLines(join(cluster, 'postmaster.pid'))
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  const status = (lines[7] ?? '').trim()
  return { pid, port: Number(lines[3]), listenAddress: (lines[5] ?? '').trim(), status }
}

/** Whether that process lives and is a PostgreSQL process working in this very directory. */
export function servesCluster(pid: number, cluster: string): boolean {
  if (process.platform !== 'linux') return commandOf(pid).includes(cluster)
  try {
    const program = basename(readlinkSync(`/proc/${pid}/exe`))
    return program.startsWith('postgres') && readlinkSync(`/proc/${pid}/cwd`) === cluster
  } catch {
    return false
  }
}

/**
 * Makes a `postmaster.pid` whose process is gone harmless. After a power cut its number may belong to any other
 * process, and PostgreSQL then believes that the server still runs. Removing the file would also remove its key to
 * the shared memory, by which PostgreSQL notices leftover processes of a killed server; so only the number changes,
 * to that of the coming server's parent, which PostgreSQL knows cannot be the old server.
 */
export function setAsideStalePid(cluster: string): void {
  const file = join(cluster, 'postmaster.pid')
  const [, ...rest] = readFileSync(file, 'utf8').split('\n')
  writeFileSync(file, [process.pid, ...rest].join('\n'))
  removeSocketLock(cluster)
}

/** Removes an empty `postmaster.pid` (a power cut in the instant of its making) when no server process is there. */
export function removeEmptyPid(cluster: string): void {
  const file = join(cluster, 'postmaster.pid')
  if (process.platform !== 'linux' || statSync(file, { throwIfNoEntry: false })?.size !== 0) return
  const alive = readdirSync('/proc').some(
    (name) => /^\d+$/.test(name) && servesCluster(Number(name), cluster),
  )
  if (alive) return
  rmSync(file, { force: true })
  removeSocketLock(cluster)
}

function removeSocketLock(cluster: string): void {
  for (const name of readdirSync(cluster)) {
    if (name.startsWith('.s.PGSQL.')) rmSync(join(cluster, name), { force: true })
  }
}

/**
 * Starts the server and waits until it takes connections; a recovery after a crash takes the time it needs.
 * Returns its process id, or undefined when it ended instead (the reason is in the log file).
 */
export async function startPostmaster(command: LaunchedProgram, cluster: string, logFile: string) {
  const log = openSync(logFile, 'a', 0o600)
  const child = launch(command, log)
  closeSync(log)
  let failure: Error | undefined
  child.once('error', (error) => {
    failure = error
  })
  for (;;) {
    if (failure) throw failure
    if (child.exitCode !== null || child.signalCode !== null) return undefined
    const postmaster = readPostmaster(cluster)
    if (postmaster && postmaster.pid === child.pid && postmaster.status === 'ready') break
    await delay(POLL_MILLISECONDS)
  }
  child.unref()
  return child.pid
}

/** Waits until the server found in the directory is ready (true) or gone (false). */
export async function waitUntilSettled(pid: number, cluster: string): Promise<boolean> {
  while (servesCluster(pid, cluster)) {
    const postmaster = readPostmaster(cluster)
    if (postmaster?.pid === pid && postmaster.status === 'ready') return true
    await delay(POLL_MILLISECONDS)
  }
  return false
}

/**
 * Stops the server in the fast mode (sessions end, everything is written), and if that takes more than half a
 * minute in the immediate mode (the next start recovers from the log; nothing acknowledged is lost).
 *
 * @throws Error with a Vietnamese sentence when it still runs afterwards.
 */
export async function stopPostmaster(pid: number, cluster: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    sendSignal(pid, signal)
    for (let waited = 0; waited < 30_000; waited += POLL_MILLISECONDS) {
      if (!servesCluster(pid, cluster)) return
      await delay(POLL_MILLISECONDS)
    }
  }
  throw new Error(`Không dừng được cơ sở dữ liệu (tiến trình ${pid}). Hãy khởi động lại máy rồi thử lại.`)
}

/** Sends the signal; a process that is gone already is no error. */
export function sendSignal(pid: number, signal: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}
