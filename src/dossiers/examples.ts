import { demoSlowProcedureId } from '../procedures/examples.ts'
import { certificationId } from './model/certification/inputs.ts'

/**
 * Dossiers of the demonstration office, one for each thing that can be done next, so that the examples in the API
 * document work as they stand. The number is the revision at which the dossier waits.
 */
export const demoDossiers = {
  forward: 1,
  takeUp: 2,
  sendBack: 2,
  requestSupplement: 2,
  receiveSupplement: 3,
  askWithdrawal: 2,
  answerWithdrawal: 3,
  stop: 2,
  draftResult: 2,
  approve: 4,
  issue: 5,
  returnResult: 6,
  proposeExtension: 2,
  decideExtension: 3,
  reappoint: 4,
  digitise: 2,
  returnMany: 6,
  remind: 6,
  post: 6,
  sendParcel: 7,
  takeBackParcel: 8,
} as const

export type DemoDossier = keyof typeof demoDossiers

/** Id of the demonstration dossier that waits for this. */
export function demoDossierId(waitsFor: DemoDossier): string {
  const position = Object.keys(demoDossiers).indexOf(waitsFor) + 1
  return `01980000-0000-7000-8000-05${String(position).padStart(10, '0')}`
}

/** Which dossier at which revision: what every change names. */
export function demoRef(waitsFor: DemoDossier): { code: string; revision: number } {
  return { code: demoDossierId(waitsFor), revision: demoDossiers[waitsFor] }
}

/** A declaration of the demonstration office, filled in at home and not yet brought. */
export const declaredProcedureId = demoSlowProcedureId
export const ownDeclarationId = '5d0c7f7e-6d0a-4c3e-9f57-0a1b2c3d4e5f'

/**
 * Code of a demonstration dossier that is already returned: always received on the same day of the past, so that the
 * tracking page can be tried by anybody. The last four digits declared with it are `trackedDigits`.
 */
export const trackedCode = 'H56.22.17-20251103-0000001'
export const trackedDigits = '0001'

/** Online filings of the demonstration office: to be answered, to be accepted as it is, and one that has waited too long. */
export const demoFilingId = '01980000-0000-7000-8000-070000000001'
export const demoAcceptableFilingId = '01980000-0000-7000-8000-070000000002'
export const demoLateFilingId = '01980000-0000-7000-8000-070000000003'
export const demoFilingReference = 'H56.22.17-20251103-9000001'

/** The slip of the demonstration office that waits for confirmation: it brings one dossier to another agency. */
export const demoSlipId = '01980000-0000-7000-8000-060000000001'
/** In the demonstration office: a request done at the counter, its first entry, and one that waits to be certified. */
export const demoCertifiedId = '01980000-0000-7000-8000-060000000001'
export const demoEntryId = certificationId(demoCertifiedId, 1)
export const demoWaitingRef = { code: '01980000-0000-7000-8000-060000000002', revision: 1 }
