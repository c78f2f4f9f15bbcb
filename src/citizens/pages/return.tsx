import { data, redirect } from 'react-router'
import { isAppError } from '../../platform/errors.ts'
import { finishAtProvider, providerFault } from '../../platform/open-id.ts'
import { pageContext } from '../../ui/page-context.ts'
import { noteRefusal, signInCitizen } from '../commands/sign-in.ts'
import { type SignInFault, wordsForCitizen } from '../model/fault-words.ts'
import { personOf } from '../model/person.ts'
import type { Route } from './+types/return.ts'
import { journeySchema } from './begin-sign-in.ts'
import {
  jarOf,
  newSession,
  openCookie,
  programWrite,
  replacedHash,
  signInAddress,
} from './citizen-context.ts'
import { open, providerInUse, returnAddress } from './provider.ts'

export const meta = () => [{ title: 'Đăng nhập — Một Cửa' }, { name: 'robots', content: 'noindex' }]

/** The address holds a code for a moment; it is kept nowhere and told to nobody. */
export const headers = () => ({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })

type Arrival = Pick<Route.LoaderArgs, 'context' | 'request'>

/** Where citizens come back from the identity provider, signed in or not. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { services, ip } = context.get(pageContext)
  const drop = jarOf(context).drop('di-dang-nhap')
  const journey = openCookie(context, request, { kind: 'di-dang-nhap', schema: journeySchema })
  // Nobody has gone from this browser: a bookmark, or a link that somebody else has made.
  if (!journey) return refusal('no_state', null)
  const { officeId, returnTo } = journey
  const again = signInAddress('/cong-dan', { officeId, returnTo })
  try {
    const setCookie = await services.limits.guard({ kind: 'sign-in', ip, subject: officeId }, () =>
      arrive({ context, request }, journey),
    )
    const answered = new Headers({ 'cache-control': 'no-store' })
    for (const line of [drop, setCookie]) answered.append('set-cookie', line)
    return redirect(returnTo, { headers: answered })
  } catch (error) {
    if (isAppError(error) && error.code === 'too_many_requests')
      return data({ sentence: error.facts.detail ?? '', again }, { status: 429 })
    const fault = faultOf(error)
    await programWrite(context, officeId, { command: noteRefusal, input: { reason: fault } })
    services.log.warn({ officeId, reason: fault }, 'Công dân chưa đăng nhập được.')
    return refusal(fault, again, drop)
  }
}

/** Takes the provider's word and opens a session; returns its cookie. */
async function arrive(
  { context, request }: Arrival,
  journey: { officeId: string; state: string; nonce: string; verifier: string },
): Promise<string> {
  const { services } = context.get(pageContext)
  const { officeId } = journey
  const { search, searchParams } = new URL(request.url)
  if (searchParams.get('state') !== journey.state) throw refused('wrong_state')
  const stored = await providerInUse(services, officeId)
  if (!stored) throw refused('switched_off')
  const provider = await open(services, stored)
  const claims = await finishAtProvider(provider, new URL(returnAddress(services) + search), journey)
  const { tokenHash, setCookie } = newSession(context, officeId)
  const input = {
    ...personOf(claims, stored.claims),
    issuer: stored.issuer,
    subject: claims.sub,
    tokenHash,
    replacedHash: replacedHash(context, request, officeId),
  }
  await programWrite(context, officeId, { command: signInCitizen, input })
  return setCookie
}

const refused = (fault: SignInFault) => Object.assign(new Error(fault), { signInFault: fault })

function faultOf(error: unknown): SignInFault {
  if (error instanceof Error && 'signInFault' in error) return error.signInFault as SignInFault
  return isAppError(error) ? 'switched_off' : providerFault(error)
}

function refusal(fault: SignInFault, again: string | null, setCookie?: string) {
  const init = {
    status: fault === 'cancelled' ? 200 : 400,
    ...(setCookie ? { headers: { 'set-cookie': setCookie } } : {}),
  }
  return data({ sentence: wordsForCitizen(fault), again: again ?? '/cong-dan' }, init)
}

export default function Return({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <h1>Chưa đăng nhập</h1>
      <div className="card">
        <p role="alert">{loaderData.sentence}</p>
        <p>
          <a className="button" href={loaderData.again}>
            Đăng nhập lại
          </a>
        </p>
      </div>
    </>
  )
}
