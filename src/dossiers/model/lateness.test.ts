import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantAt } from '../../calendar/model/local-time.ts'
import { pausedMinutes } from '../../calendar/model/pauses.ts'
import { assembleCalendar, DEFAULT_HOURS } from '../../calendar/model/working-calendar.ts'
import { addWorkingMinutes, workingMinutesBetween } from '../../calendar/model/working-time.ts'
import { type ChargedStep, chargesOf, type LatenessFacts, shareOut, visitsOf } from './lateness.ts'

const office = assembleCalendar([DEFAULT_HOURS], [])
const start = instantAt('2026-03-24', 9 * 60)
const after = (minutes: number) => addWorkingMinutes(office, start, minutes)
const roles = ['counter', 'specialist', 'leader', 'clerk', 'counter']
const plan = [60, 480, 240, 60, 0]

/** The default process, each step due after its own minutes; the whole after 840. */
const steps: ChargedStep[] = roles.map((role, ordinal) => ({
  ordinal,
  role,
  name: `Bước ${ordinal + 1}`,
  minutes: plan[ordinal] ?? 0,
  dueAt: after(plan.slice(0, ordinal + 1).reduce((sum, each) => sum + each, 0)),
}))
const dueAt = after(840)

/** Stays of these lengths, one step after the other; the last one goes on. */
function stays(...lengths: number[]): LatenessFacts['visits'] {
  let passed = 0
  return lengths.map((length, step) => {
    const from = after(passed)
    passed += length
    return { step, from, to: step === lengths.length - 1 ? null : after(passed), staffId: `người ${step}` }
  })
}

const earliest = (...dates: Date[]) => new Date(Math.min(...dates.map(Number)))
const latest = (...dates: Date[]) => new Date(Math.max(...dates.map(Number)))

const charged = (facts: Partial<LatenessFacts>) =>
  chargesOf(office, { dueAt, since: start, until: after(900), steps, visits: [], pauses: [], ...facts }).map(
    ({ step, minutes, staffId }) => ({ step, minutes, staffId }),
  )

describe('to whom lateness is charged', () => {
  it('is nobody while the dossier is not late', () => {
    expect(charged({ visits: stays(60, 700), until: after(760) })).toEqual([])
    expect(charged({ visits: stays(60, 700), until: dueAt })).toEqual([])
  })

  it('is the step that kept it too long, not the one that got it late', () => {
    // The specialist takes 600 minutes too long; leader and clerk keep within their own minutes.
    expect(charged({ visits: stays(60, 1080, 200, 40, 1), until: after(1380) })).toEqual([
      { step: 1, minutes: 540, staffId: 'người 1' },
    ])
  })

  it('is the partner agency that kept it beyond the day it was asked for, and not the step that waited', () => {
    const delay = { name: 'Chi cục Thuế Mẫu', from: after(300), to: after(900) }
    const facts = { visits: stays(60, 1140), until: after(1200), partnerDelays: [delay] }
    expect(chargesOf(office, { dueAt, since: start, steps, pauses: [], ...facts })).toMatchObject([
      // Of the 1,140 minutes it was there, 600 were the partner's; the step has 480 of its own.
      { step: 1, role: 'specialist', minutes: 33, overrun: 60 },
      { step: 1, name: 'Chi cục Thuế Mẫu', role: 'partner', staffId: null, minutes: 327, overrun: 600 },
    ])
    expect(charged({ visits: stays(60, 700), until: after(760), partnerDelays: [delay] })).toEqual([])
    // What was settled with the last new date is not charged again.
    const settled = { ...facts, since: after(950) }
    expect(charged(settled).every(({ staffId }) => staffId !== null)).toBe(true)
  })

  it('is not the step that handed over in time, however late the next one is', () => {
    expect(charged({ visits: stays(50, 460, 2000), until: after(2510) })).toEqual([
      { step: 2, minutes: 1670, staffId: 'người 2' },
    ])
  })

  it('are several steps, each with its part, and the parts add up to the lateness', () => {
    const parts = charged({ visits: stays(160, 780, 300), until: after(1240) })
    expect(parts.map(({ step, minutes }) => [step, minutes])).toEqual([
      [0, 87],
      [1, 261],
      [2, 52],
    ])
    expect(parts.reduce((sum, part) => sum + part.minutes, 0)).toBe(400)
  })

  it('stops while the clock is stopped', () => {
    const pauses = [{ from: after(600), to: after(1000) }]
    expect(charged({ visits: stays(60, 1300), until: after(1360), dueAt: after(1240), pauses })).toEqual([
      { step: 1, minutes: 120, staffId: 'người 1' },
    ])
    expect(charged({ visits: stays(60, 1300), until: after(1000), dueAt: after(840), pauses })).toEqual([])
  })

  it('counts a second stay at a step on top of the first', () => {
    const visits = [
      { step: 1, from: start, to: after(400), staffId: 'ba' },
      { step: 2, from: after(400), to: after(500), staffId: 'chín' },
      { step: 1, from: after(500), to: after(900), staffId: 'ba' },
      { step: 2, from: after(900), to: null, staffId: 'chín' },
    ]
    expect(charged({ visits, until: after(950) })).toEqual([{ step: 1, minutes: 110, staffId: 'ba' }])
  })

  it('is the step that had it when it became late, where none overran', () => {
    const generous = steps.map((step) => ({ ...step, minutes: 5000 }))
    expect(charged({ visits: stays(60, 700, 400), steps: generous, until: after(1000) })).toEqual([
      { step: 2, minutes: 160, staffId: 'người 2' },
    ])
  })

  it('starts anew with a new date', () => {
    const visits = stays(60, 1800)
    expect(charged({ visits, since: after(1000), dueAt: after(1700), until: after(1860) })).toEqual([
      { step: 1, minutes: 160, staffId: 'người 1' },
    ])
  })

  it('holds for any course: the shares add up, nobody pays for what came after or while it stood still', () => {
    const lengths = fc.array(fc.nat({ max: 1500 }), { minLength: 1, maxLength: 5 })
    const stop = fc.tuple(fc.nat({ max: 2000 }), fc.nat({ max: 800 }))
    fc.assert(
      fc.property(lengths, stop, (held, [from, length]) => {
        const total = held.reduce((sum, each) => sum + each, 0)
        const until = after(total)
        const pause = { from: after(from), to: after(from + length) }
        const visits = stays(...held)
        const facts = { dueAt, since: start, until, steps, visits, pauses: [pause] }
        const charges = chargesOf(office, facts)
        const stopped = { from: latest(pause.from, dueAt), to: earliest(pause.to, until) }
        const late =
          Math.max(0, workingMinutesBetween(office, dueAt, until)) -
          (stopped.from < stopped.to ? pausedMinutes(office, [stopped]) : 0)
        expect(charges.reduce((sum, each) => sum + each.minutes, 0)).toBe(
          Math.max(0, until > dueAt ? late : 0),
        )
        for (const charge of charges) {
          const visit = visits[charge.visit]
          const due = steps[charge.step]?.dueAt ?? start
          expect((visit?.to ?? until) > due).toBe(true)
          expect(charge.minutes).toBeGreaterThan(0)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('the shares', () => {
  it('are whole, in proportion, and lose no minute', () => {
    expect(shareOut(10, [1, 1, 1])).toEqual([4, 3, 3])
    expect(shareOut(7, [0, 0])).toEqual([0, 0])
    fc.assert(
      fc.property(
        fc.nat({ max: 100_000 }),
        fc.array(fc.nat({ max: 5000 }), { minLength: 1, maxLength: 8 }),
        (total, weights) => {
          fc.pre(weights.some((each) => each > 0))
          const shares = shareOut(total, weights)
          expect(shares.reduce((sum, each) => sum + each, 0)).toBe(total)
          shares.forEach((share, index) => {
            if (weights[index] === 0) expect(share).toBe(0)
          })
        },
      ),
    )
  })
})

describe('the stays', () => {
  it('follow the hand-overs; who handed on had it, and nobody where none took it up', () => {
    const handovers = [
      { toStep: 1, handedAt: after(60), fromStaffId: 'một', toStaffId: null, receivedBy: null },
      { toStep: 2, handedAt: after(500), fromStaffId: 'ba', toStaffId: null, receivedBy: null },
    ]
    expect(visitsOf({ receivedAt: start, receivedBy: 'một', holderId: null, handovers })).toEqual([
      { step: 0, from: start, to: after(60), staffId: 'một' },
      { step: 1, from: after(60), to: after(500), staffId: 'ba' },
      { step: 2, from: after(500), to: null, staffId: null },
    ])
  })
})
