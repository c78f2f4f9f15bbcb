import { type RouterContextProvider, redirect } from 'react-router'
import { pageContext, pageTry } from '../../ui/page-context.ts'
import { type DraftView, filingDraft } from '../queries/filing-draft.ts'
import { filedHref } from './addresses.ts'
import { accountHere, refuseDraft } from './filer.ts'

type Context = Readonly<RouterContextProvider>

/** The address holds the secret id of the draft: it is told to no other page and kept nowhere. */
export const draftHeaders = () => ({
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
  'referrer-policy': 'same-origin',
})

/** The draft of a page, for whoever it belongs to; one that was filed leads to its own page. */
export async function openDraftPage(
  context: Context,
  request: Request,
  id: string,
): Promise<{ view: DraftView; accountId: string | null }> {
  const accountId = await accountHere(context, request)
  const found = await pageTry(context, filingDraft, { id, accountId })
  if (found.ok) return { view: found.output, accountId }
  if (found.problem.code === 'wrong_state') throw redirect(filedHref(id))
  return refuseDraft(context, request, { id, problem: found.problem })
}

/** Where this visitor stands in the counts of filings: a keyed hash of the network address, never the address. */
export function filedFrom(context: Context): string {
  const { services, ip } = context.get(pageContext)
  return services.keyedHash(`filing from ${ip}`).subarray(0, 18).toString('base64url')
}

/** The sentence that an upload without script came back with, if this installation wrote it. */
export function toldSentence(context: Context, request: Request): string {
  const { searchParams } = new URL(request.url)
  const sentence = searchParams.get('noi') ?? ''
  const { secrets } = context.get(pageContext).services
  return sentence !== '' && searchParams.get('dau') === secrets.mark(`told ${sentence}`) ? sentence : ''
}
