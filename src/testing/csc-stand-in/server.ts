import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { jsonOf } from '../../platform/outside-answer.ts'
import { bodyOf, reply } from '../stand-in-http.ts'
import { type CscMember, openCscBook, type Refusal, refusal } from './book.ts'
import { type CscBody, type CscPath, cscForms } from './forms.ts'

/**
 * What goes wrong with a call. `hang` never answers; `expire` lets approvals run out before the call; `other-hash` signs something
 * else, `fewer` gives a signature too few, `not-base64` gives no signature at all. A key that is not of its certificate is made with
 * the member.
 */
export const cscFaults = [
  'reset',
  'hang',
  'fail',
  'busy',
  'garbage',
  'cut',
  'flood',
  'redirect',
  'forget-token',
  'expire',
  'other-hash',
  'fewer',
  'not-base64',
] as const
export type CscFault = (typeof cscFaults)[number]

interface Options {
  members: readonly CscMember[]
  clock: () => Date
  client?: { id: string; secret: string }
  port?: number
}

/**
 * A strict stand-in for a remote signing service (CSC API, version 2) on this machine. `control.fault` decides before each call what
 * goes wrong with it, `refusals` collects what was wrong with calls.
 */
export async function startCscStandIn({ members, clock, client, port = 0 }: Options) {
  const { id: clientId, secret } = client ?? { id: 'xa-vi-du', secret: 'bi-mat: của xã' }
  const book = openCscBook(members, clock)
  const [refusals, tokens] = [[] as string[], new Set<string>()]
  const control = {
    calls: [] as string[],
    fault: (_path: string): CscFault | null => null,
  }
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy())
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    const path = request.url?.startsWith('/csc/v2/') ? request.url.slice('/csc/v2'.length) : ''
    control.calls.push(path)
    const fault = control.fault(path)
    if (fault && broken(response, fault)) return
    if (request.method !== 'POST')
      return refuse(response, path, { status: 405, ...refusal('invalid_request', 'method') })
    if (path === '/oauth2/token') return giveToken(request, response, body)
    if (fault === 'forget-token') tokens.clear()
    if (!tokens.has(/^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''))
      return refuse(response, path, {
        status: 401,
        ...refusal('invalid_token', 'The access token is invalid'),
      })
    if (!isPath(path))
      return refuse(response, path, { status: 404, ...refusal('invalid_request', 'unknown method') })
    const read = cscForms[path].safeParse(jsonOf(body))
    if (request.headers['content-type'] !== 'application/json' || !read.success)
      return refuse(response, path, {
        status: 400,
        ...refusal('invalid_request', `malformed: ${read.error?.message}`),
      })
    if (fault === 'expire') book.expireApprovals()
    const given = spoiled(serve(path, read.data, fault), fault)
    if ('error' in given) return refuse(response, path, { status: 400, ...(given as Refusal) })
    if (fault === 'cut') {
      const whole = JSON.stringify(given)
      response.writeHead(200, { 'content-type': 'application/json' }).end(whole.slice(0, whole.length / 2))
      return
    }
    reply(response, 200, given)
  }

  function refuse(
    response: ServerResponse,
    path: string,
    { status, ...said }: Refusal & { status: number },
  ): void {
    refusals.push(`${path}: ${said.error_description}`)
    reply(response, status, said)
  }

  function giveToken(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const form = new URLSearchParams(body.toString('utf8'))
    const shown = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString(
      'base64',
    )
    if (
      request.headers.authorization !== `Basic ${shown}` ||
      form.get('grant_type') !== 'client_credentials'
    ) {
      refuse(response, '/oauth2/token', { status: 400, ...refusal('invalid_client', 'unknown client') })
      return
    }
    const token = randomUUID()
    tokens.add(token)
    reply(response, 200, { access_token: token, token_type: 'Bearer', expires_in: 3600 })
  }

  function serve(path: CscPath, body: object, fault: CscFault | null): object {
    const serving: Record<CscPath, (body: never) => object> = {
      '/info': () => ({
        specs: '2.0.0.2',
        name: 'Dịch vụ ký số từ xa mô phỏng',
        authType: ['oauth2client'],
        methods: Object.keys(cscForms).map((each) => each.slice(1)),
      }),
      '/credentials/list': book.list,
      '/credentials/info': book.info,
      '/credentials/getChallenge': book.challenge,
      '/credentials/authorize': book.authorize,
      '/signatures/signHash': (asked: CscBody<'/signatures/signHash'>) =>
        book.sign(asked, fault === 'other-hash'),
    }
    return serving[path](body as never)
  }

  function spoiled(given: object, fault: CscFault | null): object {
    if (!('signatures' in given)) return given
    const signatures = given.signatures as string[]
    if (fault === 'fewer') return { signatures: signatures.slice(1) }
    return fault === 'not-base64' ? { signatures: signatures.map(() => 'không phải chữ ký') } : given
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/csc/v2`,
    clientId,
    secret,
    book,
    refusals,
    control,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type CscStandIn = Awaited<ReturnType<typeof startCscStandIn>>

const isPath = (path: string): path is CscPath => path in cscForms

/** What goes wrong before anything is looked at; whether it did. */
function broken(response: ServerResponse, fault: CscFault): boolean {
  const behaviours: Partial<Record<CscFault, () => unknown>> = {
    reset: () => response.destroy(),
    hang: () => {},
    fail: () => response.writeHead(500, { 'content-type': 'text/html' }).end('<html>500</html>'),
    busy: () => reply(response, 503, {}),
    garbage: () => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Xin lỗi</html>'),
    flood: () => response.writeHead(200, { 'content-type': 'application/json' }).end('x'.repeat(2_000_000)),
    redirect: () => response.writeHead(307, { location: 'http://127.0.0.1:9/noi-khac' }).end(),
  }
  behaviours[fault]?.()
  return fault in behaviours
}
