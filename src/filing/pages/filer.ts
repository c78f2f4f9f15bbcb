import { type RouterContextProvider, redirect } from 'react-router'
import type { Citizen } from '../../citizens/model.ts'
import type { Problem } from '../../platform/errors.ts'

type Context = Readonly<RouterContextProvider>

/** Whoever signed in as a citizen, or confirmed an address; null for everybody else. */
export async function citizenHere(_context: Context, _request: Request): Promise<Citizen | null> {
  return null
}

/** Sends who has to sign in to do so, and back; any other refusal becomes the page's own. */
export function refuse(problem: Problem, request: Request): never {
  if (problem.code === 'not_signed_in') throw redirect(signInHref(request))
  throw new Response(problem.detail, { status: problem.status, statusText: problem.code })
}

function signInHref(request: Request): string {
  const url = new URL(request.url)
  return `/cong-dan?tiep=${encodeURIComponent(url.pathname + url.search)}`
}
