import type { z } from 'zod'
import { isOutsideAddress } from '../../platform/outside-address.ts'
import { fetchOutside, jsonOf, oneLine, readShort, unansweredBy } from '../../platform/outside-answer.ts'
import type { Services } from '../../platform/services.ts'
import {
  type CscCall,
  cscAuthorized,
  cscCredential,
  cscInfo,
  cscList,
  cscMapping,
  cscRefusal,
  cscSigned,
  cscToken,
  type RemoteCredential,
  remoteCredential,
  unusableRemote,
} from '../model/csc/protocol.ts'

/** Where the service is and who the office is there; the secret in clear, for as long as a request lasts. */
export interface CscAccount {
  baseUrl: string
  /** Where tokens are given; empty: below the base. The secret goes only to an address that an administrator typed. */
  tokenUrl: string
  clientId: string
  secret: string
}

/**
 * What became of a call. `down`: not reached, late, faulty; `identity`: the office's own identity is not taken; `code`: the officer's
 * PIN or one-time code is wrong; `locked`: too many wrong ones; `expired`: the approval has run out; `refused`: anything else.
 */
export type CscFault = 'down' | 'identity' | 'code' | 'locked' | 'expired' | 'refused'
export type CscTold<T> = { ok: true; value: T } | { ok: false; fault: CscFault; reason: string }

interface ClientDeps {
  observe: Services['observe']
  /** Seconds for any call; without it 20, and more where the service asks the officer on the telephone. */
  limitSeconds?: number
}

const longestAnswer = 1024 * 1024
const usualSeconds = 20
/** The service waits for the officer, who looks for the telephone first. */
const approvalSeconds = 150
const mostCredentials = 10

const told = <T>(value: T): CscTold<T> => ({ ok: true, value })
const failed = (fault: CscFault, reason: string) => ({ ok: false, fault, reason }) as const

/** What the officer approves: hashes (SHA-256) of what is to be signed, in their order. */
export interface Approval {
  credentialId: string
  hashes: readonly Uint8Array[]
  /** By the id of the code; never kept, never in a journal. */
  codes: Readonly<Record<string, string>>
}

/**
 * A remote signing service as functions (CSC API, version 2). Each says in words what became of the call and throws nothing. A
 * token is asked for once. What comes back as signatures is still to be checked against what was to be signed.
 */
export function openCsc(account: CscAccount, deps: ClientDeps) {
  const token = once(() => askToken(account, deps))
  const ask = async <S extends z.ZodType>(call: CscCall, asked: Asked<S>): Promise<CscTold<z.output<S>>> => {
    const known = await token()
    return known.ok ? callCsc(account, deps, { call, token: known.value, ...asked }) : known
  }
  const credential = async (id: string): Promise<CscTold<RemoteCredential>> => {
    const json = { credentialID: id, certificates: 'chain', certInfo: true, authInfo: true }
    const answer = await ask('credential', { json, form: cscCredential })
    if (!answer.ok) return answer
    const fault = unusableRemote(answer.value)
    return fault === null ? told(remoteCredential(id, answer.value)) : failed('refused', fault)
  }
  const ids = async (userID: string) => ask('list', { json: { userID }, form: cscList })

  return {
    /** Whether the service answers and takes our identity. */
    async info(): Promise<CscTold<z.output<typeof cscInfo>>> {
      const known = await token()
      return known.ok ? ask('info', { json: {}, form: cscInfo }) : known
    },
    /** The keys of an account that can be used from here; where there is none, why. */
    async credentials(userId: string): Promise<CscTold<RemoteCredential[]>> {
      const listed = await ids(userId)
      if (!listed.ok) return listed
      const all = await Promise.all(listed.value.credentialIDs.slice(0, mostCredentials).map(credential))
      const usable = all.flatMap((each) => (each.ok ? [each.value] : []))
      const fault = all.find((each) => !each.ok)
      return usable.length === 0 && fault ? fault : told(usable)
    },
    /** Has the service send the officer a one-time code. */
    challenge: (credentialID: string) => ask('challenge', { json: { credentialID }, form: null }),
    /** Raw signatures over the hashes, in their order, after the officer's approval. */
    async sign(approval: Approval, algorithm: string): Promise<CscTold<Uint8Array[]>> {
      const { credentialId, codes } = approval
      const hashes = approval.hashes.map((hash) => Buffer.from(hash).toString('base64'))
      const named = { credentialID: credentialId, hashes, hashAlgorithmOID: cscMapping.sha256 }
      const authData = Object.entries(codes).map(([id, value]) => ({ id, value }))
      const approved = await ask('authorize', {
        json: { ...named, numSignatures: hashes.length, ...(authData.length > 0 ? { authData } : {}) },
        form: cscAuthorized,
        seconds: approvalSeconds,
      })
      if (!approved.ok) return approved
      const json = { ...named, SAD: approved.value.SAD, signAlgo: algorithm, operationMode: 'S' }
      const signed = await ask('sign', { json, form: cscSigned })
      if (!signed.ok) return signed
      const { signatures } = signed.value
      if (signatures.length !== hashes.length)
        return failed('refused', 'Dịch vụ ký số từ xa trả về số chữ ký không đúng với số tệp đã gửi.')
      return told(signatures.map((text) => new Uint8Array(Buffer.from(text, 'base64'))))
    },
  }
}

export type Csc = ReturnType<typeof openCsc>

interface Asked<S extends z.ZodType> {
  json: object
  /** What the answer must be; null: whatever it is, it is a yes. */
  form: S | null
  seconds?: number
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= make()
    return made
  }
}

const below = (baseUrl: string, path: string) => baseUrl.replace(/\/+$/, '') + path

async function askToken(
  { baseUrl, tokenUrl, clientId, secret }: CscAccount,
  deps: ClientDeps,
): Promise<CscTold<string>> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'service' })
  const identity = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`)
  const answer = await send(deps, {
    call: 'token',
    url: tokenUrl || below(baseUrl, cscMapping.paths.token),
    headers: { authorization: `Basic ${identity.toString('base64')}` },
    body,
  })
  const read = answer.ok ? readAnswer(answer.value, cscToken) : answer
  if (read.ok) return told(read.value.access_token)
  return read.fault === 'refused' ? failed('identity', read.reason) : read
}

async function callCsc<S extends z.ZodType>(
  { baseUrl }: CscAccount,
  deps: ClientDeps,
  { call, token, json, form, seconds }: Asked<S> & { call: CscCall; token: string },
): Promise<CscTold<z.output<S>>> {
  const answer = await send(deps, {
    call,
    url: below(baseUrl, cscMapping.paths[call]),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(json),
    seconds,
  })
  return answer.ok ? readAnswer(answer.value, form) : answer
}

interface Sent {
  call: CscCall
  url: string
  headers: Record<string, string>
  body: string | URLSearchParams
  seconds?: number | undefined
}

interface Came {
  status: number
  content: unknown
}

async function send({ observe, limitSeconds }: ClientDeps, sent: Sent): Promise<CscTold<Came>> {
  const { call, url, headers, body } = sent
  if (!isOutsideAddress(url)) return failed('down', 'Địa chỉ dịch vụ ký số từ xa phải bắt đầu bằng https://.')
  const seconds = limitSeconds ?? sent.seconds ?? usualSeconds
  const line = { observe, limitSeconds: seconds }
  const answer = await fetchOutside(line, `csc.${call}`, url, { method: 'POST', headers, body })
  if (typeof answer === 'string') return unanswered(answer)
  try {
    const content = await readShort(answer, longestAnswer)
    return content
      ? told({ status: answer.status, content: jsonOf(content) })
      : failed('down', 'Dịch vụ ký số từ xa trả lời dài quá mức.')
  } catch (error) {
    return unanswered(unansweredBy(error))
  }
}

function unanswered(why: ReturnType<typeof unansweredBy>): CscTold<never> {
  return failed(
    'down',
    why === 'late' ? 'Dịch vụ ký số từ xa không trả lời kịp.' : 'Không kết nối được với dịch vụ ký số từ xa.',
  )
}

function readAnswer<S extends z.ZodType>({ status, content }: Came, form: S | null): CscTold<z.output<S>> {
  if (status >= 500 || [408, 425, 429].includes(status))
    return failed('down', `Dịch vụ ký số từ xa đang bận hoặc gặp lỗi (mã ${status}).`)
  if (status === 401 || status === 403) return notTaken
  if (status >= 400) return refusalOf(content, status)
  if (form === null && [200, 202, 204].includes(status)) return told(undefined as z.output<S>)
  const read = status === 200 ? form?.safeParse(content) : undefined
  return read?.success
    ? told(read.data)
    : failed('down', `Dịch vụ ký số từ xa trả lời không đúng quy ước (mã ${status}).`)
}

const notTaken = failed('identity', 'Dịch vụ ký số từ xa không nhận mã kết nối của đơn vị. Hãy báo quản trị.')

function refusalOf(content: unknown, status: number): CscTold<never> {
  const { data } = cscRefusal.safeParse(content)
  if (!data) return failed('down', `Dịch vụ ký số từ xa trả lời không đúng quy ước (mã ${status}).`)
  const { errors, locked, expired } = cscMapping
  const among = (codes: readonly string[]) => codes.includes(data.error)
  if (among(errors.identity)) return notTaken
  const said = `${data.error} ${data.error_description}`
  if (locked.test(said))
    return failed(
      'locked',
      'Khóa ký từ xa đã bị khóa vì nhập sai nhiều lần. Hãy liên hệ nhà cung cấp dịch vụ.',
    )
  if (among(errors.code))
    return failed(
      'code',
      'Mã PIN hoặc mã xác nhận chưa đúng. Hãy xem lại rồi nhập lại, tránh nhập sai nhiều lần.',
    )
  if (expired.test(said)) return failed('expired', 'Lần xác nhận đã hết hạn. Hãy ký lại.')
  const reason = oneLine(data.error_description) || data.error
  return failed('refused', `Dịch vụ ký số từ xa từ chối: ${oneLine(reason)}`)
}
