import { fileURLToPath } from 'node:url'

export const rootDirectory = fileURLToPath(new URL('../..', import.meta.url))
export const migrationsDirectory = `${rootDirectory}migrations`
export const templatesDirectory = `${rootDirectory}templates`

/** Password of every demonstration account in tests. */
export const demoPassword = 'Mat-khau-mau-1'

/** The same server, another database. */
export function withDatabaseName(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
