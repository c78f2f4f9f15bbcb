import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { jsonOf } from '../../platform/outside-answer.ts'
import { bodyOf, reply } from '../stand-in-http.ts'
import { type Answer, openBook } from './book.ts'
import { citizensOf } from './citizens.ts'

/**
 * What goes wrong with a call. Without effect: `reset`, `hang`, `fail`, `busy`, `error-inside`, `expire`, `forget` (says yes).
 * With effect: `lose-answer`, `cut` (half an answer), `garbage` (no answer of the agreed form). `late`: the effect comes when
 * `releaseLate` is called, long after the caller has given up.
 */
export const faults = [
  'reset',
  'hang',
  'fail',
  'busy',
  'error-inside',
  'expire',
  'forget',
  'lose-answer',
  'cut',
  'garbage',
  'late',
] as const
export type Fault = (typeof faults)[number]

export interface StandInOptions {
  account: string
  password: string
  unitCode: string
  clock: () => Date
  port?: number
  /** The number after which it issues codes. */
  firstCode?: number
  /** Seconds for which a session lasts. */
  sessionSeconds?: number
}

/**
 * A strict stand-in for the national portal on this machine. `book` is what it remembers, `citizens` act on it, `fault` decides
 * before each call what goes wrong with it, `refusals` collects what was wrong with the calls themselves.
 */
export async function startPortalStandIn(options: StandInOptions) {
  const book = openBook(options)
  const sessions = new Map<string, number>()
  const refusals: string[] = []
  const late: (() => Answer)[] = []
  const control = {
    calls: 0,
    /** Called with the service's name before each call. */
    fault: (_service: string): Fault | null => null,
    /** Services for which every call is answered with a refusal of this kind. */
    refuse: new Map<string, string>(),
  }
  const moment = () => {
    const local = new Date(options.clock().getTime() + 7 * 3_600_000)
    return local.toISOString().replaceAll(/\D/g, '').slice(0, 14)
  }
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy())
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    control.calls += 1
    const body = await bodyOf(request)
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const call = readCall(request, url, body)
    if (!call) return reply(response, 404, { error_code: '10', message: 'không có đường dẫn này' })
    const fault = control.fault(call.name)
    const act = () => {
      const refusal = control.refuse.get(call.name)
      const given = refusal === undefined ? call.act() : { error_code: '10', message: refusal }
      if (!['0', '12'].includes(given.error_code)) refusals.push(`${call.name}: ${given.message}`)
      return given
    }
    if (call.name === 'lay-tep' && !fault) return sendFile(response, act())
    misbehave(response, { fault, act, late, isQuestion: call.isQuestion })
  }

  function readCall(request: IncomingMessage, url: URL, body: Buffer) {
    if (request.method === 'POST' && url.pathname === '/mapi/login')
      return { name: 'dang-nhap', isQuestion: true, act: () => signIn(body) }
    if (request.method === 'POST' && url.pathname === '/mapi/g') {
      const name = String((jsonOf(body) as { service?: unknown } | null)?.service ?? '')
      const isQuestion = ['TraCuuHoSo', 'LayThayDoi', 'DanhSachHoSo'].includes(name)
      return { name, isQuestion, act: () => serve(body) }
    }
    const session = String(request.headers['x-session'] ?? '')
    if (request.method === 'POST' && url.pathname === '/mapi/tep') {
      const [name, sha] = [url.searchParams.get('ten') ?? '', url.searchParams.get('sha256') ?? '']
      return {
        name: 'gui-tep',
        isQuestion: false,
        act: () => guarded(session, () => book.putFile(name, sha, body)),
      }
    }
    const file = /^\/mapi\/tep\/([\w.-]+)$/.exec(url.pathname)?.[1]
    if (request.method !== 'GET' || !file) return null
    const give = () => ({
      error_code: book.files.has(file) ? '0' : '13',
      message: 'không có tệp này',
      result: file,
    })
    return { name: 'lay-tep', isQuestion: true, act: () => guarded(session, give) }
  }

  const signInForm = z.strictObject({ username: z.string(), password: z.string() })
  function signIn(body: Buffer): Answer {
    const form = signInForm.safeParse(jsonOf(body))
    const right =
      form.success && form.data.username === options.account && form.data.password === options.password
    if (!right) return { error_code: '02', message: 'sai tên đăng nhập hoặc mật khẩu' }
    const session = randomUUID()
    sessions.set(session, options.clock().getTime() + (options.sessionSeconds ?? 1800) * 1000)
    return { error_code: '0', session }
  }

  function guarded(session: string, act: () => Answer): Answer {
    const until = sessions.get(session)
    // A clock that was turned back ends sessions too: their hour of birth lies in the future.
    if (until === undefined || until <= options.clock().getTime())
      return { error_code: '01', message: 'phiên làm việc đã hết' }
    return act()
  }

  const callForm = z.strictObject({
    session: z.string(),
    madonvi: z.string(),
    service: z.string(),
    isUpdating: z.string().optional(),
    data: z.unknown(),
  })
  function serve(body: Buffer): Answer {
    const form = callForm.safeParse(jsonOf(body))
    if (!form.success) return { error_code: '10', message: 'yêu cầu không đúng dạng' }
    const { session, madonvi, service, isUpdating, data } = form.data
    return guarded(session, () => {
      if (madonvi !== options.unitCode) return { error_code: '02', message: 'mã đơn vị không đúng' }
      const handle = book.services[service]
      return handle ? handle(data, isUpdating) : { error_code: '10', message: `không có dịch vụ ${service}` }
    })
  }

  function sendFile(response: ServerResponse, given: Answer): void {
    const file = book.files.get(String(given.result))
    if (given.error_code !== '0' || !file) reply(response, 200, given)
    else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.content)
  }

  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    book,
    citizens: citizensOf(book, moment),
    refusals,
    control,
    /** Ends every session, as a portal that was started anew. */
    expireSessions: () => sessions.clear(),
    /** Lets requests that came long ago have their effect now. */
    releaseLate: () => late.splice(0).map((act) => act().error_code),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type PortalStandIn = Awaited<ReturnType<typeof startPortalStandIn>>

interface Misbehaviour {
  fault: Fault | null
  act: () => Answer
  late: (() => Answer)[]
  isQuestion: boolean
}

function misbehave(response: ServerResponse, { fault, act, late, isQuestion }: Misbehaviour): void {
  const behaviours: Record<Fault, () => unknown> = {
    reset: () => response.destroy(),
    hang: () => {},
    fail: () => reply(response, 500, { error: 'Internal Server Error' }),
    busy: () => reply(response, 429, {}),
    'error-inside': () => reply(response, 200, { error_code: '99', message: 'hệ thống đang bảo trì' }),
    expire: () => reply(response, 200, { error_code: '01', message: 'phiên làm việc đã hết' }),
    // Who only asks has nothing that could be forgotten.
    forget: () => reply(response, 200, isQuestion ? act() : { error_code: '0', result: null }),
    'lose-answer': () => {
      act()
      response.destroy()
    },
    cut: () => {
      const text = JSON.stringify(act())
      response.writeHead(200, { 'content-type': 'application/json' }).end(text.slice(0, text.length / 2))
    },
    garbage: () => {
      act()
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Xin lỗi</html>')
    },
    late: () => void late.push(act),
  }
  if (fault) behaviours[fault]()
  else reply(response, 200, act())
}
