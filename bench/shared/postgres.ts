import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { runProgram, type Scratch } from './scratch.ts'

/** Where Debian keeps the server and its own load generator. */
const programs = '/usr/lib/postgresql/15/bin'
export const pgbench = join(programs, 'pgbench')

/**
 * Owner's URL of an empty database for the measurement, dropped at the end: on the server of BENCH_DATABASE_URL or
 * DATABASE_URL, else on a Debian PostgreSQL 15 made for it, with fsync as it comes.
 */
export async function openScratchDatabase(scratch: Scratch): Promise<string> {
  const given = process.env.BENCH_DATABASE_URL || process.env.DATABASE_URL
  const serverUrl = given || (await startServer(scratch))
  const name = `motcua_bench_${randomUUID().replaceAll('-', '')}`
  await query(serverUrl, `create database ${name} template template0 encoding 'UTF8'`)
  if (given) scratch.atEnd(() => query(serverUrl, `drop database if exists ${name} with (force)`))
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

/** One statement on a connection of its own. */
export async function query(url: string, statement: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

async function startServer(scratch: Scratch): Promise<string> {
  const directory = await scratch.directory()
  const isRoot = process.getuid?.() === 0
  if (isRoot) await runProgram('chown', { args: ['postgres', directory] })
  // The server refuses to run as root.
  const run = (program: string, args: string[]) =>
    isRoot
      ? runProgram('runuser', { args: ['-u', 'postgres', '--', join(programs, program), ...args] })
      : runProgram(join(programs, program), { args })
  const data = join(directory, 'data')
  const port = await freePort()
  await run('initdb', ['-D', data, '-U', 'owner', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'])
  scratch.atEnd(() => run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']))
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200`
  await run('pg_ctl', ['-D', data, '-w', '-l', join(directory, 'log'), '-o', settings, 'start'])
  return `postgres://owner@127.0.0.1:${port}/postgres`
}

/** A port of 127.0.0.1 that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
