/**
 * Outgoing documents of the demonstration office, one for each thing that can be done next, so that the examples of the API
 * work as they stand. The number is the revision at which the document waits. `own…`: for the step of one person, who is
 * `tiepnhan`, drafter, head of the unit or signer.
 */
export const demoOutgoing = {
  submit: 1,
  passReview: 2,
  passForm: 2,
  approve: 3,
  sign: 4,
  issue: 5,
  send: 6,
  recall: 6,
  recalled: 7,
  cancelled: 5,
  interchange: 6,
  ownSubmit: 1,
  ownReview: 2,
  ownApprove: 3,
  ownSign: 4,
  ownSendBack: 3,
  ownCancel: 1,
} as const
export type DemoOutgoing = keyof typeof demoOutgoing

export function demoOutgoingId(waitsFor: DemoOutgoing): string {
  const position = Object.keys(demoOutgoing).indexOf(waitsFor) + 1
  return `01980000-0000-7000-8000-33${String(position).padStart(10, '0')}`
}

/** Which document at which revision: what every change names. */
export function demoOutgoingRef(waitsFor: DemoOutgoing): { id: string; revision: number } {
  return { id: demoOutgoingId(waitsFor), revision: demoOutgoing[waitsFor] }
}

/** The scan with which `ownSign` can be signed, uploaded by `tiepnhan`. */
export const demoScanId = '01980000-0000-7000-8000-350000000001'

/** Things of the demonstration office inside: a submission, rooms, a meeting and a vote. */
export function demoInternalId(
  kind: 'submission' | 'room' | 'meeting' | 'vote' | 'authority',
  index = 0,
): string {
  const place = ['submission', 'room', 'meeting', 'vote', 'authority'].indexOf(kind)
  return `01980000-0000-7000-8000-34${String(place * 100 + index + 1).padStart(10, '0')}`
}
