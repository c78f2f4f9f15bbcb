import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { embeddedStores, query, servesAnything, until } from '../testing/embedded-stores.ts'
import { findServerPrograms } from './embedded-cluster.ts'
import { readPostmaster, servesCluster, startPostmaster } from './embedded-process.ts'
import { chooseLauncher } from './embedded-user.ts'

const stores = await embeddedStores()
afterEach(stores.settle)
afterAll(stores.close)

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

describe('after kill -9', () => {
  const moments: [string, (dataDir: string) => boolean][] = [
    ['as initdb begins', (dataDir) => staged(dataDir, 'PG_VERSION')],
    ['in the middle of initdb', (dataDir) => staged(dataDir, 'base/4')],
    ['between making and starting', (dataDir) => existsSync(join(dataDir, 'postgres'))],
    ['while the server starts', (dataDir) => existsSync(join(dataDir, 'postgres', 'postmaster.pid'))],
  ]

  it.each(moments)('%s, the store opens and nothing unfinished stays', async (name, reached) => {
    const dataDir = join(stores.top, name)
    const { child, ended } = stores.program(dataDir)
    await until(() => reached(dataDir))
    child.kill('SIGKILL')
    await ended
    const database = await stores.open(dataDir)
    expect(await query(database, 'select current_database() as name')).toEqual([{ name: 'mot_cua' }])
    await database.stop()
    expect(readdirSync(dataDir).filter((file) => file.startsWith('postgres-new'))).toEqual([])
    expect(servesAnything(dataDir)).toBe(false)
  })

  it('while writing, every acknowledged row is there, whatever was left running', async () => {
    const dataDir = stores.copyOfTemplate(join(stores.top, 'writing'))
    const cluster = join(dataDir, 'postgres')
    const acknowledged: number[] = []
    for (const [rows, leftover] of [
      [1, 'runs'],
      [37, 'runs'],
      [80, 'killed'],
      [150, 'stopping'],
      [211, 'killed'],
    ] as const) {
      const { child, lines, ended } = stores.program(dataDir, writing)
      await until(() => saved(lines).length >= rows)
      const { pid = 0 } = readPostmaster(cluster) ?? {}
      child.kill('SIGKILL')
      if (leftover === 'killed') process.kill(pid, 'SIGKILL')
      if (leftover === 'stopping') process.kill(pid, 'SIGINT')
      await ended
      acknowledged.push(...saved(lines))
      const database = await stores.open(dataDir)
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
    const dataDir = stores.copyOfTemplate(join(stores.top, 'locks'))
    const { child, lines, ended } = stores.program(
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
    const database = await stores.open(dataDir)
    expect(stores.messages).toContain('Đã nhận lại cơ sở dữ liệu còn chạy từ lần trước.')
    expect(await query(database, 'select pg_try_advisory_lock(7) as free')).toEqual([{ free: true }])
  })

  it('replaces a leftover server that was started with other settings', async () => {
    const dataDir = stores.copyOfTemplate(join(stores.top, 'settings'))
    const cluster = join(dataDir, 'postgres')
    await (await stores.open(dataDir)).stop()
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
    const database = await stores.open(dataDir)
    expect(stores.messages).toEqual(['Đang dừng cơ sở dữ liệu còn chạy từ lần trước…'])
    expect(readPostmaster(cluster)?.pid).not.toBe(older)
    expect(await query(database, 'show cluster_name')).toEqual([
      { cluster_name: expect.stringMatching(/^mot-cua-/) },
    ])
  })

  it('does not leave a server running when the store can’t be opened', async () => {
    const dataDir = stores.copyOfTemplate(join(stores.top, 'password'))
    const database = await stores.open(dataDir)
    await query(database, `alter role postgres password 'khac'`)
    await database.stop()
    await expect(stores.open(dataDir)).rejects.toThrow(/password authentication failed/)
    expect(servesAnything(dataDir)).toBe(false)
    // Nor the lock: the next try fails for its own reason.
    await expect(stores.open(dataDir)).rejects.toThrow(/password authentication failed/)
  })

  it('is not misled by a process that now has the old server’s number, or by an empty file', async () => {
    const dataDir = stores.copyOfTemplate(join(stores.top, 'reused'))
    const cluster = join(dataDir, 'postgres')
    const { child, lines, ended } = stores.program(dataDir)
    await until(() => lines.includes('open'))
    const { pid = 0 } = readPostmaster(cluster) ?? {}
    process.kill(pid, 'SIGKILL')
    child.kill('SIGKILL')
    await ended
    await until(() => !servesAnything(dataDir))
    // PostgreSQL takes only a process of its own user for the old server.
    const { uid, gid } = statSync(cluster)
    const bystander = spawn('sleep', ['60'], { uid, gid, cwd: '/' })
    const file = join(cluster, 'postmaster.pid')
    writeFileSync(file, readFileSync(file, 'utf8').replace(String(pid), String(bystander.pid)))
    const database = await stores.open(dataDir)
    expect(bystander.exitCode).toBeNull()
    bystander.kill()
    await database.stop()
    writeFileSync(file, '')
    await (await stores.open(dataDir)).stop()
  })
})

function staged(dataDir: string, file: string): boolean {
  if (!existsSync(dataDir)) return false
  return readdirSync(dataDir).some(
    (name) => name.startsWith('postgres-new-') && existsSync(join(dataDir, name, 'cluster', file)),
  )
}
