import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

/** How the stand-in answers: as agreed, or with one of the faults that gateways have. */
export type Behaviour =
  | 'accept'
  | 'deliver'
  | 'reject'
  | 'hang'
  | 'drip'
  | 'lose-answer'
  | 'answer-twice'
  | 'lie'
  | 'other-id'
  | 'busy'
  | 'fail'
  | 'redirect'
  | 'flood'

interface GatewayOptions {
  account: string
  secret: string
  clock: () => Date
  port?: number
}

const messageSchema = z.strictObject({
  id: z.uuid(),
  to: z.string().regex(/^84[35789]\d{8}$/),
  text: z.string().min(1).max(480),
})

/** Seconds that the clocks of both sides may differ. */
const clockDifference = 300

/**
 * A strict stand-in for an SMS or Zalo gateway on this machine: checks account, signature, time, nonce and form, and hands a
 * message with the same id to the telephone once. `inbox`: what telephones have got; `refusals`: what was wrong with calls.
 */
export async function startMessageGateway(options: GatewayOptions) {
  const inbox = new Map<string, { to: string; text: string }>()
  const refusals: string[] = []
  const nonces = new Set<string>()
  const state = { behaviour: 'accept' as Behaviour, calls: 0 }
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy())
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    state.calls += 1
    const body = await bodyOf(request)
    const refusal = whyRefused(request, body, { ...options, nonces })
    if (refusal) {
      refusals.push(refusal)
      return reply(response, refusal === 'form' ? 400 : 401, { error: refusal })
    }
    const message = messageSchema.parse(JSON.parse(body))
    const deliver = () => inbox.set(message.id, { to: message.to, text: message.text })
    behave(response, { id: message.id, behaviour: state.behaviour, deliver })
  }

  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/messages`,
    inbox,
    refusals,
    state,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

function whyRefused(
  { headers, method }: IncomingMessage,
  body: string,
  expected: GatewayOptions & { nonces: Set<string> },
): string | null {
  const [timestamp, nonce] = [String(headers['x-timestamp']), String(headers['x-nonce'])]
  if (method !== 'POST' || headers['content-type'] !== 'application/json') return 'form'
  if (headers['x-account'] !== expected.account) return 'account'
  const wanted = createHmac('sha256', expected.secret).update(`${timestamp}\n${nonce}\n${body}`).digest()
  const given = Buffer.from(String(headers['x-signature']), 'hex')
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return 'signature'
  const seconds = expected.clock().getTime() / 1000
  if (!(Math.abs(Number(timestamp) - seconds) <= clockDifference)) return 'time'
  if (expected.nonces.has(nonce)) return 'nonce'
  expected.nonces.add(nonce)
  const message = messageSchema.safeParse(JSON.parse(body))
  return message.success && message.data.id === headers['idempotency-key'] ? null : 'form'
}

function behave(
  response: ServerResponse,
  { id, behaviour, deliver }: { id: string; behaviour: Behaviour; deliver(): void },
): void {
  const answers: Record<Behaviour, () => void> = {
    accept: () => {
      deliver()
      reply(response, 200, { id, status: 'accepted' })
    },
    deliver: () => {
      deliver()
      reply(response, 200, { id, status: 'delivered' })
    },
    reject: () => reply(response, 200, { id, status: 'rejected', reason: 'thuê bao không liên lạc được' }),
    hang: () => {},
    drip: () => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const drops = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drops))
    },
    'lose-answer': () => {
      deliver()
      response.destroy()
    },
    'answer-twice': () => {
      deliver()
      const once = JSON.stringify({ id, status: 'accepted' })
      response.writeHead(200, { 'content-type': 'application/json' }).end(once + once)
    },
    lie: () => reply(response, 200, { error: 'hết tiền trong tài khoản' }),
    'other-id': () =>
      reply(response, 200, { id: '01980000-0000-7000-8000-0000000000ff', status: 'accepted' }),
    busy: () => reply(response, 429, {}),
    fail: () => reply(response, 502, {}),
    redirect: () => response.writeHead(307, { location: 'http://127.0.0.1:9/elsewhere' }).end(),
    flood: () => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('x'.repeat(1_000_000))
    },
  }
  answers[behaviour]()
}

function reply(response: ServerResponse, status: number, content: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content))
}

// As a program of its own, for trying the pages: GATEWAY_SECRET=… node src/testing/message-gateway.ts
if (import.meta.main) {
  const gateway = await startMessageGateway({
    account: process.env.GATEWAY_ACCOUNT ?? 'xa-mau',
    secret: process.env.GATEWAY_SECRET ?? '',
    clock: () => new Date(performance.timeOrigin + performance.now()),
    port: Number(process.env.PORT ?? 0),
  })
  process.stdout.write(`${gateway.url}\n`)
}
