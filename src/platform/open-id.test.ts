import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startIdentityProvider } from '../testing/identity-provider.ts'
import { signInAtStandIn } from '../testing/sign-in-at-stand-in.ts'
import { systemClock } from './clock.ts'
import {
  beginAtProvider,
  finishAtProvider,
  openProvider,
  type ProviderSettings,
  providerFault,
} from './open-id.ts'

const redirectUri = 'http://127.0.0.1:3000/cong-dan/tro-ve'
const clientSecret = 'khoa-bi-mat-cua-thu-nghiem-khong-dung-o-dau'
let standIn: Awaited<ReturnType<typeof startIdentityProvider>>
beforeAll(async () => {
  standIn = await startIdentityProvider({ clientSecret, redirectUris: [redirectUri] })
})
afterAll(() => standIn?.close())
afterEach(() => {
  Object.assign(standIn.state, { behaviour: 'honest', tamper: null, foreignKey: false })
})

const settings = (over: Partial<ProviderSettings> = {}): ProviderSettings => ({
  issuer: standIn.issuer,
  clientId: 'mot-cua',
  clientSecret,
  secretWay: 'post',
  endpoints: null,
  clockTolerance: 30,
  ...over,
})
const deps = { clock: systemClock, limitSeconds: 5 }
/** For waiting in vain. */
const limitSeconds = 0.3

/** Goes to the provider and comes back, up to the address that the browser would open. */
async function wayBack(over: Partial<ProviderSettings> = {}, clock = systemClock) {
  const provider = await openProvider(settings(over), { ...deps, clock })
  const wanted = { redirectUri, scopes: 'openid profile email', acr: '' }
  const { address, pending } = await beginAtProvider(provider, wanted)
  const back = await signInAtStandIn(address.href, 'Nguyễn Văn Mẫu')
  return { provider, pending, back: new URL(back) }
}

const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error) => providerFault(error),
  )

describe('signing in at a provider', () => {
  it('takes the word of an honest one', async () => {
    const { provider, pending, back } = await wayBack()
    expect(await finishAtProvider(provider, back, pending)).toMatchObject({
      iss: standIn.issuer,
      name: 'Nguyễn Văn Mẫu',
      personal_id: '038085000001',
    })
  })

  it('takes it by addresses given by hand', async () => {
    const at = (path: string) => `${standIn.issuer}${path}`
    const endpoints = {
      authorization: at('/auth'),
      token: at('/token'),
      keys: at('/jwks'),
      userinfo: at('/me'),
      endSession: '',
    }
    const { provider, pending, back } = await wayBack({ endpoints })
    expect((await finishAtProvider(provider, back, pending)).name).toBe('Nguyễn Văn Mẫu')
  })

  it('refuses an answer with another state, code, issuer or nonce than it waits for', async () => {
    const { provider, pending, back } = await wayBack()
    const changed = (name: string, value: string) => {
      const address = new URL(back)
      address.searchParams.set(name, value)
      return address
    }
    expect(await faultOf(finishAtProvider(provider, changed('state', 'khac'), pending))).toBe('token_refused')
    expect(
      await faultOf(finishAtProvider(provider, changed('iss', 'https://ke-gian.invalid'), pending)),
    ).toBe('token_refused')
    expect(await faultOf(finishAtProvider(provider, changed('code', 'khac'), pending))).toBe('code_refused')
    expect(await faultOf(finishAtProvider(provider, back, { ...pending, nonce: 'khac' }))).toBe(
      'token_refused',
    )
  })

  it('refuses a code that is used again, or without the verifier that was promised', async () => {
    const first = await wayBack()
    await finishAtProvider(first.provider, first.back, first.pending)
    expect(await faultOf(finishAtProvider(first.provider, first.back, first.pending))).toBe('code_refused')
    const second = await wayBack()
    const pending = { ...second.pending, verifier: first.pending.verifier }
    expect(await faultOf(finishAtProvider(second.provider, second.back, pending))).toBe('code_refused')
  })

  it.each<[string, (claims: Record<string, unknown>) => void]>([
    ['of another issuer', (claims) => Object.assign(claims, { iss: 'https://ke-gian.invalid' })],
    ['for another client', (claims) => Object.assign(claims, { aud: 'phan-mem-khac' })],
    ['of another subject than userinfo tells', (claims) => Object.assign(claims, { sub: 'nguoi-khac' })],
    ['with another nonce', (claims) => Object.assign(claims, { nonce: 'khac' })],
  ])('refuses a token %s', async (_, tamper) => {
    standIn.state.tamper = tamper
    const { provider, pending, back } = await wayBack()
    expect(await faultOf(finishAtProvider(provider, back, pending))).toMatch(/token_refused|other_issuer/)
  })

  it('refuses a token that is signed by somebody else', async () => {
    standIn.state.foreignKey = true
    const { provider, pending, back } = await wayBack()
    expect(await faultOf(finishAtProvider(provider, back, pending))).toBe('token_refused')
  })

  it('refuses an expired token, and bears clocks that differ by as much as is allowed', async () => {
    standIn.state.tamper = (claims) => Object.assign(claims, { exp: Number(claims.iat) + 1 })
    const late = (seconds: number) => () => new Date(systemClock().getTime() + seconds * 1000)
    const allowed = await wayBack({ clockTolerance: 60 }, late(50))
    expect(await faultOf(finishAtProvider(allowed.provider, allowed.back, allowed.pending))).toBe('none')
    const beyond = await wayBack({ clockTolerance: 10 }, late(50))
    expect(await faultOf(finishAtProvider(beyond.provider, beyond.back, beyond.pending))).toBe('token_time')
  })

  it('tells a wrong secret from other faults', async () => {
    const { provider, pending, back } = await wayBack({ clientSecret: 'sai' })
    expect(await faultOf(finishAtProvider(provider, back, pending))).toBe('client_refused')
  })
})

describe('a provider that does not answer as it should', () => {
  it.each([
    ['hang', 'slow'],
    ['drip', 'slow'],
    ['fail', 'bad_answer'],
    ['flood', 'too_large'],
    ['redirect', 'bad_answer'],
    ['other-issuer', 'other_issuer'],
  ] as const)('%s is told as %s, at its description and behind the browser', async (behaviour, fault) => {
    standIn.state.behaviour = behaviour
    expect(await faultOf(openProvider(settings(), { ...deps, limitSeconds }))).toBe(fault)
    standIn.state.behaviour = 'honest'
    const { provider, pending, back } = await wayBack()
    provider.timeout = limitSeconds
    standIn.state.behaviour = behaviour
    const later = await faultOf(finishAtProvider(provider, back, pending))
    expect(later).toBe(fault === 'other_issuer' ? 'token_refused' : fault)
  })

  it('that is not there is told so', async () => {
    const dead = await startIdentityProvider({ redirectUris: [redirectUri] })
    await dead.close()
    expect(await faultOf(openProvider(settings({ issuer: dead.issuer }), deps))).toBe('unreachable')
  })

  it('is not called without encryption, nor led into this machine by one outside', async () => {
    expect(await faultOf(openProvider(settings({ issuer: 'http://noi-cap.invalid' }), deps))).toBe('foreign')
    const inside = {
      authorization: 'http://127.0.0.1:9/a',
      token: 'http://127.0.0.1:9/t',
      keys: 'http://127.0.0.1:9/k',
      userinfo: '',
      endSession: '',
    }
    const lying = await openProvider(settings({ issuer: 'https://noi-cap.invalid', endpoints: inside }), deps)
    const wanted = { redirectUri, scopes: 'openid', acr: '' }
    expect(await faultOf(beginAtProvider(lying, wanted))).toBe('foreign')
  })
})
