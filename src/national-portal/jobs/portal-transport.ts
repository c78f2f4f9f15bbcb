import { Readable } from 'node:stream'
import {
  fetchOutside,
  jsonOf,
  readShort,
  type Unanswered,
  unansweredBy,
} from '../../platform/outside-answer.ts'
import type { Services } from '../../platform/services.ts'

/**
 * What became of a call. `down`: not reached, busy, or faulty, so that nobody's call would go through; `unclear`: it may or
 * may not have had its effect; `signed_out`: our name is not taken; `already`: it had its effect before; `unknown_dossier`;
 * `refused`: this very message is wrong, and sending it again is of no use.
 */
export type Fault = 'down' | 'unclear' | 'signed_out' | 'already' | 'unknown_dossier' | 'refused'

export type Told<T> = { ok: true; value: T } | { ok: false; fault: Fault; reason: string; result?: unknown }

export const toldOk = <T>(value: T): Told<T> => ({ ok: true, value })

export interface Transport {
  observe: Services['observe']
  limitSeconds: number
}

interface Sent {
  json?: object
  content?: { stream: Readable; size: number }
  session?: string
}

/** The longest JSON answer that is read (bytes). */
const longestAnswer = 4 * 1024 * 1024

/** One HTTP call within the time limit; whatever keeps it from being answered is told in words, without addresses or bodies. */
export async function portalFetch(
  transport: Transport,
  name: string,
  url: string,
  sent: Sent,
): Promise<Told<Response>> {
  const answer = await fetchOutside(transport, `portal.${name}`, url, bodyOf(sent))
  return typeof answer === 'string' ? unanswered(answer) : toldOk(answer)
}

function bodyOf({ json, content, session }: Sent): RequestInit {
  const headers: Record<string, string> = session ? { 'x-session': session } : {}
  if (json) {
    return {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(json),
    }
  }
  if (!content) return { headers }
  return {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/octet-stream',
      'content-length': String(content.size),
    },
    body: Readable.toWeb(content.stream) as ReadableStream,
    duplex: 'half',
  } as RequestInit
}

function unanswered(why: Unanswered): { ok: false; fault: Fault; reason: string } {
  const reason = why === 'late' ? 'Cổng không trả lời kịp.' : 'Không kết nối được với Cổng.'
  return { ok: false, fault: 'down', reason }
}

/** The JSON of an answer, or that it is none, breaks off, or is longer than any answer. */
export async function readLimited(answer: Response): Promise<Told<unknown>> {
  try {
    const body = await readShort(answer, longestAnswer)
    if (!body) return { ok: false, fault: 'unclear', reason: 'Cổng trả lời dài quá mức.' }
    const content = jsonOf(body)
    // Errors of proxies are pages; their status says enough.
    if (content === null && answer.ok)
      return { ok: false, fault: 'unclear', reason: 'Cổng trả lời không đọc được.' }
    return toldOk(content)
  } catch (error) {
    return unanswered(unansweredBy(error))
  }
}
