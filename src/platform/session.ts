import type pg from 'pg'
import { type Auth, usernamePattern } from './auth.ts'
import type { Clock } from './clock.ts'
import { AppError } from './errors.ts'
import type { Actor } from './operations.ts'

/** Wrong passwords in a row that lock a name, and for how long (milliseconds). */
export const lockAfter = 5
export const lockFor = 15 * 60 * 1000

/** How long an actor once looked up is trusted in this process before the database is asked again (milliseconds). */
const trustFor = 5000

export interface SignInInput {
  username: string
  password: string
  /** Six digits from the authenticator, when the account asks for them. */
  oneTimeCode?: string | undefined
}

export interface OpenSession {
  token: string
  current: boolean
  startedAt: Date
  lastSeenAt: Date
  ipAddress: string
  userAgent: string
}

export interface FoundSession {
  actor: Actor
  token: string
  /** Cookies to send back because the session was renewed. */
  setCookies: string[]
}

export interface Sessions {
  /** The staff member behind the request's cookies; null when nobody is signed in or the account has no active member. */
  find(cookie: string | undefined): Promise<FoundSession | null>
  /** Cookies of a new session. Fails with wrong_password, one_time_code_needed or sign_in_locked. */
  signIn(
    input: SignInInput,
    client: { ip: string; userAgent: string },
  ): Promise<{ actor: Actor; setCookies: string[] }>
  signOut(cookie: string | undefined): Promise<string[]>
  list(cookie: string | undefined): Promise<OpenSession[]>
  revoke(cookie: string | undefined, token: string): Promise<void>
  /** Forgets what is remembered, so that a changed duty counts at once. */
  forget(): void
}

export interface SessionDeps {
  auth: Auth
  pool: pg.Pool
  clock: Clock
  /** Member of staff with today's duties; null when inactive or unknown. */
  resolveActor(account: { officeId: string; staffId: string }): Promise<Actor | null>
}

export function createSessions(deps: SessionDeps): Sessions {
  const { auth } = deps
  const remembered = new Map<string, { actor: Actor; token: string; until: number }>()

  async function find(cookie: string | undefined): Promise<FoundSession | null> {
    if (!cookie?.includes('session_token=')) return null
    const now = deps.clock().getTime()
    const known = remembered.get(cookie)
    if (known && known.until > now) return { ...known, setCookies: [] }
    const { response, headers } = await auth.api.getSession({
      headers: new Headers({ cookie }),
      returnHeaders: true,
    })
    if (!response) return null
    const actor = await deps.resolveActor({
      officeId: response.user.officeId,
      staffId: response.user.staffId,
    })
    if (!actor) return null
    if (remembered.size > 2000) remembered.clear()
    remembered.set(cookie, { actor, token: response.session.token, until: now + trustFor })
    return { actor, token: response.session.token, setCookies: headers.getSetCookie() }
  }

  async function signIn(input: SignInInput, client: { ip: string; userAgent: string }) {
    const username = input.username.trim().toLowerCase()
    if (!usernamePattern.test(username)) throw new AppError('wrong_password')
    await refuseLocked(deps, username)
    const headers = new Headers({ 'user-agent': client.userAgent, 'x-forwarded-for': client.ip })
    const setCookies = await checkPassword(deps, { ...input, username }, headers)
    const found = await find(cookieHeader(setCookies))
    if (!found)
      throw new AppError('not_allowed', {
        detail: 'Tài khoản này không còn hoạt động. Hãy liên hệ quản trị.',
      })
    await deps.pool.query('delete from auth.sign_in_failures where username = $1', [username])
    return { actor: found.actor, setCookies }
  }

  return {
    find,
    signIn,
    async signOut(cookie) {
      remembered.clear()
      if (!cookie) return []
      const { headers } = await auth.api.signOut({ headers: new Headers({ cookie }), returnHeaders: true })
      return headers.getSetCookie()
    },
    async list(cookie) {
      const found = await find(cookie)
      if (!found || !cookie) throw new AppError('not_signed_in')
      const sessions = await auth.api.listSessions({ headers: new Headers({ cookie }) })
      return sessions.map((session) => ({
        token: session.token,
        current: session.token === found.token,
        startedAt: session.createdAt,
        lastSeenAt: session.updatedAt,
        ipAddress: session.ipAddress ?? '',
        userAgent: session.userAgent ?? '',
      }))
    },
    async revoke(cookie, token) {
      if (!cookie) throw new AppError('not_signed_in')
      await auth.api.revokeSession({ headers: new Headers({ cookie }), body: { token } })
      remembered.clear()
    },
    forget: () => remembered.clear(),
  }
}

/** Cookie request header that a browser would send back after these Set-Cookie lines. */
export function cookieHeader(setCookies: readonly string[]): string {
  return setCookies.map((line) => line.split(';')[0]).join('; ')
}

async function refuseLocked(deps: SessionDeps, username: string): Promise<void> {
  const found = await deps.pool.query<{ locked_until: Date | null }>(
    'select locked_until from auth.sign_in_failures where username = $1',
    [username],
  )
  const until = found.rows[0]?.locked_until
  const left = until ? until.getTime() - deps.clock().getTime() : 0
  if (left > 0) throw new AppError('sign_in_locked', { retryAfter: Math.ceil(left / 1000) })
}

async function checkPassword(deps: SessionDeps, input: SignInInput, headers: Headers): Promise<string[]> {
  const { auth } = deps
  let answer: { response: unknown; headers: Headers }
  try {
    answer = await auth.api.signInUsername({
      body: { username: input.username, password: input.password },
      headers,
      returnHeaders: true,
    })
  } catch (error) {
    if ((error as { status?: unknown }).status !== 'UNAUTHORIZED') throw error
    throw await countFailure(deps, input.username)
  }
  const cookies = answer.headers.getSetCookie()
  if (!(answer.response as { twoFactorRedirect?: boolean }).twoFactorRedirect) return cookies
  if (!input.oneTimeCode) throw new AppError('one_time_code_needed')
  try {
    const second = new Headers(headers)
    second.set('cookie', cookieHeader(cookies))
    const verified = await auth.api.verifyTOTP({
      body: { code: input.oneTimeCode },
      headers: second,
      returnHeaders: true,
    })
    return verified.headers.getSetCookie()
  } catch {
    throw await countFailure(deps, input.username)
  }
}

/** Counts one more wrong try, for names that do not exist as well, so that the answer tells nothing about them. */
async function countFailure(deps: SessionDeps, username: string): Promise<AppError> {
  const now = deps.clock()
  const counted = await deps.pool.query<{ failures: number }>(
    `insert into auth.sign_in_failures as f (username, failures, last_failure_at) values ($1, 1, $2)
     on conflict (username) do update set
       failures = case when f.last_failure_at < $2 - interval '15 minutes' then 1 else f.failures + 1 end,
       last_failure_at = $2
     returning failures`,
    [username, now],
  )
  if ((counted.rows[0]?.failures ?? 0) < lockAfter) return new AppError('wrong_password')
  await deps.pool.query(
    'update auth.sign_in_failures set locked_until = $2, failures = 0 where username = $1',
    [username, new Date(now.getTime() + lockFor)],
  )
  return new AppError('sign_in_locked', { retryAfter: lockFor / 1000 })
}
