import { betterAuth } from 'better-auth'
import { twoFactor, username } from 'better-auth/plugins'
import type pg from 'pg'
import type { AuthOptions } from './auth.ts'
import { usernamePattern } from './username.ts'

/** A sign-in idle this long has expired (seconds). */
export const idleSeconds = 15 * 60

/** The calls of better-auth on its own schema. This file alone loads the library: see auth.ts. */
export function createAuthApi(options: AuthOptions, pool: pg.Pool) {
  return betterAuth({
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
    session: {
      expiresIn: idleSeconds,
      updateAge: 60,
      cookieCache: { enabled: false },
      additionalFields: {
        practice: { type: 'boolean', required: false, input: false, defaultValue: false },
      },
    },
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
  }).api
}
