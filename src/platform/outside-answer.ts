import type { Services } from './services.ts'

/** The body of an answer from outside, or null when it is longer than `longest` bytes; the rest is then not read. */
export async function readShort(answer: Response, longest: number): Promise<Buffer<ArrayBuffer> | null> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.byteLength
    if (size > longest) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** What a body says as JSON; null where it says nothing that can be read. */
export function jsonOf(body: Buffer | null): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? '')
  } catch {
    return null
  }
}

interface Line {
  observe: Services['observe']
  /** Seconds that the call may take, to the last byte of the answer. */
  limitSeconds: number
}

/** What kept a call from being answered. */
export type Unanswered = 'late' | 'unreachable'

/** One HTTP call within a time limit, measured under its name. An answer that sends us elsewhere counts as none. */
export async function fetchOutside(
  { observe, limitSeconds }: Line,
  name: string,
  url: string,
  sent: RequestInit,
): Promise<Response | Unanswered> {
  const started = performance.now()
  const noted = (outcome: 'ok' | 'error') => observe(name, (performance.now() - started) / 1000, outcome)
  try {
    // Elsewhere would be a place nobody chose to send confidential data to.
    const limits = { redirect: 'error', signal: AbortSignal.timeout(Math.ceil(limitSeconds * 1000)) } as const
    const answer = await fetch(url, { ...sent, ...limits })
    noted(answer.status < 500 ? 'ok' : 'error')
    return answer
  } catch (error) {
    noted('error')
    return unansweredBy(error)
  }
}

/** Why a call, or the reading of its answer, ended in an error. */
export function unansweredBy(error: unknown): Unanswered {
  return error instanceof Error && error.name === 'TimeoutError' ? 'late' : 'unreachable'
}

/** What a foreign system says is its own text: one line, not too long. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 299)}…` : line
}
