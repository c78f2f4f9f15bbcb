import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Configuration, type JWK } from 'oidc-provider'
import { madeUpCitizens } from './identity-people.ts'

/** How the stand-in answers what is asked of it behind the browser's back: as it should, or with a fault. */
export type ProviderBehaviour = 'honest' | 'hang' | 'drip' | 'fail' | 'flood' | 'redirect' | 'other-issuer'

interface ProviderOptions {
  /** Without a secret its clients prove themselves by PKCE alone. */
  clientSecret?: string
  clientId?: string
  /** Where it may send people back to, and where they may go after signing out. */
  redirectUris: readonly string[]
  signedOutUris?: readonly string[]
  port?: number
}

/**
 * A real OpenID Connect provider on this machine with made-up people, one of whom is chosen by a press of a button. `state`
 * makes it misbehave: `behaviour` for what it answers, `tamper` to change what an ID token says, `foreignKey` to sign it with
 * a key that is not its own.
 */
export async function startIdentityProvider(options: ProviderOptions) {
  const own = rsaKey()
  const foreign = rsaKey()
  const state = {
    behaviour: 'honest' as ProviderBehaviour,
    tamper: null as ((claims: Record<string, unknown>) => void) | null,
    foreignKey: false,
  }
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, configurationOf(options, own))
  const serve = provider.callback()
  const resign = (claims: Record<string, unknown>) => {
    state.tamper?.(claims)
    return signed(claims, state.foreignKey ? foreign : own)
  }
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    const isBackground = path.startsWith('/.well-known/') || ['/token', '/jwks', '/me'].includes(path)
    if (isBackground && state.behaviour !== 'honest') return misbehave(response, state.behaviour)
    if (path.startsWith('/interaction/')) return void chooseCitizen(provider, request, response)
    if (path === '/token' && (state.tamper || state.foreignKey)) rewriteIdToken(response, resign)
    void serve(request, response)
  })
  return {
    issuer,
    state,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface SigningKey {
  jwk: JWK
  privateKey: KeyObject
}

function rsaKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    jwk: { ...privateKey.export({ format: 'jwk' }), kid: 'mau', use: 'sig', alg: 'RS256' } as JWK,
    privateKey,
  }
}

function configurationOf(options: ProviderOptions, key: SigningKey): Configuration {
  const { clientSecret } = options
  return {
    clients: [
      {
        client_id: options.clientId ?? 'mot-cua',
        ...(clientSecret ? { client_secret: clientSecret } : {}),
        token_endpoint_auth_method: clientSecret ? 'client_secret_post' : 'none',
        redirect_uris: [...options.redirectUris],
        post_logout_redirect_uris: [...(options.signedOutUris ?? [])],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [key.jwk] },
    cookies: { keys: ['made-up-cookie-key-of-the-stand-in'] },
    acrValues: ['loa1', 'loa2'],
    claims: {
      openid: ['sub', 'acr'],
      profile: ['name', 'personal_id', 'birthdate'],
      email: ['email'],
      phone: ['phone_number'],
      acr: null,
    },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    ttl: {
      IdToken: 600,
      AccessToken: 600,
      AuthorizationCode: 60,
      Interaction: 600,
      Session: 3600,
      Grant: 3600,
    },
    async findAccount(_context, sub) {
      const citizen = madeUpCitizens.find((each) => each.sub === sub)
      return citizen && { accountId: sub, claims: async () => ({ ...citizen }) }
    },
    /** People have said yes by choosing themselves. */
    async loadExistingGrant(context) {
      const { client, session } = context.oidc
      if (!client || !session?.accountId) return undefined
      const grant = new context.oidc.provider.Grant({
        accountId: session.accountId,
        clientId: client.clientId,
      })
      grant.addOIDCScope('openid profile email phone')
      await grant.save()
      return grant
    },
    async renderError(context, out) {
      context.type = 'html'
      context.body = page(`<p role="alert">${escaped(out.error)}</p>`)
    },
  }
}

/** Shows who may sign in, and signs in whose button is pressed; `huy` goes back without. */
async function chooseCitizen(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  try {
    const { uid } = await provider.interactionDetails(request, response)
    if (request.method !== 'POST') {
      const buttons = madeUpCitizens.map(
        ({ sub, name }) => `<p><button name="sub" value="${sub}">${escaped(name)}</button></p>`,
      )
      const form = `<form method="post" action="/interaction/${uid}">${buttons.join('')}<p><button name="sub" value="huy">Hủy</button></p></form>`
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(form))
      return
    }
    const sub = new URLSearchParams(await bodyOf(request)).get('sub') ?? ''
    const citizen = madeUpCitizens.find((each) => each.sub === sub)
    const result = citizen
      ? { login: { accountId: sub, acr: citizen.acr } }
      : { error: 'access_denied', error_description: 'dừng' }
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  } catch {
    response.writeHead(400, { 'content-type': 'text/html; charset=utf-8' }).end(page('<p>Hết hạn.</p>'))
  }
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const page = (content: string) =>
  `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Nơi cấp tài khoản mẫu</title><h1>Nơi cấp tài khoản mẫu</h1><p>Người và số ở đây đều là bịa.</p>${content}`

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

function signed(claims: Record<string, unknown>, key: SigningKey): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const content = `${encode({ alg: 'RS256', typ: 'JWT', kid: 'mau' })}.${encode(claims)}`
  return `${content}.${createSign('sha256').update(content).sign(key.privateKey, 'base64url')}`
}

/** Lets the answer through with its ID token changed and signed anew. */
function rewriteIdToken(response: ServerResponse, resign: (claims: Record<string, unknown>) => string): void {
  const end = response.end.bind(response)
  response.end = ((chunk: unknown) => {
    const answer = JSON.parse(String(chunk)) as { id_token?: string }
    if (answer.id_token) {
      const payload = answer.id_token.split('.')[1] ?? ''
      answer.id_token = resign(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
    }
    const text = JSON.stringify(answer)
    response.setHeader('content-length', Buffer.byteLength(text))
    return end(text)
  }) as typeof response.end
}

const floodBytes = 10 * 1024 * 1024

function misbehave(response: ServerResponse, behaviour: Exclude<ProviderBehaviour, 'honest'>): void {
  const json = { 'content-type': 'application/json' }
  const faults: Record<Exclude<ProviderBehaviour, 'honest'>, () => void> = {
    hang: () => {},
    drip: () => {
      response.writeHead(200, json)
      const drops = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drops))
    },
    fail: () => void response.writeHead(500, json).end('{"error":"server_error"}'),
    flood: () => void response.writeHead(200, json).end(`{"issuer":"${'x'.repeat(floodBytes)}"}`),
    redirect: () => void response.writeHead(302, { location: 'https://ke-gian.invalid/' }).end(),
    'other-issuer': () =>
      void response.writeHead(200, json).end(
        JSON.stringify({
          issuer: 'https://ke-gian.invalid',
          authorization_endpoint: 'https://ke-gian.invalid/auth',
          token_endpoint: 'https://ke-gian.invalid/token',
          jwks_uri: 'https://ke-gian.invalid/jwks',
        }),
      ),
  }
  faults[behaviour]()
}

// As a program of its own, for trying the pages (script/identity-provider).
if (import.meta.main) {
  const program = process.env.PUBLIC_URL ?? 'http://127.0.0.1:3000'
  const provider = await startIdentityProvider({
    port: Number(process.env.IDENTITY_PORT ?? 3030),
    clientId: process.env.IDENTITY_CLIENT ?? 'mot-cua',
    redirectUris: [`${program}/cong-dan/tro-ve`],
    signedOutUris: [`${program}/cong-dan`],
  })
  process.stdout.write(`Nơi cấp tài khoản mẫu chạy tại ${provider.issuer}\n`)
}
