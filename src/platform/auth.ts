import pg from 'pg'
import type { createAuthApi } from './auth-engine.ts'

export interface AuthOptions {
  databaseUrl: string
  secret: string
  publicUrl: string
}

/** better-auth, which looks after accounts and sign-ins. */
export interface Auth {
  /** Its calls; loaded with the first cookie or password that comes, since the library is a quarter of a start. */
  api(): Promise<ReturnType<typeof createAuthApi>>
  close(): Promise<void>
}

/** better-auth with its own small pool; `close` ends that pool. */
export function createAuth(options: AuthOptions): Auth {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: 3,
    options: '-c search_path=auth -c statement_timeout=10000',
  })
  pool.on('error', () => {})
  const load = async () => (await import('./auth-engine.ts')).createAuthApi(options, pool)
  let loading: ReturnType<typeof load> | undefined
  return {
    api() {
      loading ??= load()
      return loading
    },
    close: () => pool.end(),
  }
}
