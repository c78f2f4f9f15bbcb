import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { jsonOf } from '../../platform/outside-answer.ts'
import { bodyOf, reply } from '../stand-in-http.ts'
import { type Answer, type AxisMember, answered, openAxisBook, refused } from './book.ts'

/**
 * What goes wrong with a call. Without effect: `reset`, `hang`, `fail`, `busy`, `error-inside`, `forget` (says yes and loses it),
 * `redirect`, `flood`. With effect: `lose-answer`, `cut` (half an answer), `garbage`, `repeat` (sent: delivered twice under two
 * names; listed: what is done already is shown again). `late`: the effect comes when `releaseLate` is called.
 */
export const axisFaults = [
  'reset',
  'hang',
  'fail',
  'busy',
  'error-inside',
  'forget',
  'redirect',
  'flood',
  'lose-answer',
  'cut',
  'garbage',
  'repeat',
  'late',
] as const
export type AxisFault = (typeof axisFaults)[number]

export type AxisOperation =
  | 'getAgenciesList'
  | 'sendEdoc'
  | 'getReceivedEdocList'
  | 'getEdoc'
  | 'updateStatus'
const operations: readonly string[] = [
  'getAgenciesList',
  'sendEdoc',
  'getReceivedEdocList',
  'getEdoc',
  'updateStatus',
] satisfies AxisOperation[]

interface Options {
  members: readonly AxisMember[]
  clock: () => Date
  port?: number
}

/** What an operation gives: an answer, or a file. */
type Given = Answer | Buffer

/**
 * A strict stand-in for the axis between agencies (trục liên thông văn bản) on this machine. `book` is what it remembers,
 * `control.fault` decides before each call what goes wrong with it, `refusals` collects what was wrong with the calls.
 */
export async function startAxisStandIn({ members, clock, port = 0 }: Options) {
  const book = openAxisBook(members, clock)
  const refusals: string[] = []
  const late: (() => Given)[] = []
  const control = {
    calls: [] as AxisOperation[],
    fault: (_operation: AxisOperation, _organId: string): AxisFault | null => null,
  }
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy())
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    const operation = /^\/v1\/(\w+)$/.exec(request.url ?? '')?.[1] ?? ''
    if (request.method !== 'POST' || !isOperation(operation))
      return reply(response, 404, refused('10', 'không có'))
    control.calls.push(operation)
    const member = members.find(
      ({ systemId, secretKey }) =>
        request.headers['x-systemid'] === systemId && request.headers['x-secretkey'] === secretKey,
    )
    const fault = control.fault(operation, member?.organId ?? '')
    const act = () => {
      const given = member
        ? serve(operation, { member, request, body, fault })
        : refused('15', 'sai mã hệ thống hoặc khóa bí mật')
      if (!Buffer.isBuffer(given) && given.errorCode !== '0')
        refusals.push(`${operation}: ${given.errorDesc}`)
      return given
    }
    misbehave(response, {
      fault,
      act,
      late,
      isQuestion: operation !== 'sendEdoc' && operation !== 'updateStatus',
    })
  }

  function serve(operation: AxisOperation, call: Call): Given {
    const { member, request, body, fault } = call
    if (operation === 'sendEdoc') {
      if (request.headers.servicetype !== 'eDoc') return refused('10', 'servicetype phải là eDoc')
      const sent = book.send(member, String(request.headers.messagetype), body)
      const kept = sent.errorCode === '0' && fault === 'repeat' ? book.messages.at(-1) : undefined
      if (kept) book.keep(kept.envelope, kept.bytes, [...kept.receivers.keys()])
      return sent
    }
    const question = jsonOf(body)
    if (typeof question !== 'object' || question === null) return refused('10', 'yêu cầu không phải JSON')
    if (operation === 'getAgenciesList') return book.agencies()
    const { docId, status, messagetype, pageIndex, pageSize } = question as Record<string, unknown>
    if (operation === 'getEdoc') return book.content(member, docId) ?? refused('22', 'không có gói tin này')
    if (operation === 'updateStatus') return book.setState(member, docId, status)
    const [page, size] = [Number(pageIndex), Number(pageSize)]
    if (!(Number.isInteger(page) && page >= 0 && size >= 1 && size <= 100))
      return refused('10', 'trang không đúng')
    return book.received(member, { kind: String(messagetype), page, size, withDone: fault === 'repeat' })
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    book,
    refusals,
    control,
    /** Lets requests that came long ago have their effect now. */
    releaseLate: () => late.splice(0).map((act) => act()),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type AxisStandIn = Awaited<ReturnType<typeof startAxisStandIn>>

interface Call {
  member: AxisMember
  request: IncomingMessage
  body: Buffer
  fault: AxisFault | null
}

const isOperation = (name: string): name is AxisOperation => operations.includes(name)

interface Misbehaviour {
  fault: AxisFault | null
  act: () => Given
  late: (() => Given)[]
  isQuestion: boolean
}

function misbehave(response: ServerResponse, { fault, act, late, isQuestion }: Misbehaviour): void {
  const behaviours: Record<AxisFault, () => unknown> = {
    reset: () => response.destroy(),
    hang: () => {},
    fail: () => response.writeHead(500, { 'content-type': 'text/html' }).end('<html>500</html>'),
    busy: () => reply(response, 503, {}),
    'error-inside': () => reply(response, 200, refused('99', 'hệ thống đang bảo trì')),
    // Who only asks has nothing that could be lost.
    forget: () => give(response, isQuestion ? act() : answered([{ docId: 'mat-roi' }])),
    redirect: () => response.writeHead(307, { location: 'http://127.0.0.1:9/noi-khac' }).end(),
    flood: () => response.writeHead(200, { 'content-type': 'application/json' }).end('x'.repeat(6_000_000)),
    'lose-answer': () => {
      act()
      response.destroy()
    },
    cut: () => cut(response, act()),
    garbage: () => {
      act()
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Xin lỗi</html>')
    },
    repeat: () => give(response, act()),
    late: () => void late.push(act),
  }
  if (fault) behaviours[fault]()
  else give(response, act())
}

const fileType = 'application/octet-stream'

function give(response: ServerResponse, given: Given): void {
  if (Buffer.isBuffer(given)) response.writeHead(200, { 'content-type': fileType }).end(given)
  else reply(response, 200, given)
}

/** Half of an answer, as a proxy gives it that has lost the other side: well formed HTTP, with nothing that tells. */
function cut(response: ServerResponse, given: Given): void {
  const [type, whole] = Buffer.isBuffer(given)
    ? [fileType, given]
    : ['application/json', Buffer.from(JSON.stringify(given))]
  response.writeHead(200, { 'content-type': type }).end(whole.subarray(0, Math.floor(whole.byteLength / 2)))
}
