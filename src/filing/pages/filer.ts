import { type RouterContextProvider, redirect } from 'react-router'
import { citizenOf, signInAddress } from '../../citizens/pages/citizen-context.ts'
import type { Problem } from '../../platform/errors.ts'
import { pageTry } from '../../ui/page-context.ts'
import { draftOffice } from '../queries/draft-office.ts'

type Context = Readonly<RouterContextProvider>

/** The account of whoever signed in as a citizen, or confirmed an address; null for everybody else. */
export async function accountHere(context: Context, request: Request): Promise<string | null> {
  return (await citizenOf(context, request))?.accountId ?? null
}

/** Sends who has to sign in for a draft to do so, and back; any other refusal becomes the page's own. */
export async function refuseDraft(
  context: Context,
  request: Request,
  { id, problem }: { id: string; problem: Problem },
): Promise<never> {
  if (problem.code !== 'not_signed_in') {
    throw new Response(problem.detail, { status: problem.status, statusText: problem.code })
  }
  const found = await pageTry(context, draftOffice, { id })
  const { pathname, search } = new URL(request.url)
  const officeId = found.ok ? found.output.officeId : null
  throw redirect(signInAddress('/cong-dan', { officeId, returnTo: pathname + search }))
}
