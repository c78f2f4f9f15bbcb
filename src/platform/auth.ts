import { betterAuth } from 'better-auth'
import { twoFactor, username } from 'better-auth/plugins'
import pg from 'pg'
import { usernamePattern } from './username.ts'

/** A sign-in idle this long has expired (seconds). */
export const idleSeconds = 15 * 60

export interface AuthOptions {
  databaseUrl: string
  secret: string
  publicUrl: string
}

/** better-auth on its own schema, with its own small pool; `close` ends that pool. */
export function createAuth(options: AuthOptions) {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: 3,
    options: '-c search_path=auth -c statement_timeout=10000',
  })
  pool.on('error', () => {})
  const auth = betterAuth({
    appName: 'Một Cửa',
    database: pool,
    secret: options.secret,
    baseURL: options.publicUrl,
    basePath: '/api/auth',
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'motcua',
      useSecureCookies: options.publicUrl.startsWith('https:'),
      disableOriginCheck: true,
    },
    session: { expiresIn: idleSeconds, updateAge: 60, cookieCache: { enabled: false } },
    emailAndPassword: {
      enabled: true,
      disableSignUp: false,
      minPasswordLength: 8,
      maxPasswordLength: 128,
      autoSignIn: false,
    },
    user: {
      additionalFields: {
        officeId: { type: 'string', required: true, input: true },
        staffId: { type: 'string', required: true, input: true },
      },
    },
    plugins: [
      username({
        minUsernameLength: 3,
        maxUsernameLength: 40,
        usernameValidator: (name) => usernamePattern.test(name),
      }),
      // Wrong codes are counted with wrong passwords, by sign-in-lock.ts.
      twoFactor({ issuer: 'Một Cửa', accountLockout: { enabled: false } }),
    ],
  })
  return { api: auth.api, close: () => pool.end() }
}

export type Auth = ReturnType<typeof createAuth>
