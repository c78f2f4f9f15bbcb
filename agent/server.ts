import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { authHeader } from '../src/signing/model/agent-protocol.ts'
import { openConsents } from './consents.ts'
import { answerPage } from './page-requests.ts'
import type { PairingBook } from './pairing.ts'
import type { Scanners } from './scanners.ts'
import type { Tokens } from './tokens.ts'
import { answerWindow } from './window-requests.ts'

export interface AgentParts {
  pairing: PairingBook
  tokens: Tokens
  scanners: Scanners
  version: string
  /** Milliseconds. */
  now: () => number
  /** Shown to the officer where there is a terminal. */
  tell: (words: string) => void
}

const largestBody = 2_000_000

/** One request as the handlers see it. */
export interface AgentRequest {
  method: string
  path: string
  origin: string | undefined
  proof: string
  body: Buffer
  /** The agent's own origin. */
  self: string
}

export interface AgentAnswer {
  status: number
  /** A page of the agent's own, made with the nonce of its policy; otherwise `body` goes out as JSON. */
  html?: (nonce: string) => string
  body?: unknown
}

/** Listens on the first free one of the ports, on loopback alone. Throws where none is free. */
export async function startAgent(parts: AgentParts, ports: readonly number[]) {
  const consents = openConsents(parts.tokens, parts.now)
  const context = { ...parts, consents, formKey: randomBytes(16).toString('hex') }
  const server = createServer((request, response) => {
    answer(context, request, response).catch(() => {
      if (!response.headersSent) send(response, { status: 500, body: { error: 'failed' } }, null)
    })
  })
  await listen(server, ports)
  const { port } = server.address() as AddressInfo
  return {
    port,
    stop: () => {
      parts.scanners.stop()
      return new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections())
    },
  }
}

export type AgentContext = AgentParts & { consents: ReturnType<typeof openConsents>; formKey: string }

async function listen(server: ReturnType<typeof createServer>, ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    const isTaken = await new Promise<boolean>((resolve, reject) => {
      const fail = (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRINUSE' ? resolve(true) : reject(error)
      server.once('error', fail)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', fail)
        resolve(false)
      })
    })
    if (!isTaken) return
  }
  throw new Error('all ports are taken')
}

async function answer(
  context: AgentContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const self = `127.0.0.1:${request.socket.localPort}`
  // Another name for our address is somebody else's page whose name was made to point here (DNS rebinding).
  if (request.headers.host !== self)
    return send(response, { status: 421, body: { error: 'misdirected' } }, null)
  const { origin } = request.headers
  const path = new URL(request.url ?? '/', `http://${self}`).pathname
  const isForPages = path.startsWith('/v1/')
  const allowed = isForPages && origin !== undefined && isWebOrigin(origin) && context.pairing.mayPair(origin)
  if (isForPages && !allowed) return send(response, { status: 403, body: { error: 'not_allowed' } }, null)
  const visitor = isForPages ? (origin ?? null) : null
  if (request.method === 'OPTIONS') return send(response, { status: isForPages ? 204 : 405 }, visitor)
  const body = await readBody(request)
  if (!body) return send(response, { status: 413, body: { error: 'too_large' } }, visitor)
  const asked: AgentRequest = {
    method: request.method ?? 'GET',
    path,
    origin,
    proof: String(request.headers[authHeader] ?? ''),
    body,
    self: `http://${self}`,
  }
  const isFramed = !['document', undefined].includes(request.headers['sec-fetch-dest'] as string | undefined)
  if (!isForPages && isFramed) return send(response, { status: 403, body: { error: 'not_allowed' } }, null)
  send(response, await (isForPages ? answerPage(context, asked) : answerWindow(context, asked)), visitor)
}

const isWebOrigin = (origin: string) => /^https?:\/\/[^/\s]+$/.test(origin)

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > largestBody || request.headers['transfer-encoding'])
    return null
  return buffer(request)
}

function send(response: ServerResponse, { status, html, body }: AgentAnswer, visitor: string | null): void {
  const nonce = randomBytes(16).toString('base64')
  const open = `style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; form-action 'self'`
  response.writeHead(status, {
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; ${html ? open : "form-action 'none'"}; base-uri 'none'; frame-ancestors 'none'`,
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': visitor ? 'cross-origin' : 'same-origin',
    'content-type': html ? 'text/html; charset=utf-8' : 'application/json',
    vary: 'origin',
    ...(visitor ? corsFor(visitor) : {}),
  })
  response.end(html ? html(nonce) : status === 204 ? undefined : JSON.stringify(body ?? {}))
}

const corsFor = (origin: string) => ({
  'access-control-allow-origin': origin,
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': `content-type, ${authHeader}`,
  'access-control-allow-private-network': 'true',
  'access-control-max-age': '60',
})
