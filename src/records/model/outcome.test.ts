import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { incomingActions, nextSteps } from './next-steps.ts'
import { counts, type FinishFacts, finishing, type OutcomeFacts, outcomeKinds } from './outcome.ts'
import { incomingStates } from './states.ts'

const people = ['lead', 'other', 'chair', 'deputy']
const someOutcome: fc.Arbitrary<OutcomeFacts & { id: string }> = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom(...(Object.keys(outcomeKinds) as (keyof typeof outcomeKinds)[])),
  state: fc.constantFrom('proposed', 'accepted', 'returned', 'unlinked'),
  proposedBy: fc.constantFrom(...people),
  approvedBy: fc.option(fc.constantFrom(...people)),
})
const someState = fc.constantFrom(...(Object.keys(incomingStates) as (keyof typeof incomingStates)[]))
const someDocument = fc.record({
  state: someState,
  forInformation: fc.option(fc.boolean()),
  headId: fc.option(fc.constantFrom(...people)),
  outcomes: fc.array(someOutcome, { maxLength: 4 }),
  recipients: fc.uniqueArray(
    fc.record({
      staffId: fc.constantFrom(...people),
      part: fc.constantFrom('lead', 'head', 'coordinate', 'inform'),
      seen: fc.boolean(),
    }),
    { selector: ({ staffId }) => staffId, maxLength: 3 },
  ),
})
const someViewer = fc.record({
  id: fc.constantFrom(...people),
  isClerk: fc.boolean(),
  isLeader: fc.boolean(),
})

const base: FinishFacts = { state: 'in_progress', forInformation: false, outcomes: [] }

describe('no document that requires action is finished without an outcome', () => {
  it('whatever else is true of it', () => {
    fc.assert(
      fc.property(someDocument, (document) => {
        const result = finishing(document)
        if (!result.may || document.forInformation) return
        expect(document.forInformation).toBe(false)
        expect(result.closedAs).toBe('outcome')
        expect(
          document.outcomes.some(
            ({ kind, state, approvedBy, proposedBy }) =>
              state === 'accepted' &&
              (kind === 'reply' || kind === 'dossier' || (approvedBy !== null && approvedBy !== proposedBy)),
          ),
        ).toBe(true)
      }),
    )
  })

  it('and taking the outcomes away, or turning them down, always closes the way again', () => {
    fc.assert(
      fc.property(someDocument, fc.constantFrom('proposed', 'returned', 'unlinked'), (document, state) => {
        const without = { ...document, forInformation: false }
        const worse = without.outcomes.map((outcome) => ({ ...outcome, state }) as const)
        expect(finishing({ ...without, outcomes: [] }).may).toBe(false)
        expect(finishing({ ...without, outcomes: worse }).may).toBe(false)
      }),
    )
  })

  it('before a leader has said anything, whatever is linked', () => {
    fc.assert(
      fc.property(someDocument, (document) => {
        expect(finishing({ ...document, forInformation: null }).may).toBe(false)
      }),
    )
  })

  it('and never twice, nor under a number that was given up', () => {
    fc.assert(
      fc.property(someDocument, fc.constantFrom('finished', 'void'), (document, state) => {
        expect(finishing({ ...document, state }).may).toBe(false)
      }),
    )
  })

  it('what a leader decides to be for information needs none', () => {
    expect(finishing({ ...base, forInformation: true })).toEqual({ may: true, closedAs: 'information' })
  })

  it('an explanation counts only when somebody other than its writer accepted it', () => {
    const own = { kind: 'explanation', state: 'accepted', proposedBy: 'chair', approvedBy: 'chair' } as const
    expect(counts(own)).toBe(false)
    expect(counts({ ...own, approvedBy: null })).toBe(false)
    expect(counts({ ...own, approvedBy: 'deputy' })).toBe(true)
  })

  it('says in a sentence what is missing', () => {
    fc.assert(
      fc.property(someDocument, (document) => {
        const result = finishing(document)
        if (!result.may) expect(result.missing).toMatch(/^\p{Lu}.{15,}\.$/u)
      }),
    )
    const missing = finishing(base)
    expect(!missing.may && missing.missing).toContain('văn bản trả lời đã phát hành')
    const waiting = finishing({
      ...base,
      outcomes: [{ kind: 'explanation', state: 'proposed', proposedBy: 'lead', approvedBy: null }],
    })
    expect(!waiting.may && waiting.missing).toContain('chờ lãnh đạo duyệt')
  })
})

describe('next steps', () => {
  it('offer to finish only what the rule lets finish, and only to the lead or a leader', () => {
    fc.assert(
      fc.property(someDocument, someViewer, (document, viewer) => {
        const steps = nextSteps(document, viewer)
        const isLead = document.recipients.some(
          ({ staffId, part }) => staffId === viewer.id && part === 'lead',
        )
        expect(steps.includes('finish')).toBe(finishing(document).may && (isLead || viewer.isLeader))
      }),
    )
  })

  it('let nobody but a leader direct, decide or give up a number, and nobody decide on their own words', () => {
    fc.assert(
      fc.property(someDocument, someViewer, (document, viewer) => {
        const steps = nextSteps(document, viewer)
        const ofLeaders = steps.filter((step) => ['direct', 'decideOutcome', 'void'].includes(step))
        if (!viewer.isLeader) expect(ofLeaders).toEqual([])
        const waiting = document.outcomes.find(({ state }) => state === 'proposed')
        if (waiting?.proposedBy === viewer.id) expect(steps).not.toContain('decideOutcome')
      }),
    )
  })

  it('offer a stranger nothing', () => {
    fc.assert(
      fc.property(someDocument, (document) => {
        expect(nextSteps(document, { id: 'stranger', isClerk: false, isLeader: false })).toEqual([])
      }),
    )
  })

  it('have names', () => {
    expect(Object.values(incomingActions).every((name) => name.length > 5)).toBe(true)
  })
})
