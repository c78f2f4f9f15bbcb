import { redirect } from 'react-router'
import { z } from 'zod'
import { isAppError } from '../../platform/errors.ts'
import { beginAtProvider, providerFault } from '../../platform/open-id.ts'
import { ownPath } from '../../ui/own-path.ts'
import { pageContext, pageRead } from '../../ui/page-context.ts'
import { awayFor } from '../model.ts'
import { signInWays } from '../queries/sign-in-ways.ts'
import type { Route } from './+types/begin-sign-in.ts'
import { sealedCookie, signInAddress } from './citizen-context.ts'
import { open, providerInUse, returnAddress } from './provider.ts'

/** What the browser carries, sealed, while its citizen is away at the provider. */
export const journeySchema = z.object({
  officeId: z.uuid(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
})

/**
 * Sends a citizen to the identity provider. A link and no form: the policy of public pages lets no form lead to another
 * host. What comes back is taken only in this browser, which the cookie holds, so that nobody is signed in as somebody else.
 */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { services, ip } = context.get(pageContext)
  const asked = new URL(request.url).searchParams
  const officeId = asked.get('don-vi') ?? ''
  const returnTo = ownPath(asked.get('tiep'), '/cong-dan')
  await pageRead(context, signInWays, { officeId })
  try {
    const begun = await services.limits.guard({ kind: 'sign-in', ip, subject: officeId }, async () => {
      const stored = await providerInUse(services, officeId)
      if (!stored) return null
      return beginAtProvider(await open(services, stored), {
        redirectUri: returnAddress(services),
        scopes: stored.scopes,
        acr: stored.acrRequested,
      })
    })
    if (!begun) return redirect(signInAddress('/cong-dan', { officeId, returnTo }))
    const content = { ...begun.pending, officeId, returnTo }
    const setCookie = sealedCookie(context, 'di-dang-nhap', { content, age: awayFor })
    return redirect(begun.address.href, { headers: { 'set-cookie': setCookie, 'cache-control': 'no-store' } })
  } catch (error) {
    const reason = isAppError(error) ? error.code : providerFault(error)
    services.log.warn({ officeId, reason }, 'Công dân chưa đến được nơi cấp tài khoản.')
    const address = signInAddress('/cong-dan', { officeId, returnTo })
    return redirect(`${address}${address.includes('?') ? '&' : '?'}loi=${reason}`)
  }
}
