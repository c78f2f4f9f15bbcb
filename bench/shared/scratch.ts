import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a measurement starts and makes, undone in the opposite order whichever way it ends. */
export interface Scratch {
  /** Runs at the end, also after an error or Ctrl-C. */
  atEnd(undo: () => Promise<unknown>): void
  /** A new empty directory, removed at the end. */
  directory(): Promise<string>
}

/** Runs the measurement and undoes everything afterwards; a failure is told and gives exit code 1. */
export async function withScratch(work: (scratch: Scratch) => Promise<void>): Promise<void> {
  const undos: (() => Promise<unknown>)[] = []
  const cleanUp = async () => {
    for (let undo = undos.pop(); undo; undo = undos.pop()) await undo().catch(tell)
  }
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    cleanUp().finally(() => process.exit(130))
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    await work({
      atEnd: (undo) => undos.push(undo),
      async directory() {
        const path = await mkdtemp(join(tmpdir(), 'motcua-bench-'))
        undos.push(() => rm(path, { recursive: true, force: true }))
        return path
      },
    })
  } catch (error) {
    // A stop breaks what was under way; only what breaks by itself is worth telling.
    if (!stopping) tell(error)
    process.exitCode = 1
  }
  await cleanUp()
}

function tell(error: unknown): void {
  console.error(error instanceof Error ? error.message : error)
}

/** Runs a program to its end and returns what it printed; fails with its complaint. */
export function runProgram(command: string, options: RunOptions = {}): Promise<string> {
  const { args = [], environment = {} } = options
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: tmpdir(),
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let printed = ''
    let complaint = ''
    child.stdout.on('data', (data) => {
      printed += data
    })
    child.stderr.on('data', (data) => {
      complaint += data
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(printed)
      else reject(new Error(`${command} ended with ${code}: ${complaint.slice(-2000)}`))
    })
  })
}

interface RunOptions {
  args?: readonly string[]
  environment?: Record<string, string>
}
