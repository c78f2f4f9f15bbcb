import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrivalAt, isAhead, slotsOf } from './slots.ts'

describe('slots of a day', () => {
  it('are the whole half-hours within working hours', () => {
    expect(
      slotsOf([
        { from: 450, to: 690 },
        { from: 805, to: 870 },
      ]),
    ).toEqual([450, 480, 510, 540, 570, 600, 630, 660, 810, 840])
    expect(slotsOf([{ from: 455, to: 500 }])).toEqual([])
    expect(slotsOf([])).toEqual([])
  })

  it('never reach beyond the hours and never overlap', () => {
    const hours = fc
      .tuple(fc.nat(1000), fc.integer({ min: 1, max: 400 }))
      .map(([from, long]) => ({ from, to: from + long }))
    fc.assert(
      fc.property(hours, (each) => {
        const slots = slotsOf([each])
        expect(slots.every((start) => start >= each.from && start + 30 <= each.to)).toBe(true)
        expect(slots.every((start, index) => index === 0 || start - (slots[index - 1] ?? 0) === 30)).toBe(
          true,
        )
      }),
    )
  })

  it('tell early, on time and late apart to the minute', () => {
    expect([524, 525, 569, 570].map((minute) => arrivalAt(540, minute))).toEqual([
      'early',
      'on_time',
      'on_time',
      'late',
    ])
  })

  it('of today can be booked an hour ahead', () => {
    expect([isAhead(600, 540), isAhead(600, 541)]).toEqual([true, false])
  })
})
