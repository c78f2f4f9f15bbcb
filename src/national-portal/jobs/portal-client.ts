import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { oneLine } from '../../platform/outside-answer.ts'
import type { Services } from '../../platform/services.ts'
import {
  changesPage,
  envelope,
  issuedCodes,
  listPage,
  lookedUp,
  storedFile,
} from '../model/portal-answers.ts'
import { portalDay, portalMapping } from '../model/portal-mapping.ts'
import { portalFetch, readLimited, type Told, type Transport, toldOk } from './portal-transport.ts'

/** Where the portal is and who we are there; the secret in clear, for as long as a run lasts. */
export interface PortalAccount {
  baseUrl: string
  account: string
  secret: string
  unitCode: string
}

/** Sessions by account, kept between runs by whoever makes the clients. */
export type Sessions = Map<string, string>

export interface ClientDeps {
  sessions: Sessions
  observe: Services['observe']
  /** Seconds that one call may take in all. */
  limitSeconds?: number
}

type Service = keyof typeof portalMapping.services

/**
 * The portal as functions. Each answers in words what became of the call, and throws nothing: an answer that is not clearly
 * a yes is a no. A session that has ended is renewed once within the call.
 */
export function openPortal(account: PortalAccount, deps: ClientDeps) {
  const transport: Transport = { observe: deps.observe, limitSeconds: deps.limitSeconds ?? 15 }
  const { signIn, inSession } = openSession(account, transport, deps.sessions)
  const { services, paths } = portalMapping
  const filesUrl = account.baseUrl + paths.files

  const service = <S extends z.ZodType>(name: Service, result: S, fields: object) =>
    inSession<z.output<S>>(async (session) => {
      const json = { session, madonvi: account.unitCode, service: services[name], ...fields }
      const told = await portalFetch(transport, services[name], account.baseUrl + paths.services, { json })
      return judge(told, result, 'result')
    })

  return {
    signIn,
    issueCodes: (day: string, count: number) =>
      service('issueCodes', issuedCodes, { data: [{ Ngay: portalDay(day), SoLuong: count }] }),
    syncDossier: (body: object, isUpdating: boolean) =>
      service('syncDossier', anything, { isUpdating: isUpdating ? 'True' : 'False', data: [body] }),
    addProgress: (body: object) => service('addProgress', anything, { data: [body] }),
    setStatus: (body: object) => service('setStatus', anything, { data: [body] }),
    lookUp: (code: string) => service('lookUp', lookedUp, { data: [{ MaHoSo: code }] }),
    changes: (after: string, limit: number) =>
      service('changes', changesPage, { data: [{ Sau: after, SoLuong: limit }] }),
    list: (from: { after: string; since: string }, limit: number) =>
      service('list', listPage, {
        data: [{ TuNgay: portalDay(from.since), Sau: from.after, SoLuong: limit }],
      }),
    putFile: (file: SentFile) =>
      inSession((session) => putFile(transport, `${filesUrl}?${fileQuery(file)}`, { file, session })),
    getFile: (name: string) =>
      inSession(async (session) => {
        const told = await portalFetch(transport, 'lay-tep', `${filesUrl}/${encodeURIComponent(name)}`, {
          session,
        })
        return isContent(told) ? told : judge(told, z.never())
      }),
  }
}

/** A session with the portal, kept between runs; renewed once in a call where it has ended. */
function openSession(account: PortalAccount, transport: Transport, sessions: Sessions) {
  const key = createHash('sha256').update(JSON.stringify(account)).digest('hex')

  async function signIn(): Promise<Told<string>> {
    const told = await portalFetch(transport, 'dang-nhap', account.baseUrl + portalMapping.paths.signIn, {
      json: { username: account.account, password: account.secret },
    })
    const answer = await judge(told, envelope.shape.session)
    if (!answer.ok) {
      const refused = answer.fault === 'refused' || answer.fault === 'signed_out'
      const words = `Cổng không nhận tên đăng nhập hoặc mật khẩu của đơn vị: ${answer.reason}`
      // Whatever the reason, no message is to blame for it: all wait.
      return { ok: false, fault: 'signed_out', reason: refused ? words : answer.reason }
    }
    if (answer.value === '') return { ok: false, fault: 'unclear', reason: 'Cổng không trả phiên làm việc.' }
    sessions.set(key, answer.value)
    return answer
  }

  async function inSession<T>(call: (session: string) => Promise<Told<T>>): Promise<Told<T>> {
    const known = sessions.get(key)
    if (known) {
      const told = await call(known)
      if (told.ok || told.fault !== 'signed_out') return told
      sessions.delete(key)
    }
    const fresh = await signIn()
    return fresh.ok ? call(fresh.value) : fresh
  }

  return { signIn, inSession }
}

interface SentFile {
  name: string
  sha256: string
  /** Bytes. */
  size: number
  content: () => Readable
}

const fileQuery = ({ name, sha256 }: SentFile) => new URLSearchParams({ ten: name, sha256 })

/** Sends a content; the same content and name a second time get the same name on the portal. */
async function putFile(
  transport: Transport,
  url: string,
  { file, session }: { file: SentFile; session: string },
): Promise<Told<z.output<typeof storedFile>>> {
  const content = { stream: file.content(), size: file.size }
  const answer = await judge(
    await portalFetch(transport, 'gui-tep', url, { content, session }),
    storedFile,
    'result',
  )
  if (answer.ok || answer.fault !== 'already') return answer
  const earlier = storedFile.safeParse(answer.result)
  return earlier.success ? toldOk(earlier.data) : { ...answer, fault: 'unclear' as const }
}

export type Portal = ReturnType<typeof openPortal>

const anything = envelope.shape.result

/** A file comes as itself; anything said about it comes as JSON, which is no kind of file that a dossier holds. */
const isContent = (told: Told<Response>) =>
  !told.ok ||
  (told.value.status === 200 && !(told.value.headers.get('content-type') ?? '').includes('application/json'))

/** What an answer means. Only the agreed form with a clear yes counts as one. */
async function judge<S extends z.ZodType>(
  told: Told<Response>,
  schema: S,
  part: 'session' | 'result' = 'session',
): Promise<Told<z.output<S>>> {
  if (!told.ok) return told
  const { status } = told.value
  const read = await readLimited(told.value)
  if (!read.ok) return read
  if (status === 401) return { ok: false, fault: 'signed_out', reason: 'Phiên làm việc với Cổng đã hết.' }
  if (status === 408 || status === 425 || status === 429)
    return { ok: false, fault: 'down', reason: 'Cổng đang bận.' }
  if (status >= 500) return { ok: false, fault: 'down', reason: `Cổng gặp lỗi (mã ${status}).` }
  const answer = envelope.safeParse(read.value)
  if (!answer.success || status !== 200)
    return { ok: false, fault: 'unclear', reason: `Cổng trả lời không đúng quy ước (mã ${status}).` }
  return meaning(answer.data, schema, part)
}

function meaning<S extends z.ZodType>(
  answer: z.output<typeof envelope>,
  schema: S,
  part: 'session' | 'result',
): Told<z.output<S>> {
  const { ok, signedOut, already, unknownDossier, faulty } = portalMapping.answers
  const among = (codes: readonly string[]) => codes.includes(answer.error_code)
  const reason = oneLine(answer.message) || `Cổng báo lỗi ${answer.error_code}, không nêu lý do.`
  if (among(already)) return { ok: false, fault: 'already', reason, result: answer.result }
  if (among(signedOut)) return { ok: false, fault: 'signed_out', reason }
  if (among(unknownDossier)) return { ok: false, fault: 'unknown_dossier', reason }
  if (among(faulty)) return { ok: false, fault: 'down', reason }
  if (!among(ok)) return { ok: false, fault: 'refused', reason }
  const value = schema.safeParse(answer[part])
  return value.success
    ? toldOk(value.data)
    : { ok: false, fault: 'unclear', reason: 'Cổng trả lời thiếu hoặc sai nội dung.' }
}
