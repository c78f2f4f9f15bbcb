import * as openId from 'openid-client'
import { type Clock, systemClock } from './clock.ts'
import { isLoopback } from './outside-address.ts'
import { readShort } from './outside-answer.ts'

/** An identity provider (OpenID Connect) as somebody has set it up. */
export interface ProviderSettings {
  issuer: string
  clientId: string
  clientSecret: string
  /** How the secret is proven; `none` for a client that has none and relies on PKCE. */
  secretWay: 'post' | 'basic' | 'none'
  /** Addresses given by hand; null asks the provider itself (discovery). */
  endpoints: ProviderEndpoints | null
  /** Seconds by which the provider's clock may differ from ours. */
  clockTolerance: number
}

export interface ProviderEndpoints {
  authorization: string
  token: string
  /** Empty for none. */
  userinfo: string
  keys: string
  /** Empty for none. */
  endSession: string
}

export interface ProviderDeps {
  clock: Clock
  /** Seconds for one answer, read to its end. */
  limitSeconds?: number | undefined
}

/** A provider ready to be asked. */
export type Provider = openId.Configuration

/** What has to be remembered, in secret, of somebody who has gone to the provider and may come back. */
export interface PendingSignIn {
  state: string
  nonce: string
  verifier: string
}

/** Why a provider could not be used; `foreign` is an address that this program does not call. */
export type FetchFault = 'slow' | 'unreachable' | 'too_large' | 'foreign'

const hardLimitSeconds = 8
/** Metadata, keys and claims are a few kilobytes. */
const longestAnswer = 256 * 1024

/**
 * Opens a provider by its own description or by the given addresses. Every ID token is checked against the provider's keys,
 * also where it came over an encrypted line. Fails with what `providerFault` can tell.
 */
export async function openProvider(settings: ProviderSettings, deps: ProviderDeps): Promise<Provider> {
  const issuer = new URL(settings.issuer)
  const timeout = deps.limitSeconds ?? hardLimitSeconds
  const metadata = {
    [openId.clockTolerance]: settings.clockTolerance,
    // The library asks the machine for the time; this program asks its own clock.
    [openId.clockSkew]: Math.round((deps.clock().getTime() - systemClock().getTime()) / 1000),
  }
  const fetchShort = shortFetch(issuer)
  const execute = [
    openId.enableNonRepudiationChecks,
    ...(isLoopback(issuer.hostname) ? [openId.allowInsecureRequests] : []),
  ]
  if (!settings.endpoints) {
    return openId.discovery(issuer, settings.clientId, metadata, proofOf(settings), {
      [openId.customFetch]: fetchShort,
      timeout,
      execute,
    })
  }
  const server = metadataOf(settings.issuer, settings.endpoints)
  const provider = new openId.Configuration(server, settings.clientId, metadata, proofOf(settings))
  provider[openId.customFetch] = fetchShort
  provider.timeout = timeout
  for (const extend of execute) extend(provider)
  return provider
}

function proofOf({ secretWay, clientSecret }: ProviderSettings): openId.ClientAuth {
  if (secretWay === 'none') return openId.None()
  return secretWay === 'basic'
    ? openId.ClientSecretBasic(clientSecret)
    : openId.ClientSecretPost(clientSecret)
}

function metadataOf(issuer: string, endpoints: ProviderEndpoints): openId.ServerMetadata {
  return {
    issuer,
    authorization_endpoint: endpoints.authorization,
    token_endpoint: endpoints.token,
    jwks_uri: endpoints.keys,
    ...(endpoints.userinfo ? { userinfo_endpoint: endpoints.userinfo } : {}),
    ...(endpoints.endSession ? { end_session_endpoint: endpoints.endSession } : {}),
  }
}

/**
 * Whether a provider may make this program call an address: encrypted, and never this machine, unless the provider itself
 * runs here.
 */
function mayCall(issuer: URL, url: URL): boolean {
  return isLoopback(url.hostname) ? isLoopback(issuer.hostname) : url.protocol === 'https:'
}

/** Calls only what may be called, follows no redirect, and reads no more than any honest answer holds. */
function shortFetch(issuer: URL): openId.CustomFetch {
  return async (address, options) => {
    if (!mayCall(issuer, new URL(address))) throw fault('foreign')
    try {
      const answer = await fetch(address, { ...options, redirect: 'manual' } as RequestInit)
      const body = await readShort(answer, longestAnswer)
      if (!body) throw fault('too_large')
      return new Response(body.byteLength === 0 ? null : body, {
        status: answer.status,
        headers: answer.headers,
      })
    } catch (error) {
      if (faultOf(error)) throw error
      throw fault(error instanceof Error && error.name === 'TimeoutError' ? 'slow' : 'unreachable')
    }
  }
}

const fault = (reason: FetchFault) => Object.assign(new Error(`provider: ${reason}`), { fetchFault: reason })

function faultOf(error: unknown): FetchFault | null {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ('fetchFault' in each) return each.fetchFault as FetchFault
  }
  return null
}

/** Where to send somebody who wants to sign in, and what to remember until they come back. */
export async function beginAtProvider(
  provider: Provider,
  wanted: { redirectUri: string; scopes: string; acr: string },
): Promise<{ address: URL; pending: PendingSignIn }> {
  const pending = {
    state: openId.randomState(),
    nonce: openId.randomNonce(),
    verifier: openId.randomPKCECodeVerifier(),
  }
  const address = openId.buildAuthorizationUrl(provider, {
    redirect_uri: wanted.redirectUri,
    scope: wanted.scopes,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await openId.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
    ui_locales: 'vi',
    ...(wanted.acr ? { acr_values: wanted.acr } : {}),
  })
  const issuer = new URL(provider.serverMetadata().issuer)
  if (!mayCall(issuer, address)) throw fault('foreign')
  return { address, pending }
}

/** What the provider says of somebody: the signed claims, and for what they leave out those of its userinfo address. */
export async function finishAtProvider(
  provider: Provider,
  address: URL,
  pending: PendingSignIn,
): Promise<Record<string, unknown> & { sub: string }> {
  const tokens = await openId.authorizationCodeGrant(provider, address, {
    pkceCodeVerifier: pending.verifier,
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims) throw new Error('provider: no ID token')
  if (!provider.serverMetadata().userinfo_endpoint) return claims
  const more = await openId.fetchUserInfo(provider, tokens.access_token, claims.sub)
  return { ...more, ...claims }
}

/** Where a browser goes to sign out at the provider too; null where it has no such address. */
export function endAtProvider(provider: Provider, returnTo: string): string | null {
  if (!provider.serverMetadata().end_session_endpoint) return null
  return openId.buildEndSessionUrl(provider, { post_logout_redirect_uri: returnTo }).href
}

/** What went wrong with a provider, without anything it sent. */
export type ProviderFault =
  | FetchFault
  | 'cancelled'
  | 'provider_error'
  | 'client_refused'
  | 'code_refused'
  | 'other_issuer'
  | 'token_time'
  | 'token_refused'
  | 'bad_answer'

const faultsByCode: Readonly<Record<string, ProviderFault>> = {
  OAUTH_TIMEOUT: 'slow',
  OAUTH_HTTP_REQUEST_FORBIDDEN: 'foreign',
  OAUTH_REQUEST_PROTOCOL_FORBIDDEN: 'foreign',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: 'other_issuer',
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'token_time',
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: 'token_refused',
  OAUTH_KEY_SELECTION_FAILED: 'token_refused',
  OAUTH_INVALID_RESPONSE: 'token_refused',
}

export function providerFault(error: unknown): ProviderFault {
  const fetchFault = faultOf(error)
  if (fetchFault) return fetchFault
  if (error instanceof openId.AuthorizationResponseError)
    return error.error === 'access_denied' ? 'cancelled' : 'provider_error'
  if (error instanceof openId.ResponseBodyError)
    return error.error === 'invalid_client' || error.status === 401 ? 'client_refused' : 'code_refused'
  if (error instanceof openId.WWWAuthenticateChallengeError) return 'client_refused'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return faultsByCode[code] ?? 'bad_answer'
}

/** Asks for the provider's keys, which every sign-in needs. Fails with what `providerFault` can tell; says how many there are. */
export async function countProviderKeys(provider: Provider): Promise<number> {
  const { jwks_uri: address } = provider.serverMetadata()
  const fetchKeys = provider[openId.customFetch]
  if (!address || !fetchKeys) return 0
  const answer = await fetchKeys(address, {
    method: 'GET',
    headers: { accept: 'application/json' },
    body: undefined,
    redirect: 'manual',
    signal: AbortSignal.timeout((provider.timeout ?? hardLimitSeconds) * 1000),
  })
  const found: unknown = answer.ok ? await answer.json() : null
  const keys = typeof found === 'object' && found !== null && 'keys' in found ? found.keys : []
  return Array.isArray(keys) ? keys.length : 0
}
