import { type ChildProcess, execFile, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { findServerPrograms } from './embedded-cluster.ts'
import { type EmbeddedPostgres, openEmbeddedPostgres } from './embedded-postgres.ts'
import { readPostmaster, servesCluster, startPostmaster, stopPostmaster } from './embedded-process.ts'
import { blockedPath, chooseLauncher, ensureSystemUser, findSystemUser } from './embedded-user.ts'

const asRoot = process.getuid?.() === 0
const run = promisify(execFile)
const top = mkdtempSync(join(tmpdir(), 'embedded-postgres-'))
const template = join(top, 'template')
const opened: EmbeddedPostgres[] = []
const children: ChildProcess[] = []
const started: string[] = []
let messages: string[] = []

beforeAll(async () => {
  // The directory of the tests is closed to other users; the wrapped start has a test of its own.
  await run('chmod', ['755', top])
  const database = await open(template)
  await query(database, 'create table note (id integer primary key, body text not null)')
  await database.stop()
})

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const database of opened.splice(0)) await database.stop()
  // What the killed programs left running.
  for (const dataDir of started.splice(0)) {
    const { pid = 0 } = readPostmaster(join(dataDir, 'postgres')) ?? {}
    if (servesCluster(pid, join(dataDir, 'postgres'))) await stopPostmaster(pid, join(dataDir, 'postgres'))
  }
  messages = []
})

afterAll(() => rmSync(top, { recursive: true, force: true, maxRetries: 5 }))

async function open(dataDir: string): Promise<EmbeddedPostgres> {
  const database = await openEmbeddedPostgres({ dataDir, log: (message) => messages.push(message) })
  opened.push(database)
  return database
}

async function query(database: { adminUrl: string }, sql: string) {
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** A stopped store with the table `note`, as a restored copy: as root it belongs to root. */
function copyOfTemplate(name: string): string {
  const dataDir = join(top, name)
  cpSync(template, dataDir, { recursive: true })
  return dataDir
}

/** Another program that opens the store, then runs `body` with `database` and `pg` in scope. */
function program(dataDir: string, body = '') {
  const module = JSON.stringify(new URL('./embedded-postgres.ts', import.meta.url).href)
  const code = `
    import pg from 'pg'
    import { openEmbeddedPostgres } from ${module}
    const log = (message) => process.stdout.write('log ' + message + '\\n')
    const database = await openEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log })
    process.stdout.write('open\\n')
    setInterval(() => {}, 1000)
    ${body}`
  const cwd = fileURLToPath(new URL('../..', import.meta.url))
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  started.push(dataDir)
  const lines: string[] = []
  const collect = (stream: ChildProcess['stdout']) => {
    if (stream) createInterface(stream).on('line', (line) => lines.push(line))
  }
  collect(child.stdout)
  collect(child.stderr)
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return { child, lines, ended }
}

async function until(condition: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(condition()).toBe(true), { timeout: 10_000, interval: 1 })
}

const writing = `
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  const { rows } = await client.query('select coalesce(max(id), 0) as last from note')
  for (let id = rows[0].last + 1; ; id++) {
    await client.query("insert into note values ($1, repeat('ă', 500))", [id])
    process.stdout.write('saved ' + id + '\\n')
  }`

const saved = (lines: string[]) =>
  lines.filter((line) => line.startsWith('saved ')).map((line) => Number(line.slice(6)))

describe('a store', () => {
  it('keeps its rows, its safety and its secret from one opening to the next', async () => {
    const dataDir = copyOfTemplate('reopen')
    const first = await open(dataDir)
    await query(first, `insert into note values (1, 'Đặng')`)
    await first.stop()
    await first.stop()
    const second = await open(dataDir)
    expect(second.adminUrl).toBe(first.adminUrl)
    expect(await query(second, 'select body from note')).toEqual([{ body: 'Đặng' }])
    const safety = `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
      current_setting('listen_addresses') as addresses, current_setting('synchronous_commit') as commit`
    expect(await query(second, safety)).toEqual([{ fsync: 'on', pages: 'on', addresses: '', commit: 'on' }])
    for (const file of ['postgres-admin.json', 'postgres.log']) {
      expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600)
    }
    const wrong = new URL(second.adminUrl)
    wrong.password = 'sai'
    await expect(query({ adminUrl: wrong.href }, 'select 1')).rejects.toThrow(
      /password authentication failed/,
    )
  })

  it('sorts as Vietnamese does and knows letters beyond ASCII', async () => {
    const database = await open(copyOfTemplate('locale'))
    const names = `unnest(array['Ông', 'Đặng', 'Dương', 'Ấn', 'An', 'Ánh', 'Bình', 'Ơn']) as name`
    const [sorted] = await query(database, `select array_agg(name order by name) as names from ${names}`)
    expect(sorted.names).toEqual(['An', 'Ánh', 'Ấn', 'Bình', 'Dương', 'Đặng', 'Ông', 'Ơn'])
    await query(database, 'create extension pg_trgm')
    const [words] = await query(
      database,
      `select cardinality(show_trgm('Đặng')) as count, lower('ĐẶNG') as lower`,
    )
    expect(words).toEqual({ count: 5, lower: 'đặng' })
  })

  it('is reached by a URL whose database and user can be changed', async () => {
    const database = await open(copyOfTemplate('url'))
    const url = new URL(database.adminUrl)
    expect(url.pathname).toBe('/mot_cua')
    await query(database, `create role thu login password 'thu'`)
    await query(database, 'create database khac')
    Object.assign(url, { pathname: '/khac', username: 'thu', password: 'thu' })
    const [row] = await query(
      { adminUrl: url.href },
      'select current_user as user, current_database() as name',
    )
    expect(row).toEqual({ user: 'thu', name: 'khac' })
  })

  it('listens on loopback where its path is too long for a socket', async () => {
    const dataDir = copyOfTemplate(`thư mục dữ liệu ${'rất '.repeat(15)}dài`)
    const database = await open(dataDir)
    expect(new URL(database.adminUrl).host).toMatch(/^127\.0\.0\.1:\d+$/)
    const [row] = await query(database, `select current_setting('listen_addresses') as addresses`)
    expect(row).toEqual({ addresses: '127.0.0.1' })
  })

  it('refuses data that is not its own, and leaves it as it is', async () => {
    const older = copyOfTemplate('older')
    writeFileSync(join(older, 'postgres', 'PG_VERSION'), '15\n')
    await expect(open(older)).rejects.toThrow(/không phải là dữ liệu của PostgreSQL 18 \(phiên bản 15\)/)
    const foreign = join(top, 'foreign')
    mkdirSync(join(foreign, 'postgres'), { recursive: true })
    writeFileSync(join(foreign, 'postgres', 'note.txt'), 'giữ lại')
    await expect(open(foreign)).rejects.toThrow(/phiên bản không rõ/)
    expect(readdirSync(join(foreign, 'postgres'))).toEqual(['note.txt'])
    const keyless = copyOfTemplate('keyless')
    rmSync(join(keyless, 'postgres-admin.json'))
    await expect(open(keyless)).rejects.toThrow(/postgres-admin\.json bị mất hoặc hỏng/)
  })
})

describe('a second program', () => {
  it('is refused by name of the first, also within it, until the first stops', async () => {
    const dataDir = copyOfTemplate('refused')
    const database = await open(dataDir)
    const second = program(dataDir)
    await second.ended
    const sentence = `Thư mục dữ liệu ${dataDir} đang được một chương trình Một Cửa khác sử dụng (tiến trình ${process.pid}).`
    expect(second.lines.join('\n')).toContain(sentence)
    await expect(open(dataDir)).rejects.toThrow(sentence)
    await database.stop()
    const third = program(dataDir)
    await until(() => third.lines.includes('open'))
  })

  it('does not slip in when several start at the same instant', async () => {
    const dataDir = copyOfTemplate('together')
    const programs = [1, 2, 3].map(() => program(dataDir))
    const settled = () =>
      programs.filter(({ lines }) => lines.join('\n').match(/^open$|khác sử dụng/m)).length
    await until(() => settled() === 3)
    expect(programs.filter(({ lines }) => lines.includes('open'))).toHaveLength(1)
  })
})

describe('after kill -9', () => {
  const moments: [string, (dataDir: string) => boolean][] = [
    ['as initdb begins', (dataDir) => staged(dataDir, 'PG_VERSION')],
    ['in the middle of initdb', (dataDir) => staged(dataDir, 'base/4')],
    ['between making and starting', (dataDir) => existsSync(join(dataDir, 'postgres'))],
    ['while the server starts', (dataDir) => existsSync(join(dataDir, 'postgres', 'postmaster.pid'))],
  ]

  it.each(moments)('%s, the store opens and nothing unfinished stays', async (name, reached) => {
    const dataDir = join(top, name)
    const { child, ended } = program(dataDir)
    await until(() => reached(dataDir))
    child.kill('SIGKILL')
    await ended
    const database = await open(dataDir)
    expect(await query(database, 'select current_database() as name')).toEqual([{ name: 'mot_cua' }])
    await database.stop()
    expect(readdirSync(dataDir).filter((file) => file.startsWith('postgres-new'))).toEqual([])
    expect(servesAnything(dataDir)).toBe(false)
  })

  it('while writing, every acknowledged row is there, whatever was left running', async () => {
    const dataDir = copyOfTemplate('writing')
    const cluster = join(dataDir, 'postgres')
    const acknowledged: number[] = []
    for (const [rows, leftover] of [
      [1, 'runs'],
      [37, 'runs'],
      [80, 'killed'],
      [150, 'stopping'],
      [211, 'killed'],
    ] as const) {
      const { child, lines, ended } = program(dataDir, writing)
      await until(() => saved(lines).length >= rows)
      const { pid = 0 } = readPostmaster(cluster) ?? {}
      child.kill('SIGKILL')
      if (leftover === 'killed') process.kill(pid, 'SIGKILL')
      if (leftover === 'stopping') process.kill(pid, 'SIGINT')
      await ended
      acknowledged.push(...saved(lines))
      const database = await open(dataDir)
      const stored = (await query(database, 'select id from note order by id')).map((row) => row.id)
      expect(stored).toEqual(expect.arrayContaining(acknowledged))
      // One more may have been saved whose acknowledgement was on its way.
      expect(stored.length - acknowledged.length).toBeLessThanOrEqual(5)
      const adopted = readPostmaster(cluster)?.pid === pid
      expect(adopted).toBe(leftover === 'runs')
      await database.stop()
      expect(servesCluster(pid, cluster)).toBe(false)
    }
    expect(acknowledged.length).toBeGreaterThan(450)
  })

  it('ends the sessions that still hold locks in the adopted server', async () => {
    const dataDir = copyOfTemplate('locks')
    const { child, lines, ended } = program(
      dataDir,
      `const client = new pg.Client({ connectionString: database.adminUrl })
       await client.connect()
       await client.query('select pg_advisory_lock(7)')
       client.query('select pg_sleep(600)')
       process.stdout.write('locked\\n')`,
    )
    await until(() => lines.includes('locked'))
    child.kill('SIGKILL')
    await ended
    const database = await open(dataDir)
    expect(messages).toContain('Đã nhận lại cơ sở dữ liệu còn chạy từ lần trước.')
    expect(await query(database, 'select pg_try_advisory_lock(7) as free')).toEqual([{ free: true }])
  })

  it('replaces a leftover server that was started with other settings', async () => {
    const dataDir = copyOfTemplate('settings')
    const cluster = join(dataDir, 'postgres')
    await (await open(dataDir)).stop()
    const args = [
      '-D',
      cluster,
      '-c',
      'cluster_name=older',
      '-c',
      'listen_addresses=',
      '-c',
      'unix_socket_directories=.',
    ]
    const { postgres } = await findServerPrograms()
    const launcher = await chooseLauncher(dataDir, postgres)
    const older = await startPostmaster(
      { launcher, program: postgres, args },
      cluster,
      join(dataDir, 'postgres.log'),
    )
    const database = await open(dataDir)
    expect(messages).toEqual(['Đang dừng cơ sở dữ liệu còn chạy từ lần trước…'])
    expect(readPostmaster(cluster)?.pid).not.toBe(older)
    expect(await query(database, 'show cluster_name')).toEqual([
      { cluster_name: expect.stringMatching(/^mot-cua-/) },
    ])
  })

  it('does not leave a server running when the store can’t be opened', async () => {
    const dataDir = copyOfTemplate('password')
    const database = await open(dataDir)
    await query(database, `alter role postgres password 'khac'`)
    await database.stop()
    await expect(open(dataDir)).rejects.toThrow(/password authentication failed/)
    expect(servesAnything(dataDir)).toBe(false)
    // Nor the lock: the next try fails for its own reason.
    await expect(open(dataDir)).rejects.toThrow(/password authentication failed/)
  })

  it('is not misled by a process that now has the old server’s number, or by an empty file', async () => {
    const dataDir = copyOfTemplate('reused')
    const cluster = join(dataDir, 'postgres')
    const { child, lines, ended } = program(dataDir)
    await until(() => lines.includes('open'))
    const { pid = 0 } = readPostmaster(cluster) ?? {}
    process.kill(pid, 'SIGKILL')
    child.kill('SIGKILL')
    await ended
    await until(() => !servesAnything(dataDir))
    // PostgreSQL takes only a process of its own user for the old server.
    const { uid, gid } = statSync(cluster)
    const bystander = spawn('sleep', ['60'], { uid, gid, cwd: '/' })
    children.push(bystander)
    const file = join(cluster, 'postmaster.pid')
    writeFileSync(file, readFileSync(file, 'utf8').replace(String(pid), String(bystander.pid)))
    const database = await open(dataDir)
    expect(bystander.exitCode).toBeNull()
    await database.stop()
    writeFileSync(file, '')
    await (await open(dataDir)).stop()
  })
})

describe.runIf(asRoot)('as root', () => {
  it('works in a directory closed to every other user, with programs it can reach', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'embedded-closed-'))
    try {
      cpSync(template, join(closed, 'data'), { recursive: true })
      const database = await open(join(closed, 'data'))
      expect(await query(database, 'select count(*)::int as count from note')).toEqual([{ count: 0 }])
      await database.stop()
      expect(statSync(closed).mode & 0o777).toBe(0o700)
      const account = statSync(join(closed, 'data', 'postgres'))
      expect(account.uid).not.toBe(0)
      expect(blockedPath(join(closed, 'data'), account)).toBe(closed)
    } finally {
      rmSync(closed, { recursive: true, force: true })
    }
  })

  it('makes the system user where there is none and reuses it afterwards', async () => {
    const name = `mot-cua-test-${process.pid}`
    expect(await findSystemUser(name)).toBeUndefined()
    try {
      const made = await ensureSystemUser(name)
      expect(made.uid).toBeGreaterThan(0)
      expect(await ensureSystemUser(name)).toEqual(made)
      const [entry] = readFileSync('/etc/passwd', 'utf8')
        .split('\n')
        .filter((line) => line.startsWith(`${name}:`))
      expect(entry).toMatch(/\/nonexistent:.*nologin$/)
    } finally {
      await run('userdel', [name])
    }
    await expect(ensureSystemUser('tên không hợp lệ')).rejects.toThrow(/Không tạo được tài khoản hệ thống/)
  })
})

function staged(dataDir: string, file: string): boolean {
  if (!existsSync(dataDir)) return false
  return readdirSync(dataDir).some(
    (name) => name.startsWith('postgres-new-') && existsSync(join(dataDir, name, 'cluster', file)),
  )
}

/** Whether any PostgreSQL process works in the store. */
function servesAnything(dataDir: string): boolean {
  const cluster = join(dataDir, 'postgres')
  if (process.platform !== 'linux') return readPostmaster(cluster) !== undefined
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && servesCluster(Number(name), cluster))
}
