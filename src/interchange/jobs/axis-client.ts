import { z } from 'zod'
import { isOutsideAddress } from '../../platform/outside-address.ts'
import { fetchOutside, jsonOf, oneLine, readShort, unansweredBy } from '../../platform/outside-answer.ts'
import type { Services } from '../../platform/services.ts'
import {
  type AxisMessageType,
  type AxisOperation,
  type AxisState,
  axisAgency,
  axisAnswer,
  axisMapping,
  receivedEntry,
  sentMessage,
} from '../model/axis-mapping.ts'
import { edxmlLimits } from '../model/edxml/message.ts'

/** Where the axis is and who we are there; the secret in clear, for as long as a run lasts. */
export interface AxisAccount {
  baseUrl: string
  systemId: string
  secretKey: string
}

/**
 * What became of a call. `down`: not reached, busy or faulty, so that nobody's call would go through; `unclear`: it may or may
 * not have had its effect, so that it is sent again with the same bytes; `credentials`: our identity is not taken; `refused`:
 * this very message is wrong.
 */
export type AxisFault = 'down' | 'unclear' | 'credentials' | 'refused'
export type AxisTold<T> = { ok: true; value: T } | { ok: false; fault: AxisFault; reason: string }

interface ClientDeps {
  observe: Services['observe']
  /** Seconds for any call; without it 20, and more for what carries much. */
  limitSeconds?: number
}

/** The longest JSON answer that is read (bytes). */
const longestAnswer = 4 * 1024 * 1024
const baseSeconds = 20
/** A line of 12 Mbit a second carries so much. */
const bytesPerSecond = 1.5 * 1024 * 1024

const told = <T>(value: T): AxisTold<T> => ({ ok: true, value })
const failed = (fault: AxisFault, reason: string) => ({ ok: false, fault, reason }) as const

/**
 * The axis as functions. Each answers in words what became of the call and throws nothing; an answer that is not clearly a yes
 * is a no. Confirm a message as `done` only after it is stored.
 */
export function openAxis(account: AxisAccount, deps: ClientDeps) {
  const call = (operation: AxisOperation, sent: Sent) => callAxis(account, deps, operation, sent)
  const ask = (operation: AxisOperation, json: object) => call(operation, { json, carries: 0 })

  return {
    /** The agencies that can be reached, in the order of the axis. */
    agencies: async () => listed(await ask('agencies', {}), axisAgency),
    /** Sends an envelope as bytes. The same bytes again have no second effect on the axis. */
    async send(type: AxisMessageType, bytes: Uint8Array): Promise<AxisTold<z.output<typeof sentMessage>>> {
      const answer = await listed(await call('send', { bytes, type, carries: bytes.byteLength }), sentMessage)
      if (!answer.ok) return answer
      const [first] = answer.value
      return first ? told(first) : failed('unclear', 'Trục trả lời đã nhận nhưng không cho mã gói tin.')
    },
    /** Messages that wait for us and are not confirmed yet, the oldest first. */
    received: async (messagetype: AxisMessageType, pageSize = 50) =>
      listed(await ask('received', { messagetype, pageIndex: 0, pageSize }), receivedEntry),
    /** A message as it was sent: whatever the axis gives, even when it is none. */
    async download(docId: string): Promise<AxisTold<Uint8Array>> {
      const answer = await call('download', { json: { docId }, carries: edxmlLimits.message })
      return answer.ok ? readFile(answer.value) : answer
    },
    async confirm(docId: string, status: AxisState): Promise<AxisTold<null>> {
      const answer = await listed(await ask('confirm', { docId, status }), z.unknown())
      return answer.ok ? told(null) : answer
    },
  }
}

export type Axis = ReturnType<typeof openAxis>

interface Sent {
  json?: object
  bytes?: Uint8Array
  type?: AxisMessageType
  /** Bytes that go one way or the other. */
  carries: number
}

async function callAxis(
  { baseUrl, systemId, secretKey }: AxisAccount,
  { observe, limitSeconds }: ClientDeps,
  operation: AxisOperation,
  { json, bytes, type, carries }: Sent,
): Promise<AxisTold<Response>> {
  if (!isOutsideAddress(baseUrl)) return failed('down', 'Địa chỉ trục liên thông phải bắt đầu bằng https://.')
  const { headers, paths } = axisMapping
  const answer = await fetchOutside(
    { observe, limitSeconds: limitSeconds ?? baseSeconds + carries / bytesPerSecond },
    `axis.${operation}`,
    baseUrl.replace(/\/+$/, '') + paths[operation],
    {
      method: 'POST',
      headers: {
        [headers.systemId]: systemId,
        [headers.secretKey]: secretKey,
        'content-type': bytes ? 'application/octet-stream' : 'application/json',
        ...(type ? { servicetype: 'eDoc', messagetype: type } : {}),
      },
      body: bytes ? new Uint8Array(bytes) : JSON.stringify(json),
    },
  )
  return typeof answer === 'string' ? unanswered(answer) : told(answer)
}

function unanswered(why: ReturnType<typeof unansweredBy>): AxisTold<never> {
  return failed(
    'down',
    why === 'late' ? 'Trục liên thông không trả lời kịp.' : 'Không kết nối được với trục liên thông.',
  )
}

/** An answer whose data are of this form, each of them. */
async function listed<S extends z.ZodType>(
  answer: AxisTold<Response>,
  item: S,
): Promise<AxisTold<z.output<S>[]>> {
  if (!answer.ok) return answer
  const { status } = answer.value
  const body = await readBody(answer.value, longestAnswer)
  if (!body.ok) return body
  const busy = statusFault(status)
  if (busy) return busy
  const read = axisAnswer.safeParse(jsonOf(body.value))
  if (!read.success || status !== 200)
    return failed('unclear', `Trục liên thông trả lời không đúng quy ước (mã ${status}).`)
  const refusal = refusalOf(read.data)
  if (refusal) return refusal
  const data = z.array(item).safeParse(read.data.data ?? [])
  return data.success
    ? told(data.data)
    : failed('unclear', 'Trục liên thông trả lời thiếu hoặc sai nội dung.')
}

function statusFault(status: number): AxisTold<never> | null {
  if (status === 401 || status === 403)
    return failed('credentials', 'Trục liên thông không nhận mã hệ thống hoặc khóa.')
  if ([408, 425, 429].includes(status)) return failed('down', 'Trục liên thông đang bận.')
  return status >= 500 ? failed('down', `Trục liên thông gặp lỗi (mã ${status}).`) : null
}

function refusalOf({ errorCode, errorDesc }: z.output<typeof axisAnswer>): AxisTold<never> | null {
  const { ok, credentials, refused } = axisMapping.codes
  const among = (codes: readonly string[]) => codes.includes(errorCode)
  if (among(ok)) return null
  const reason = oneLine(errorDesc ?? '') || `Trục liên thông báo lỗi ${errorCode}, không nêu lý do.`
  if (among(credentials)) return failed('credentials', reason)
  return failed(among(refused) ? 'refused' : 'down', reason)
}

/** A file comes as itself; whatever is said about one comes as JSON. */
async function readFile(answer: Response): Promise<AxisTold<Uint8Array>> {
  if (answer.status !== 200 || /json/i.test(answer.headers.get('content-type') ?? '')) {
    const said = await listed(told(answer), z.unknown())
    return said.ok ? failed('unclear', 'Trục liên thông không đưa nội dung gói tin.') : said
  }
  return readBody(answer, edxmlLimits.message)
}

async function readBody(answer: Response, longest: number): Promise<AxisTold<Buffer<ArrayBuffer>>> {
  try {
    const body = await readShort(answer, longest)
    return body ? told(body) : failed('unclear', 'Trục liên thông trả lời dài quá mức.')
  } catch (error) {
    return unanswered(unansweredBy(error))
  }
}
