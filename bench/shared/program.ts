import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { get } from 'node:http'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from './postgres.ts'
import type { Scratch } from './scratch.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const startLimit = 90_000

export interface Program {
  url: string
  /** Milliseconds from its start to the first 200 of this path; fails when the program ends or takes too long. */
  firstAnswer(path: string): Promise<number>
  /** Asks it to end as an administrator would and waits for it. */
  stop(): Promise<void>
}

export interface ProgramOptions {
  /** File below the repository, with its arguments. */
  command: readonly string[]
  environment?: Record<string, string>
}

/** The real program as a process of its own on a free port of 127.0.0.1. */
export async function startProgram(scratch: Scratch, options: ProgramOptions): Promise<Program> {
  const port = await freePort()
  const started = performance.now()
  const child = spawn(process.execPath, [...profiling(), ...options.command], {
    cwd: root,
    env: {
      ...process.env,
      LOG_LEVEL: 'warn',
      DATABASE_URL: '',
      ...options.environment,
      HOST: '127.0.0.1',
      PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaint = ''
  child.stderr?.on('data', (data) => {
    complaint = `${complaint}${data}`.slice(-2000)
  })
  const stop = () => end(child)
  scratch.atEnd(stop)
  return {
    url: `http://127.0.0.1:${port}`,
    stop,
    async firstAnswer(path) {
      while (performance.now() - started < startLimit) {
        if (child.exitCode !== null) throw new Error(`The program ended: ${complaint}`)
        if (await answers(port, path)) return performance.now() - started
        await delay(3)
      }
      throw new Error(`No answer at ${path}: ${complaint}`)
    },
  }
}

/** The program with its demonstration office, and the sign-in of its counter officer. */
export interface Office extends Program {
  cookie: string
}

/** The program with the demonstration office, ready, on the given data directory and server. */
export async function startOffice(scratch: Scratch, environment: Record<string, string>): Promise<Office> {
  const program = await startProgram(scratch, { command: ['src/main.ts', 'web', '--no-jobs'], environment })
  await program.firstAnswer('/readyz')
  return { ...program, cookie: await signIn(program.url, environment.DATA_DIR ?? '') }
}

/** Cookie header of the counter officer of the demonstration office. */
async function signIn(url: string, dataDir: string): Promise<string> {
  const text = await readFile(join(dataDir, 'demo-accounts.json'), 'utf8')
  const accounts = JSON.parse(text) as { username: string; password: string }[]
  const counter = accounts.find((each) => each.username === 'tiepnhan')
  return signInAs(url, { username: counter?.username ?? '', password: counter?.password ?? '' })
}

/** Cookie header of whoever signs in so. */
export async function signInAs(
  url: string,
  { username, password }: { username: string; password: string },
): Promise<string> {
  const response = await fetch(`${url}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  if (!response.ok) throw new Error(`Signing in failed: ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

/** BENCH_PROFILE names a directory for the processor profile of the program, to see where its time goes. */
function profiling(): string[] {
  const directory = process.env.BENCH_PROFILE
  return directory ? ['--cpu-prof', `--cpu-prof-dir=${directory}`] : []
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const killing = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await ended
  clearTimeout(killing)
}

function answers(port: number, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode === 200))
    })
    request.on('error', () => resolve(false))
  })
}
