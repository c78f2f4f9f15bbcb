import { useEffect, useState } from 'react'
import { callApi } from '../../../ui/call-api.ts'
import type { IntakeFields, Preview } from './form-state.ts'

export interface PreviewState {
  preview: Preview | null
  problem: string | null
  askAgain(): void
}

type Question = Pick<IntakeFields, 'procedureId' | 'caseCode' | 'agreedWorkingDays'>

const nothing = { preview: null, problem: null }

/** What receiving this procedure now would mean, asked for as soon as it is chosen or the agreed time changes. */
export function usePreview(
  { procedureId, caseCode, agreedWorkingDays }: Question,
  onLoaded: (preview: Preview) => void,
): PreviewState {
  const [state, setState] = useState<Omit<PreviewState, 'askAgain'>>(nothing)
  const [asked, setAsked] = useState(1)
  // Only a new question asks again, not a new listener.
  useEffect(() => {
    if (procedureId === '') return setState(nothing)
    const abort = new AbortController()
    const search = new URLSearchParams({
      ...(agreedWorkingDays === '' ? {} : { agreedWorkingDays: String(agreedWorkingDays) }),
      ...(caseCode === '' ? {} : { caseCode }),
    })
    callApi<Preview>(`/procedures/${procedureId}/reception?${search}`, { signal: abort.signal }).then(
      (answer) => {
        if (abort.signal.aborted) return
        setState(
          answer.ok
            ? { preview: answer.output, problem: null }
            : { preview: null, problem: answer.problem.detail },
        )
        if (answer.ok) onLoaded(answer.output)
      },
    )
    return () => abort.abort()
  }, [procedureId, caseCode, agreedWorkingDays, asked])
  return { ...state, askAgain: () => setAsked((times) => times + 1) }
}
