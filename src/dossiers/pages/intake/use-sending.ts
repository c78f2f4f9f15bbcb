import { useRef, useState } from 'react'
import { type ApiAnswer, callApi, type ShownProblem } from '../../../ui/call-api.ts'
import { newKey } from '../../../ui/new-key.ts'

export interface Sending<Output> {
  busy: boolean
  problem: ShownProblem | null
  done: Output | null
  /** An earlier sending had been saved although its answer was lost; `done` is that one. */
  savedEarlier: boolean
  send(body: unknown): Promise<void>
  /** Shows a sentence as if the server had refused. */
  refuse(detail: string): void
}

const attempts = 3
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/**
 * Sends a form under one key, made when the form was opened: a double click, a cut line and a second sending all end in
 * one dossier. After a lost answer the server may have saved what was sent then; should the form have been changed
 * since, the answer of that first sending is fetched, because that is what stands.
 */
export function useSending<Output>(path: string): Sending<Output> {
  const [key] = useState(newKey)
  const [state, setState] = useState({
    busy: false,
    problem: null as ShownProblem | null,
    done: null as Output | null,
    savedEarlier: false,
  })
  const inFlight = useRef(false)
  const unanswered = useRef<{ body: unknown } | null>(null)

  async function sendOnce(body: unknown): Promise<{ answer: ApiAnswer<Output>; savedEarlier: boolean }> {
    const answer = await sendPatiently<Output>(path, { body, idempotencyKey: key })
    const lost = unanswered.current
    if (!answer.ok && answer.problem.status === 0) unanswered.current = lost ?? { body }
    if (answer.ok || answer.problem.code !== 'idempotency_key_reused' || !lost)
      return { answer, savedEarlier: false }
    return {
      answer: await sendPatiently<Output>(path, { body: lost.body, idempotencyKey: key }),
      savedEarlier: true,
    }
  }

  return {
    ...state,
    async send(body) {
      if (inFlight.current) return
      inFlight.current = true
      setState((before) => ({ ...before, busy: true, problem: null }))
      const { answer, savedEarlier } = await sendOnce(body)
      inFlight.current = false
      setState(
        answer.ok
          ? { busy: false, problem: null, done: answer.output, savedEarlier }
          : { busy: false, problem: answer.problem, done: null, savedEarlier: false },
      )
    },
    refuse: (detail) =>
      setState((before) => ({
        ...before,
        problem: { status: 422, code: 'invalid_input', detail, fields: {} },
      })),
  }
}

/** Tries again when no answer came; the key makes that harmless. */
async function sendPatiently<Output>(
  path: string,
  call: { body: unknown; idempotencyKey: string },
): Promise<ApiAnswer<Output>> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await callApi<Output>(path, call)
    if (answer.ok || answer.problem.status !== 0 || attempt === attempts) return answer
    await pause(attempt * 400)
  }
}
