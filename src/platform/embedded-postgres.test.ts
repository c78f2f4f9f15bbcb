import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { embeddedStores, query, until } from '../testing/embedded-stores.ts'
import { blockedPath, ensureSystemUser, findSystemUser } from './embedded-user.ts'

const asRoot = process.getuid?.() === 0
const run = promisify(execFile)
const stores = await embeddedStores()
afterEach(stores.settle)
afterAll(stores.close)

describe('a store', () => {
  it('keeps its rows, its safety and its secret from one opening to the next', async () => {
    const dataDir = stores.copyOfTemplate(join(stores.top, 'reopen'))
    const first = await stores.open(dataDir)
    await query(first, `insert into note values (1, 'Đặng')`)
    await first.stop()
    await first.stop()
    const second = await stores.open(dataDir)
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
    const database = await stores.open(stores.copyOfTemplate(join(stores.top, 'locale')))
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
    const database = await stores.open(stores.copyOfTemplate(join(stores.top, 'url')))
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
    const dataDir = stores.copyOfTemplate(join(stores.top, `thư mục dữ liệu ${'rất '.repeat(15)}dài`))
    const database = await stores.open(dataDir)
    expect(new URL(database.adminUrl).host).toMatch(/^127\.0\.0\.1:\d+$/)
    const [row] = await query(database, `select current_setting('listen_addresses') as addresses`)
    expect(row).toEqual({ addresses: '127.0.0.1' })
  })

  it('refuses data that is not its own, and leaves it as it is', async () => {
    const older = stores.copyOfTemplate(join(stores.top, 'older'))
    writeFileSync(join(older, 'postgres', 'PG_VERSION'), '15\n')
    await expect(stores.open(older)).rejects.toThrow(
      /không phải là dữ liệu của PostgreSQL 18 \(phiên bản 15\)/,
    )
    const foreign = join(stores.top, 'foreign')
    mkdirSync(join(foreign, 'postgres'), { recursive: true })
    writeFileSync(join(foreign, 'postgres', 'note.txt'), 'giữ lại')
    await expect(stores.open(foreign)).rejects.toThrow(/phiên bản không rõ/)
    expect(readdirSync(join(foreign, 'postgres'))).toEqual(['note.txt'])
    const keyless = stores.copyOfTemplate(join(stores.top, 'keyless'))
    rmSync(join(keyless, 'postgres-admin.json'))
    await expect(stores.open(keyless)).rejects.toThrow(/postgres-admin\.json bị mất hoặc hỏng/)
  })
})

describe('a second program', () => {
  it('is refused by name of the first, also within it, until the first stops', async () => {
    const dataDir = stores.copyOfTemplate(join(stores.top, 'refused'))
    const database = await stores.open(dataDir)
    const second = stores.program(dataDir)
    await second.ended
    const sentence = `Thư mục dữ liệu ${dataDir} đang được một chương trình Một Cửa khác sử dụng (tiến trình ${process.pid}).`
    expect(second.lines.join('\n')).toContain(sentence)
    await expect(stores.open(dataDir)).rejects.toThrow(sentence)
    await database.stop()
    const third = stores.program(dataDir)
    await until(() => third.lines.includes('open'))
  })

  it('does not slip in when several start at the same instant', async () => {
    const dataDir = stores.copyOfTemplate(join(stores.top, 'together'))
    const programs = [1, 2, 3].map(() => stores.program(dataDir))
    const settled = () =>
      programs.filter(({ lines }) => lines.join('\n').match(/^open$|khác sử dụng/m)).length
    await until(() => settled() === 3)
    expect(programs.filter(({ lines }) => lines.includes('open'))).toHaveLength(1)
  })
})

describe.runIf(asRoot)('as root', () => {
  it('works in a directory closed to every other user, with programs it can reach', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'embedded-closed-'))
    try {
      stores.copyOfTemplate(join(closed, 'data'))
      const database = await stores.open(join(closed, 'data'))
      expect(await query(database, 'select count(*)::int as count from note')).toEqual([{ count: 0 }])
      await database.stop()
      expect(statSync(closed).mode & 0o777).toBe(0o700)
      const account = statSync(join(closed, 'data', 'postgres'))
      expect(account.uid).not.toBe(0)
      expect(blockedPath(join(closed, 'data'), account)).toBe(closed)
      vi.stubEnv('PATH', '/nonexistent')
      await expect(stores.open(join(closed, 'data'))).rejects.toThrow(
        `không vào được ${closed}. Hãy đặt DATA_DIR`,
      )
    } finally {
      vi.unstubAllEnvs()
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
