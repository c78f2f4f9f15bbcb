import pg from 'pg'
import { migrate } from '../src/platform/migrate.ts'

/** Makes a migrated database for a moment, or drops it: scratch-database.ts OWNER_URL NAME create|drop */
const [serverUrl = '', name = '', action] = process.argv.slice(2)
const client = new pg.Client({ connectionString: serverUrl })
await client.connect()
await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
if (action === 'create') {
  await client.query(`create database ${pg.escapeIdentifier(name)} template template0 encoding 'UTF8'`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  await migrate(url.href, 'migrations')
}
await client.end()
