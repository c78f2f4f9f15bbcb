import type pg from 'pg'
import type { Auth } from './auth.ts'
import type { Clock } from './clock.ts'
import { AppError } from './errors.ts'
import type { Actor } from './operations.ts'
import { createOwnAccount, type OwnAccount } from './own-account.ts'
import { practiceTwin } from './practice.ts'
import { type SignInTry, takeTry } from './sign-in-lock.ts'
import { usernamePattern } from './username.ts'

/** How long an actor once looked up is trusted in this process before the database is asked again (milliseconds). */
const trustFor = 5000

export interface SignInInput {
  username: string
  password: string
  /** Six digits from the authenticator or a backup code, when the account asks for one. */
  oneTimeCode?: string | undefined
}

export interface OpenSession {
  id: string
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

export interface Sessions extends OwnAccount {
  /** The staff member behind the request's cookies; null when nobody is signed in or the account has no active member. */
  find(cookie: string | undefined): Promise<FoundSession | null>
  /** Cookies of a new session. Fails with wrong_password, one_time_code_needed or sign_in_locked. */
  signIn(
    input: SignInInput,
    client: { ip: string; userAgent: string },
  ): Promise<{ actor: Actor; setCookies: string[] }>
  signOut(cookie: string | undefined): Promise<string[]>
  list(cookie: string | undefined): Promise<OpenSession[]>
  /** Ends one of the person's own sessions; one that is not theirs or has ended already is left alone. */
  revoke(cookie: string | undefined, id: string): Promise<void>
  /**
   * Moves the sign-in into the practice office or back; everything it does from then on happens there. Fails with
   * not_signed_in. Who has no twin there stays in the office.
   */
  practise(cookie: string | undefined, practice: boolean): Promise<void>
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
    const { response, headers } = await (await auth.api()).getSession({
      headers: new Headers({ cookie }),
      returnHeaders: true,
    })
    if (!response) return null
    const actor = await actorOfSession(deps, response.user, response.session.practice === true)
    if (!actor) return null
    if (remembered.size > 2000) remembered.clear()
    remembered.set(cookie, { actor, token: response.session.token, until: now + trustFor })
    return { actor, token: response.session.token, setCookies: headers.getSetCookie() }
  }

  async function signIn(input: SignInInput, client: { ip: string; userAgent: string }) {
    const username = input.username.trim().toLowerCase()
    if (!usernamePattern.test(username)) throw new AppError('wrong_password')
    const counted = await takeTry(deps, username)
    const headers = new Headers({ 'user-agent': client.userAgent, 'x-forwarded-for': client.ip })
    const setCookies = await proveIdentity(auth, { ...input, username, headers }, counted)
    await counted.succeeded()
    const found = await find(cookieHeader(setCookies))
    if (!found)
      throw new AppError('not_allowed', {
        detail: 'Tài khoản này không còn hoạt động. Hãy liên hệ quản trị.',
      })
    return { actor: found.actor, setCookies }
  }

  return {
    find,
    signIn,
    async signOut(cookie) {
      remembered.clear()
      if (!cookie) return []
      const { headers } = await (await auth.api()).signOut({
        headers: new Headers({ cookie }),
        returnHeaders: true,
      })
      return headers.getSetCookie()
    },
    async list(cookie) {
      const found = await find(cookie)
      if (!found || !cookie) throw new AppError('not_signed_in')
      const sessions = await (await auth.api()).listSessions({ headers: new Headers({ cookie }) })
      return sessions.map(({ id, token, createdAt, updatedAt, ipAddress, userAgent }) => ({
        ...{ id, current: token === found.token, startedAt: createdAt, lastSeenAt: updatedAt },
        ...{ ipAddress: ipAddress ?? '', userAgent: userAgent ?? '' },
      }))
    },
    async revoke(cookie, id) {
      if (!cookie || !(await find(cookie))) throw new AppError('not_signed_in')
      const headers = new Headers({ cookie })
      const session = (await (await auth.api()).listSessions({ headers })).find((each) => each.id === id)
      if (session) await (await auth.api()).revokeSession({ headers, body: { token: session.token } })
      remembered.clear()
    },
    async practise(cookie, practice) {
      await moveSession(deps.pool, await find(cookie), practice)
      remembered.clear()
    },
    ...createOwnAccount({ ...deps, find, forget: () => remembered.clear() }),
    forget: () => remembered.clear(),
  }
}

async function moveSession(pool: pg.Pool, found: FoundSession | null, practice: boolean): Promise<void> {
  if (!found) throw new AppError('not_signed_in')
  await pool.query('update auth.session set practice = $1 where token = $2', [practice, found.token])
}

/** The member behind an account, or in practice their twin; a twin cleared away leaves them in their office. */
async function actorOfSession(
  deps: Pick<SessionDeps, 'resolveActor'>,
  account: { officeId: string; staffId: string },
  practice: boolean,
): Promise<Actor | null> {
  const { officeId, staffId } = account
  const member = await deps.resolveActor({ officeId, staffId })
  // Whoever may no longer work in the office may not practise either.
  if (!member || !practice) return member
  const twin = { officeId: practiceTwin(officeId), staffId: practiceTwin(staffId) }
  return (await deps.resolveActor(twin)) ?? member
}

/** Cookie request header that a browser would send back after these Set-Cookie lines. */
export function cookieHeader(setCookies: readonly string[]): string {
  return setCookies.map((line) => line.split(';')[0]).join('; ')
}

interface Proof {
  username: string
  password: string
  oneTimeCode?: string | undefined
  headers: Headers
}

/** Cookies of a session opened with the password and, where the account asks for one, a code. */
async function proveIdentity(auth: Auth, proof: Proof, counted: SignInTry): Promise<string[]> {
  const { username, password, oneTimeCode, headers } = proof
  try {
    const answer = await (await auth.api()).signInUsername({
      body: { username, password },
      headers,
      returnHeaders: true,
    })
    const cookies = answer.headers.getSetCookie()
    if (!(answer.response as { twoFactorRedirect?: boolean }).twoFactorRedirect) return cookies
    if (!oneTimeCode) {
      await counted.undecided()
      throw new AppError('one_time_code_needed')
    }
    const second = new Headers(headers)
    second.set('cookie', cookieHeader(cookies))
    return await proveCode(auth, oneTimeCode, second)
  } catch (error) {
    if (isUnauthorized(error)) throw await counted.failed()
    throw error
  }
}

/** Six digits come from the authenticator; what has letters is a backup code, which counts once. */
async function proveCode(auth: Auth, code: string, headers: Headers): Promise<string[]> {
  const request = { body: { code }, headers, returnHeaders: true as const }
  const verified = /^\d{6}$/.test(code)
    ? await (await auth.api()).verifyTOTP(request)
    : await (await auth.api()).verifyBackupCode(request)
  return verified.headers.getSetCookie()
}

function isUnauthorized(error: unknown): boolean {
  return (error as { status?: unknown }).status === 'UNAUTHORIZED'
}
