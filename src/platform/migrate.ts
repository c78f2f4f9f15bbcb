import { createHmac } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

/** Any number, the same in every program: one migrates while the others wait. */
const migrationLock = 7_210_812

/** Login that the program works as; it owns nothing and is bound by the wall between offices. */
const runtimeRole = 'motcua_app'
const publicRole = 'motcua_public'
/** Clears practice offices; see migrations/0026. */
const practiceRole = 'motcua_practice'

/**
 * Applies the numbered SQL files that are not applied yet, each in its own transaction, under an advisory lock.
 * Returns the names applied now. Throws when the database was made by a newer program than this one.
 */
export async function migrate(ownerUrl: string, directory: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    const files = (await readdir(directory)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort()
    const done = await appliedMigrations(client)
    const unknown = [...done].filter((name) => !files.includes(name))
    if (unknown.length > 0) {
      throw new Error(
        `Cơ sở dữ liệu có bước nâng cấp ${unknown.join(', ')} mà chương trình này không có. Hãy dùng bản mới hơn.`,
      )
    }
    const waiting = files.filter((name) => !done.has(name))
    // At every start: the owner's password, from which the login's is derived, may have been changed meanwhile.
    await ensureRoles(client, ownerUrl)
    for (const name of waiting) {
      await applyMigration(client, name, await readFile(join(directory, name), 'utf8'))
    }
    return waiting
  } finally {
    await client.end()
  }
}

async function appliedMigrations(client: pg.Client): Promise<Set<string>> {
  const exists = await client.query(`select to_regclass('public.schema_migrations') as found`)
  if (!exists.rows[0]?.found) return new Set()
  const rows = await client.query<{ name: string }>('select name from schema_migrations')
  return new Set(rows.rows.map((row) => row.name))
}

async function applyMigration(client: pg.Client, name: string, text: string): Promise<void> {
  await client.query('begin')
  try {
    await client.query(
      'create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())',
    )
    await client.query(text)
    await client.query('insert into schema_migrations (name) values ($1)', [name])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(
      `Bước nâng cấp ${name} không chạy được: ${error instanceof Error ? error.message : error}`,
      { cause: error },
    )
  }
}

async function ensureRoles(client: pg.Client, ownerUrl: string): Promise<void> {
  const password = runtimePassword(ownerUrl)
  const secret = password === null ? 'null' : pg.escapeLiteral(password)
  for (const role of [runtimeRole, publicRole, practiceRole]) {
    // Two programs on two databases of one server may come here together: the loser finds the role made.
    await client.query(
      `do $$ begin create role ${role} ${role === runtimeRole ? 'login' : 'nologin'} nosuperuser nobypassrls nocreatedb nocreaterole noinherit;
       exception when duplicate_object or unique_violation then null; end $$`,
    )
  }
  await client.query(`alter role ${runtimeRole} password ${secret}`).catch(tolerate)
  await client.query(`alter role ${runtimeRole} set max_parallel_workers_per_gather = 0`).catch(tolerate)
  await client.query(`grant ${publicRole}, ${practiceRole} to ${runtimeRole}`).catch(tolerate)
}

/**
 * Another program may change the same role at the same time; and an owner who may not change roles is well served when
 * somebody who may has made them (DATABASE_RUNTIME_URL): signing in tells whether that is so.
 */
function tolerate(error: unknown): void {
  if (!(error instanceof pg.DatabaseError)) throw error
  if (error.code === '42501' || /concurrently updated/.test(error.message)) return
  throw error
}

/**
 * Every program that knows the owner's URL derives the same password, so nothing has to be handed around. An owner
 * who signs in without one (trust, peer) has none to derive from: then the login has none either.
 */
function runtimePassword(ownerUrl: string): string | null {
  const { password } = new URL(ownerUrl)
  return password ? createHmac('sha256', password).update('motcua runtime role').digest('base64url') : null
}

/** URL of the runtime login on the same database as `ownerUrl`. */
export function runtimeUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl)
  url.password = runtimePassword(ownerUrl) ?? ''
  url.username = runtimeRole
  return url.href
}
