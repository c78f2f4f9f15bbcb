import { createContext, type RouterContextProvider, redirect } from 'react-router'
import type { z } from 'zod'
import { isAppError, type Problem, problemOf } from '../platform/errors.ts'
import { publicActor } from '../platform/http/context.ts'
import type { PageContext } from '../platform/http/pages.ts'
import type { Actor, Audience, Command, Query } from '../platform/operations.ts'
import { mayTry } from '../platform/operations.ts'
import { readForCaller } from '../platform/read.ts'
import { writeForCaller } from '../platform/write.ts'

/** Filled by the HTTP side for every page request. */
export const pageContext = createContext<PageContext>()

type Context = Readonly<RouterContextProvider>

/** The signed-in member of staff; everybody else is sent to sign in and comes back afterwards. */
export function requireStaff(context: Context, request: Request, audience: Audience = 'staff'): Actor {
  const { actor } = context.get(pageContext)
  if (!actor) {
    const url = new URL(request.url)
    throw redirect(`/dang-nhap?tiep=${encodeURIComponent(url.pathname + url.search)}`)
  }
  if (!mayTry(actor, audience)) throw new Response('Bạn không được phân công việc này.', { status: 403 })
  return actor
}

/** Runs a query for a page. What is not found becomes the page's 404. */
export async function pageRead<I extends z.ZodObject, O extends z.ZodType>(
  context: Context,
  query: Query<I, O>,
  input: z.input<I>,
): Promise<z.output<O>> {
  const found = await pageTry(context, query, input)
  if (found.ok) return found.output
  const { detail, fields, status, code } = found.problem
  // An address has no boxes to mark: what is wrong in it is said instead.
  const words = fields ? [...new Set(Object.values(fields))].join(' ') : detail
  throw new Response(words, { status, statusText: code })
}

/** Runs a query for a page that has its own words for what is not found or not allowed. */
export async function pageTry<I extends z.ZodObject, O extends z.ZodType>(
  context: Context,
  query: Query<I, O>,
  input: unknown,
): Promise<Written<z.output<O>>> {
  const { services, actor, ip } = context.get(pageContext)
  try {
    const caller = { actor: actor ?? publicActor, ip }
    return { ok: true, output: await readForCaller(services, caller, { query, input }) }
  } catch (error) {
    if (!isAppError(error)) throw error
    return { ok: false, problem: problemOf(error) }
  }
}

/** What a page gets back: the output, or what is wrong and where, with what was typed still on the page. */
export type Written<O> = { ok: true; output: O } | { ok: false; problem: Problem }

/** Runs a command for a page's action; the key (a hidden field made with the form) makes a second click harmless. */
export async function pageWrite<I extends z.ZodObject, O extends z.ZodType>(
  context: Context,
  command: Command<I, O>,
  form: { input: unknown; idempotencyKey?: string | undefined },
): Promise<Written<z.output<O>>> {
  const { services, actor, requestId, ip } = context.get(pageContext)
  try {
    const call = { actor: actor ?? publicActor, requestId, idempotencyKey: form.idempotencyKey }
    const output = await writeForCaller(services, { call, ip }, { command, input: form.input })
    return { ok: true, output }
  } catch (error) {
    if (!isAppError(error)) services.log.error({ err: error, requestId }, 'page action failed')
    return { ok: false, problem: problemOf(error, requestId) }
  }
}
