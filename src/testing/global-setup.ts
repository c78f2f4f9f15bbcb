import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openEmbeddedPostgres } from '../platform/embedded-postgres.ts'
import { migrate } from '../platform/migrate.ts'
import { demoPassword, migrationsDirectory, withDatabaseName } from './places.ts'
import { fillTemplate } from './template.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Owner's URL of the server that tests clone their databases on. */
    ownerUrl: string
    /** Migrated database with the demonstration office, to be cloned. */
    templateName: string
  }
}

/**
 * One server for the whole run: TEST_DATABASE_URL where set (Debian's PostgreSQL 15), else the embedded one in a
 * temporary folder. The template is migrated and filled once; each test file clones it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  const directory = given ? null : await mkdtemp(join(await fastestFolder(), 'motcua-test-'))
  const embedded = directory
    ? await openEmbeddedPostgres({ dataDir: directory, log: () => {}, forgetful: true })
    : null
  const ownerUrl = given ?? embedded?.adminUrl ?? ''
  const templateName = `motcua_template_${process.pid}`
  await administer(
    ownerUrl,
    `create database ${templateName} template template0 encoding 'UTF8' locale_provider icu icu_locale 'vi-VN' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`,
  )
  const templateUrl = withDatabaseName(ownerUrl, templateName)
  await migrate(templateUrl, migrationsDirectory)
  await fillTemplate(templateUrl, demoPassword)
  project.provide('ownerUrl', ownerUrl)
  project.provide('templateName', templateName)
  return async () => {
    if (given) await administer(ownerUrl, `drop database if exists ${templateName} with (force)`)
    await embedded?.stop()
    if (directory) await rm(directory, { recursive: true, force: true })
  }
}

/** Hundreds of databases are cloned in a run: in memory that takes a fifth of the time. A small or missing /dev/shm is left alone. */
async function fastestFolder(): Promise<string> {
  const inMemory = '/dev/shm'
  const room = await statfs(inMemory).catch(() => null)
  return room && room.bavail * room.bsize >= 4e9 && freemem() >= 6e9 ? inMemory : tmpdir()
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
