import { createHash, randomBytes } from 'node:crypto'
import { type RouterContextProvider, redirect } from 'react-router'
import type { z } from 'zod'
import { isAppError, problemOf } from '../../platform/errors.ts'
import { publicActor } from '../../platform/http/context.ts'
import type { Command } from '../../platform/operations.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write, writeForCaller } from '../../platform/write.ts'
import { pageContext, type Written } from '../../ui/page-context.ts'
import { keepSession } from '../commands/keep-session.ts'
import { cookieJar, readSessionValue, sessionValue } from '../model/cookies.ts'
import { type Citizen, codeFor } from '../model.ts'

type Context = Readonly<RouterContextProvider>

/** The citizen who is signed in with this request, in whichever office; null when nobody is. */
export async function citizenOf(context: Context, request: Request): Promise<Citizen | null> {
  const session = sessionOf(context, request)
  return session && keepSession(context.get(pageContext).services, session)
}

/**
 * The signed-in citizen; everybody else is sent to sign in and comes back afterwards. Where the page belongs to an office,
 * a sign-in at another one does not count.
 */
export async function requireCitizen(
  context: Context,
  request: Request,
  officeId?: string,
): Promise<Citizen> {
  const citizen = await citizenOf(context, request)
  if (citizen && (officeId === undefined || citizen.officeId === officeId)) return citizen
  const { pathname, search } = new URL(request.url)
  throw redirect(signInAddress('/cong-dan', { officeId, returnTo: pathname + search }))
}

/** A page of signing in, with the office it is about and where to go on afterwards. */
export function signInAddress(
  page: string,
  { officeId, returnTo }: { officeId?: string | null | undefined; returnTo?: string | null },
): string {
  const search = new URLSearchParams()
  if (officeId) search.set('don-vi', officeId)
  if (returnTo && returnTo !== '/cong-dan') search.set('tiep', returnTo)
  return search.size === 0 ? page : `${page}?${search}`
}

/** The sign-in that the request's cookie names, with its token as it is kept; whether it still counts is not asked. */
export function sessionOf(
  context: Context,
  request: Request,
): { officeId: string; tokenHash: string } | null {
  const value = readSessionValue(jarOf(context).read(request.headers.get('cookie'), 'phien'))
  return value && { officeId: value.officeId, tokenHash: tokenHashOf(value.token) }
}

/** A token that nobody can guess for a new sign-in: what is kept of it, and the cookie that carries it. */
export function newSession(context: Context, officeId: string): { tokenHash: string; setCookie: string } {
  const token = randomBytes(32).toString('base64url')
  const setCookie = jarOf(context).write('phien', sessionValue(officeId, token))
  return { tokenHash: tokenHashOf(token), setCookie }
}

/** The sign-in of this browser at the same office, which a new one replaces. */
export function replacedHash(context: Context, request: Request, officeId: string): string | null {
  const session = sessionOf(context, request)
  return session?.officeId === officeId ? session.tokenHash : null
}

/** 256 random bits need no slow hash. */
const tokenHashOf = (token: string) => createHash('sha256').update(token).digest('hex')

export function jarOf(context: Context) {
  return cookieJar(context.get(pageContext).services.config.publicUrl)
}

/** A cookie that only this program can make and read, for a journey of `age` milliseconds. */
export function sealedCookie(
  context: Context,
  kind: 'di-dang-nhap' | 'cho-ma',
  journey: { content: object; age: number },
): string {
  const { secrets, clock } = context.get(pageContext).services
  const until = clock().getTime() + journey.age
  return jarOf(context).write(kind, secrets.seal(JSON.stringify({ ...journey.content, until })), journey.age)
}

/** What such a cookie holds; null where there is none, it is not ours, or its time is over. */
export function openCookie<S extends z.ZodType>(
  context: Context,
  request: Request,
  wanted: { kind: 'di-dang-nhap' | 'cho-ma'; schema: S },
): z.output<S> | null {
  const { secrets, clock } = context.get(pageContext).services
  const text = secrets.open(jarOf(context).read(request.headers.get('cookie'), wanted.kind) ?? '')
  if (text === null) return null
  const { until, ...content } = JSON.parse(text) as { until: number }
  const parsed = wanted.schema.safeParse(content)
  return until > clock().getTime() && parsed.success ? parsed.data : null
}

/** Runs a command as a visitor, also in a browser in which a member of staff is signed in: here they act for themselves. */
export async function visitorWrite<I extends z.ZodObject, O extends z.ZodType>(
  context: Context,
  command: Command<I, O>,
  input: z.input<I>,
): Promise<Written<z.output<O>>> {
  const { services, requestId, ip } = context.get(pageContext)
  try {
    const caller = { call: { actor: publicActor, requestId }, ip }
    return { ok: true, output: await writeForCaller(services, caller, { command, input }) }
  } catch (error) {
    if (!isAppError(error)) services.log.error({ err: error, requestId }, 'page action failed')
    return { ok: false, problem: problemOf(error, requestId) }
  }
}

/** Runs a command that the program itself does for a citizen. */
export async function programWrite<I extends z.ZodObject, O extends z.ZodType>(
  context: Context,
  officeId: string,
  request: { command: Command<I, O>; input: z.input<I> },
): Promise<z.output<O>> {
  const { services, requestId } = context.get(pageContext)
  return write(services, { actor: systemActor(officeId), requestId }, request.command, request.input)
}

/** How a one-time code is kept: bound to the place where it was asked for, under the secret of the installation. */
export function codeHashOf(context: Context, id: string, code: string): string {
  return context.get(pageContext).services.keyedHash(`citizen code ${id} ${code}`).toString('hex')
}

export const codeMinutes = codeFor / 60_000
