import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { expect, vi } from 'vitest'
import { type EmbeddedPostgres, openEmbeddedPostgres } from '../platform/embedded-postgres.ts'
import { readPostmaster, servesCluster, stopPostmaster } from '../platform/embedded-process.ts'

/** Another program that opened, or failed to open, a store. */
export interface Program {
  child: ChildProcess
  /** What it printed so far: `open` once the store is open, `log …`, errors. */
  lines: string[]
  ended: Promise<void>
}

/** Stores of the embedded database in a directory of their own, and programs on them; `close()` ends and removes all. */
export async function embeddedStores() {
  const top = mkdtempSync(join(tmpdir(), 'embedded-postgres-'))
  // Temporary directories are closed to other users; the start in a closed one has a test of its own.
  execFileSync('chmod', ['755', top])
  const messages: string[] = []
  const opened: EmbeddedPostgres[] = []
  const programs: { child: ChildProcess; dataDir: string }[] = []

  async function open(dataDir: string): Promise<EmbeddedPostgres> {
    const database = await openEmbeddedPostgres({ dataDir, log: (message) => messages.push(message) })
    opened.push(database)
    return database
  }

  /** Ends the programs and servers of one test. */
  async function settle(): Promise<void> {
    for (const database of opened.splice(0)) await database.stop()
    for (const { child, dataDir } of programs.splice(0)) {
      child.kill('SIGKILL')
      const cluster = join(dataDir, 'postgres')
      const { pid = 0 } = readPostmaster(cluster) ?? {}
      if (servesCluster(pid, cluster)) await stopPostmaster(pid, cluster)
    }
    messages.splice(0)
  }

  const template = join(top, 'template')
  const first = await open(template)
  await query(first, 'create table note (id integer primary key, body text not null)')
  await settle()

  return {
    top,
    messages,
    open,
    settle,
    /** A stopped store with the table `note`, as a restored copy: as root it belongs to root. */
    copyOfTemplate(dataDir: string): string {
      cpSync(template, dataDir, { recursive: true })
      return dataDir
    },
    /** Another program that opens the store, then runs `body` with `database` and `pg` in scope. */
    program(dataDir: string, body = ''): Program {
      const program = startProgram(dataDir, body)
      programs.push({ child: program.child, dataDir })
      return program
    },
    async close(): Promise<void> {
      await settle()
      rmSync(top, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

export async function query(database: { adminUrl: string }, sql: string) {
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Looks every millisecond until it is so. */
export async function until(condition: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(condition()).toBe(true), { timeout: 10_000, interval: 1 })
}

/** Whether any PostgreSQL process works in the store. */
export function servesAnything(dataDir: string): boolean {
  const cluster = join(dataDir, 'postgres')
  if (process.platform !== 'linux') return readPostmaster(cluster) !== undefined
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && servesCluster(Number(name), cluster))
}

function startProgram(dataDir: string, body: string): Program {
  const module = JSON.stringify(new URL('../platform/embedded-postgres.ts', import.meta.url).href)
  const code = `
    import pg from 'pg'
    import { openEmbeddedPostgres } from ${module}
    const log = (message) => process.stdout.write('log ' + message + '\\n')
    const database = await openEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log })
    process.stdout.write('open\\n')
    setInterval(() => {}, 1000)
    ${body}`
  const cwd = fileURLToPath(new URL('../..', import.meta.url))
  const args = ['--input-type=module', '-e', code]
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on('line', (line) => lines.push(line))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return { child, lines, ended }
}
