/** Fixed ids of the demonstration office's directory and messages; see `src/staff/examples.ts`. */

const numbered = (number: number) => `01980000-0000-7000-8000-3500${String(number).padStart(8, '0')}`

/** Agencies: one over the axis, one that is told of on paper alone. */
export const demoAxisAgencyId = numbered(1)
export const demoManualAgencyId = numbered(2)

/** Messages that arrived, by what can be done with each: id and the revision at which it waits. */
export const demoArrivals = {
  register: 2,
  refuse: 2,
  noteUpdate: 2,
  agreeRecall: 2,
  retry: 2,
  skip: 2,
} as const
export type DemoArrival = keyof typeof demoArrivals

export function demoArrivalId(which: DemoArrival): string {
  return numbered(100 + Object.keys(demoArrivals).indexOf(which))
}

export const demoArrivalRef = (which: DemoArrival) => ({
  id: demoArrivalId(which),
  revision: demoArrivals[which],
})

/** Messages that did not go out: one to send again, one to give up. */
export const demoUnsentId = numbered(200)
export const demoHopelessId = numbered(201)

/** Documents of the sender that are registered: of one an update has come, the other is asked back. */
export const demoOriginalIds = [numbered(300), numbered(301)] as const
