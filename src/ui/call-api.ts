/** What went wrong, as a page shows it; `status` 0 when no answer came. */
export interface ShownProblem {
  status: number
  code: string
  detail: string
  fields: Record<string, string>
}

export type ApiAnswer<Output> = { ok: true; output: Output } | { ok: false; problem: ShownProblem }

interface ApiCall {
  body?: unknown
  /** The same key again gets the same answer and no second effect. */
  idempotencyKey?: string
  signal?: AbortSignal
}

const unreachable: ShownProblem = {
  status: 0,
  code: 'unreachable',
  detail: 'Chưa kết nối được máy chủ. Nội dung đã nhập vẫn còn trên trang; hãy thử lại.',
  fields: {},
}

/**
 * Calls our own API from a page that must keep what was typed whatever happens: never throws, also not when the line
 * is cut or the session has ended. With a body it posts, without one it reads.
 */
export async function callApi<Output>(path: string, call: ApiCall = {}): Promise<ApiAnswer<Output>> {
  const { body, idempotencyKey, signal } = call
  const headers: Record<string, string> = {}
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (idempotencyKey) headers['idempotency-key'] = idempotencyKey
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  try {
    const answer = await fetch(`/api/v1${path}`, { ...sent, headers, ...(signal ? { signal } : {}) })
    const content: unknown = await answer.json()
    if (answer.ok) return { ok: true, output: content as Output }
    return { ok: false, problem: problemFrom(answer.status, content) }
  } catch {
    // No line, a line cut off half way, or something in between that answers no JSON: all the same to the person.
    return { ok: false, problem: unreachable }
  }
}

/** The problem document of an answer, whatever it was that answered. */
export function problemFrom(status: number, content: unknown): ShownProblem {
  const { code, detail, fields } = Object(content) as Partial<ShownProblem>
  if (typeof code !== 'string' || typeof detail !== 'string') return { ...unreachable, status }
  return { status, code, detail, fields: fields ?? {} }
}
