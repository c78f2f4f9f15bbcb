import { useDebouncedValue } from '@mantine/hooks'
import { useEffect } from 'react'
import { callApi } from '../../../ui/call-api.ts'
import type { Offer, Preview } from './form-state.ts'
import { withOffers } from './paper-offers.tsx'
import type { Intake } from './use-intake.ts'

/** A number that can be a personal id or an organisation's code. */
const complete = /^[0-9]{9,13}$/

/** Asks, once procedure and person are known, which papers the office already has; another person gets none of them. */
export function useOffers(intake: Intake, preview: Preview | null): void {
  const { changePapers } = intake
  const typed = intake.fields.applicant.personalId.replaceAll(/\s/g, '')
  const [personalId] = useDebouncedValue(complete.test(typed) ? typed : '', 250)
  const procedureId = preview?.procedureId ?? ''
  const caseCode = preview?.caseCode ?? ''
  const isSettled = personalId === (complete.test(typed) ? typed : '')
  useEffect(() => {
    changePapers((papers) => withOffers(papers, []))
    if (procedureId === '' || personalId === '' || !isSettled) return
    let isCurrent = true
    callApi<{ offers: Offer[] }>('/paper-offers', { body: { procedureId, caseCode, personalId } }).then(
      (answer) => {
        if (isCurrent && answer.ok) changePapers((papers) => withOffers(papers, answer.output.offers))
      },
    )
    return () => {
      isCurrent = false
    }
    // Only another procedure or person asks again, not a new rendering.
  }, [procedureId, caseCode, personalId, isSettled])
}
