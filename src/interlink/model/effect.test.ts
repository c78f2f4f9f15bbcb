import { describe, expect, it } from 'vitest'
import { effectOn, type LegFacts } from './effect.ts'
import { hasEnded, lateSpan, legStates, nextLegSteps } from './leg.ts'
import type { LegManifest } from './package.ts'

const at = (hour: number) => new Date(`2026-03-24T${String(hour).padStart(2, '0')}:00:00+07:00`)
const leg = (over: Partial<LegFacts> = {}): LegFacts => ({
  direction: 'out',
  state: 'delivered',
  sentAt: at(8),
  dueAt: at(15),
  pausedSince: null,
  isTaken: false,
  ...over,
})
const manifest = (kind: string, content: object, createdAt = at(10)) =>
  ({ kind, content, createdAt: createdAt.toISOString() }) as unknown as LegManifest
const answer = (outcome: string, createdAt?: Date) =>
  manifest('answer', { outcome, promisedAt: at(17).toISOString() }, createdAt)

describe('a package on a leg', () => {
  it('may only ask from the side that sent it, and only answer from the other', () => {
    expect(effectOn(leg({ direction: 'in' }), answer('result'), at(12))).toEqual({ refusal: 'unknown_leg' })
    expect(effectOn(leg(), manifest('recall', {}), at(12))).toEqual({ refusal: 'unknown_leg' })
    expect(effectOn(leg({ direction: 'in' }), manifest('request', {}), at(12))).toEqual({
      refusal: 'wrong_order',
    })
  })

  it('changes nothing that has ended', () => {
    for (const state of ['answered', 'declined', 'recalled'] as const)
      expect(effectOn(leg({ state }), answer('result'), at(12))).toEqual({ refusal: 'leg_ended' })
  })

  it('counts from when it was signed, never before the leg began nor after now', () => {
    const ends = (createdAt: Date) => {
      const decided = effectOn(leg(), answer('result', createdAt), at(12))
      return 'effect' in decided ? decided.effect.endedAt : null
    }
    expect([ends(at(10)), ends(at(6)), ends(at(14))]).toEqual([at(10), at(8), at(12)])
  })

  it('that asks for more stops the clock, once', () => {
    expect(effectOn(leg(), answer('more'), at(12))).toMatchObject({
      effect: { state: 'more', pausedSince: at(10), dueAt: at(15) },
    })
    const paused = leg({ state: 'more', pausedSince: at(9) })
    expect(effectOn(paused, answer('more'), at(12))).toMatchObject({ effect: { pausedSince: at(9) } })
    expect(effectOn(paused, answer('longer'), at(12))).toMatchObject({
      effect: { state: 'more', pausedSince: at(9), promisedAt: at(17) },
    })
  })

  it('that brings what was missing never makes the answer due earlier', () => {
    const supplement = (hour: number) => manifest('supplement', { answerBy: at(hour).toISOString() })
    const asked = leg({ direction: 'in', state: 'more', pausedSince: at(9), isTaken: true })
    expect(effectOn(asked, supplement(16), at(12))).toMatchObject({
      effect: { state: 'taken', pausedSince: null, dueAt: at(16) },
    })
    expect(effectOn(asked, supplement(11), at(12))).toMatchObject({ effect: { dueAt: at(15) } })
  })
})

describe('the lateness of a leg', () => {
  it('runs from its due time until it ended, was paused, or now', () => {
    const timing = { state: 'delivered' as const, dueAt: at(10), pausedSince: null, endedAt: null }
    expect(lateSpan(timing, at(9))).toBeNull()
    expect(lateSpan(timing, at(12))).toEqual({ from: at(10), to: at(12) })
    expect(lateSpan({ ...timing, endedAt: at(11) }, at(12))).toEqual({ from: at(10), to: at(11) })
    expect(lateSpan({ ...timing, pausedSince: at(9) }, at(12))).toBeNull()
  })
})

describe('what may be done next', () => {
  it('is nothing once a leg has ended, on either side', () => {
    for (const state of Object.keys(legStates) as (keyof typeof legStates)[]) {
      for (const direction of ['in', 'out'] as const) {
        for (const via of ['here', 'https', 'paper'] as const) {
          const steps = nextLegSteps({ direction, state, via })
          if (hasEnded(state)) expect(steps).toEqual([])
          if (direction === 'in') expect(steps).not.toContain('recall')
          else expect(steps).not.toContain('answer')
        }
      }
    }
  })
})
