import { useEffect, useState } from 'react'
import { useFetcher } from 'react-router'
import type { Problem } from '../platform/errors.ts'
import { newKey } from './new-key.ts'

type Answer<Output> = { ok: true; output: Output } | { ok: false; problem: Problem }

/**
 * Sends one form to the page's own action without leaving the page. A refused form stays as it was typed; `onDone` hears
 * what a form that went through brought. The idempotency key lives as long as the form.
 */
export function useAnswer<Output>(onDone: (output: Output) => void) {
  const fetcher = useFetcher<Answer<Output>>()
  const [key, setKey] = useState(newKey)
  const [told, setTold] = useState<unknown>(null)
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined
  useEffect(() => {
    if (!answer || answer === told) return
    setTold(answer)
    setKey(newKey())
    if (answer.ok) onDone(answer.output)
  }, [answer, told, onDone])
  const problem = answer?.ok === false ? answer.problem : null
  return {
    problem,
    busy: fetcher.state !== 'idle',
    errorAt: (field: string) => problem?.fields?.[field],
    /** `action`: address of another route whose action is meant; the page's own unless told. */
    send(form: FormData, action?: string) {
      form.set('idempotencyKey', key)
      fetcher.submit(form, action === undefined ? { method: 'post' } : { method: 'post', action })
    },
  }
}
