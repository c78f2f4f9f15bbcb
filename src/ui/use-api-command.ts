import { useRef, useState } from 'react'
import type { Problem } from '../platform/errors.ts'
import { callApi } from './call-api.ts'
import { newKey } from './new-key.ts'

/**
 * Sends a dialog's form to one operation of the API. What was typed stays when it is refused or the line breaks. The key
 * stays while no answer has come, so that sending again does nothing twice; after a refusal what is sent is another try.
 */
export function useApiCommand<Output>(path: string, onDone: (output: Output) => void) {
  const key = useRef(newKey())
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  async function send(body: unknown) {
    if (busy) return
    setBusy(true)
    setProblem(null)
    const answer = await callApi<Output>(path, { body, idempotencyKey: key.current })
    setBusy(false)
    if (answer.ok) return onDone(answer.output)
    if (answer.problem.status !== 0) key.current = newKey()
    setProblem({ ...answer.problem, type: '', title: 'Chưa lưu được' } as Problem)
  }
  return { send, busy, problem, errorAt: (field: string) => problem?.fields?.[field] }
}
