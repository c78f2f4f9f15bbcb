import { Readable } from 'node:stream'
import { jsonOf, readShort } from '../../platform/outside-answer.ts'
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
  { observe, limitSeconds }: Transport,
  name: string,
  url: string,
  sent: Sent,
): Promise<Told<Response>> {
  const started = performance.now()
  const noted = (outcome: 'ok' | 'error') =>
    observe(`portal.${name}`, (performance.now() - started) / 1000, outcome)
  try {
    const answer = await fetch(url, {
      ...bodyOf(sent),
      // An answer that sends us elsewhere would carry personal data to a place nobody chose.
      redirect: 'error',
      signal: AbortSignal.timeout(limitSeconds * 1000),
    })
    noted(answer.status < 500 ? 'ok' : 'error')
    return toldOk(answer)
  } catch (error) {
    noted('error')
    return failureOf(error)
  }
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

function failureOf(error: unknown): { ok: false; fault: Fault; reason: string } {
  if (error instanceof Error && error.name === 'TimeoutError')
    return { ok: false, fault: 'down', reason: 'Cổng không trả lời kịp.' }
  return { ok: false, fault: 'down', reason: 'Không kết nối được với Cổng.' }
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
    return failureOf(error)
  }
}

/** What a foreign system says is its own text: one line, not too long. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 299)}…` : line
}
