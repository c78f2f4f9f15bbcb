import { Client, DatabaseError } from 'pg'

const UNKNOWN_DATABASE = '3D000'
const UNKNOWN_LOCALE = '42809'

/**
 * Makes the database at first use: UTF-8, names and sorting by the Vietnamese rules of ICU.
 * `urlOf` gives the superuser's connection to a database by its name.
 */
export async function ensureDatabase(name: string, urlOf: (database: string) => string): Promise<void> {
  if (await databaseExists(urlOf(name))) return
  await withClient(urlOf('postgres'), async (client) => {
    // With the locale C the search extensions see no letters beyond ASCII. The machine's name for a UTF-8 locale
    // differs; sorting does not depend on it.
    for (const letters of ['C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'C']) {
      if (await createDatabase(client, name, letters)) return
    }
  })
}

/**
 * Whether the server there is this very cluster, started with the same program and settings; if so, ends every
 * session that a killed program left, so that none of their locks or statements lives on.
 */
export async function takeOverSessions(
  url: string,
  expected: { directory: string; name: string },
): Promise<boolean> {
  try {
    return await withClient(url, async (client) => {
      const { rows } = await client.query(
        `select current_setting('data_directory') as directory, current_setting('cluster_name') as name`,
      )
      if (rows[0]?.directory !== expected.directory || rows[0]?.name !== expected.name) return false
      await client.query(
        `select pg_terminate_backend(pid, 5000) from pg_stat_activity
         where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      )
      return true
    })
  } catch {
    // Unreachable, in recovery, another password: it is stopped and started anew.
    return false
  }
}

async function databaseExists(url: string): Promise<boolean> {
  try {
    await withClient(url, async () => undefined)
    return true
  } catch (error) {
    if (error instanceof DatabaseError && error.code === UNKNOWN_DATABASE) return false
    throw error
  }
}

/** False when this machine does not know the locale. */
async function createDatabase(client: Client, name: string, letters: string): Promise<boolean> {
  try {
    await client.query(
      `create database ${client.escapeIdentifier(name)} template template0 encoding 'UTF8'
       locale_provider icu icu_locale 'vi-VN' lc_collate '${letters}' lc_ctype '${letters}'`,
    )
    return true
  } catch (error) {
    if (error instanceof DatabaseError && error.code === UNKNOWN_LOCALE) return false
    throw error
  }
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  // A server that ends the connection also fails the statement that waits; without a listener it ends the program.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end()
  }
}
