import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/operations.ts'
import { actions, nextSteps, type Situation } from './next-steps.ts'
import { mayMove, openStatuses } from './status.ts'

const roles = ['counter', 'specialist', 'clerk', 'leader', 'accountant', 'admin', 'editor']
const steps = ['counter', 'specialist', 'leader', 'clerk', 'counter'].map((role) => ({ role }))

const situations: fc.Arbitrary<Situation> = fc.record({
  status: fc.integer({ min: 1, max: 10 }),
  fieldCode: fc.constantFrom('ho-tich', 'dat-dai'),
  step: fc.integer({ min: 0, max: 4 }),
  steps: fc.constant(steps),
  holderId: fc.constantFrom(null, 'me', 'other'),
  supplementCount: fc.integer({ min: 0, max: 3 }),
  result: fc.constantFrom('none' as const, 'draft' as const, 'approved' as const, 'issued' as const),
  extension: fc.record({
    state: fc.constantFrom('none' as const, 'draft' as const, 'proposed' as const),
    isExhausted: fc.boolean(),
  }),
})

const actors: fc.Arbitrary<Actor> = fc
  .array(
    fc.record({ role: fc.constantFrom(...roles), fieldCode: fc.constantFrom(null, 'ho-tich', 'dat-dai') }),
    { maxLength: 4 },
  )
  .map((duties) => ({ kind: 'staff', id: 'me', name: '', post: '', officeId: 'office', duties }))

const everybody: Actor = {
  kind: 'staff',
  id: 'me',
  name: '',
  post: '',
  officeId: 'office',
  duties: roles.map((role) => ({ role, fieldCode: null })),
}

const check = (property: (dossier: Situation, actor: Actor, offered: string[]) => void) =>
  fc.assert(
    fc.property(situations, actors, (dossier, actor) => property(dossier, actor, nextSteps(dossier, actor))),
    { numRuns: 500 },
  )

describe('what may happen next', () => {
  it('is nothing in the final states', () => {
    check((dossier, _actor, offered) => {
      if ([3, 8, 10].includes(dossier.status)) expect(offered).toEqual([])
    })
  })

  it('is nothing for whoever has no duty in the field', () => {
    check((dossier, actor, offered) => {
      const serves = actor.duties.some(
        (duty) => duty.fieldCode === null || duty.fieldCode === dossier.fieldCode,
      )
      if (!serves) expect(offered).toEqual([])
    })
  })

  it('never asks for papers twice (NĐ 118/2025; a second request counts as late)', () => {
    check((dossier, _actor, offered) => {
      if (dossier.supplementCount > 0) expect(offered).not.toContain('requestSupplement')
    })
  })

  it('never lets a dossier be withdrawn or stopped once its result is there', () => {
    check((dossier, _actor, offered) => {
      if (dossier.status >= 9) expect(offered).not.toEqual(expect.arrayContaining(['askWithdrawal']))
      if (dossier.status >= 9) expect(offered).not.toContain('stop')
    })
  })

  it('leaves approval to leaders, numbers to the clerk, return to the counter', () => {
    check((dossier, actor, offered) => {
      const plays = (role: string) =>
        actor.duties.some(
          (duty) => duty.role === role && (duty.fieldCode === null || duty.fieldCode === dossier.fieldCode),
        )
      if (offered.includes('approve')) expect(plays('leader') && dossier.result === 'draft').toBe(true)
      if (offered.includes('issue')) expect(plays('clerk') && dossier.result === 'approved').toBe(true)
      if (offered.includes('returnResult')) expect(plays('counter') && dossier.status === 9).toBe(true)
    })
  })

  it('leaves the new date to a leader, and beyond the limit the leader alone (NĐ 61/2018, Điều 19)', () => {
    check((dossier, actor, offered) => {
      const plays = (role: string) =>
        actor.duties.some(
          (duty) => duty.role === role && (duty.fieldCode === null || duty.fieldCode === dossier.fieldCode),
        )
      if (offered.includes('decideExtension')) {
        expect(plays('leader') && dossier.extension.state === 'proposed').toBe(true)
      }
      if (offered.includes('reappoint')) expect(plays('leader') && dossier.extension.isExhausted).toBe(true)
      if (offered.includes('proposeExtension')) {
        expect(plays('counter') || plays('specialist')).toBe(true)
        expect(dossier.extension.isExhausted).toBe(false)
      }
      const any = ['proposeExtension', 'decideExtension', 'reappoint'].some((each) => offered.includes(each))
      if (any) expect([2, 4]).toContain(dossier.status)
    })
  })

  it('leaves a dossier that lies with a colleague to the colleague, but for what the desk and the leader answer for', () => {
    check((dossier, _actor, offered) => {
      if (dossier.holderId !== 'other' || !openStatuses.includes(dossier.status)) return
      const answeredFor = ['stop', 'askWithdrawal', 'answerWithdrawal', 'receiveSupplement']
      const dates = ['proposeExtension', 'decideExtension', 'reappoint']
      const others = offered.filter((action) => ![...answeredFor, ...dates].includes(action))
      expect(others).toEqual([])
    })
  })

  it('lets whoever has the duty take up what lies with a colleague who is away, and nothing else before that', () => {
    check((dossier, actor) => {
      const away = { ...dossier, holderId: 'other', holderAway: true }
      const free = { ...dossier, holderId: null }
      expect(nextSteps(away, actor).includes('takeUp')).toBe(nextSteps(free, actor).includes('takeUp'))
      expect(nextSteps({ ...away, holderAway: false }, actor)).not.toContain('takeUp')
      expect(nextSteps({ ...away, holderId: 'me' }, actor)).not.toContain('takeUp')
      expect(nextSteps(away, actor)).not.toContain('forward')
    })
  })

  it('always leaves somebody a way on from an open state', () => {
    check((dossier) => {
      const sound =
        dossier.status !== 6 && openStatuses.includes(dossier.status) && dossier.holderId !== 'other'
      if (sound && dossier.step < 4)
        expect(nextSteps({ ...dossier, result: fitting(dossier.step) }, everybody)).not.toEqual([])
    })
  })

  it('has a Vietnamese name for every action', () => {
    expect(Object.values(actions).every((name) => name.length > 3)).toBe(true)
  })
})

/** A result as far along as the step says. */
function fitting(step: number): Situation['result'] {
  return (['none', 'none', 'draft', 'approved'] as const)[step] ?? 'issued'
}

describe('the national table of states', () => {
  it.each([
    [2, 4, true],
    [4, 5, true],
    [5, 4, true],
    [7, 8, true],
    [9, 10, true],
    [10, 4, false],
    [9, 7, false],
    [8, 4, false],
    [3, 2, false],
    [4, 10, false],
  ])('%i → %i: %s', (from, to, allowed) => {
    expect(mayMove(from, to)).toBe(allowed)
  })
})
