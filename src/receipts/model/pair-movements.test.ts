import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprints, type KnownMovement, type Movement, pairMovements } from './pair-movements.ts'
import { paymentReference } from './payment-reference.ts'

const day = fc.integer({ min: 10, max: 28 }).map((number) => `2026-03-${number}`)
const movement: fc.Arbitrary<Movement> = fc.record({
  bookedOn: day,
  amountVnd: fc.constantFrom(8_000, 20_000, -5_000),
  bankReference: fc.constantFrom('', 'FT001', 'FT002', 'FT003'),
  description: fc.constantFrom('', 'nop tien', paymentReference({ year: 2026, number: 12 })),
})
const known = fc
  .array(movement, { maxLength: 8 })
  .map((all): KnownMovement[] =>
    all.map((each, index) => ({ ...each, id: `known-${index}`, sources: ['notice'] })),
  )

describe('movements that two sources tell of', () => {
  it('are paired one to one, alike in amount, never with what the same source told of', () => {
    fc.assert(
      fc.property(fc.array(movement, { maxLength: 8 }), known, (told, there) => {
        const paired = pairMovements(told, there, 'csv')
        const found = paired.filter((id) => id !== null)
        expect(new Set(found).size).toBe(found.length)
        paired.forEach((id, index) => {
          const other = there.find((each) => each.id === id)
          if (id !== null) expect(other?.amountVnd).toBe(told[index]?.amountVnd)
        })
        expect(pairMovements(told, there, 'notice').every((id) => id === null)).toBe(true)
      }),
    )
  })

  it('that tell the same, in whichever order, leave nothing over', () => {
    const named = movement.filter(({ bankReference, description }) => `${bankReference}${description}` !== '')
    fc.assert(
      fc.property(fc.array(named, { maxLength: 8 }), (told) => {
        const there = told.map((each, index) => ({ ...each, id: `${index}`, sources: ['notice'] as const }))
        expect(pairMovements(told, there.toReversed(), 'mt940').every((id) => id !== null)).toBe(true)
      }),
    )
  })

  const transfer: Movement = {
    bookedOn: '2026-03-24',
    amountVnd: 8_000,
    bankReference: '',
    description: paymentReference({ year: 2026, number: 12 }),
  }
  const noticed = (more: Partial<KnownMovement> = {}): KnownMovement => ({
    ...transfer,
    id: 'a',
    sources: ['notice'],
    ...more,
  })

  it('are the same by the bank’s reference even over Tết, and by their words within days', () => {
    const late = { ...transfer, bookedOn: '2026-04-02', bankReference: 'FT 001' }
    expect(pairMovements([late], [noticed({ bankReference: 'ft001', description: 'x' })], 'csv')).toEqual([
      'a',
    ])
    expect(pairMovements([{ ...transfer, bookedOn: '2026-03-27' }], [noticed()], 'csv')).toEqual(['a'])
    expect(pairMovements([{ ...transfer, bookedOn: '2026-03-28' }], [noticed()], 'csv')).toEqual([null])
    expect(pairMovements([transfer], [noticed({ amountVnd: 8_001 })], 'csv')).toEqual([null])
  })

  it('of which one source missed one stay two: a second payment is never lost', () => {
    expect(pairMovements([transfer, transfer], [noticed()], 'csv')).toEqual(['a', null])
  })

  it('without any words or reference are not taken for one another', () => {
    const bare = { ...transfer, description: '' }
    expect(pairMovements([bare], [noticed({ description: '' })], 'csv')).toEqual([null])
  })

  it('of a hundred thousand lines are paired in seconds', () => {
    const told = Array.from({ length: 100_000 }, (_, number) => ({
      ...transfer,
      bankReference: `FT${number}`,
      description: paymentReference({ year: 2026, number }),
    }))
    const there = told.map((each, index) => noticed({ ...each, id: `${index}` }))
    const started = performance.now()
    expect(pairMovements(told, there, 'csv').every((id, index) => id === `${index}`)).toBe(true)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

describe('the fingerprint of a line', () => {
  it('is the same in every statement that has its day, and tells lines that are alike apart', () => {
    fc.assert(
      fc.property(fc.array(movement, { maxLength: 12 }), day, (lines, cut) => {
        const all = fingerprints('0123', lines)
        expect(new Set(all).size).toBe(lines.length)
        const part = lines.filter(({ bookedOn }) => bookedOn >= cut)
        const later = fingerprints('0123', part)
        expect(later.every((each) => all.includes(each))).toBe(true)
        expect(fingerprints('0124', lines).some((each) => all.includes(each))).toBe(false)
      }),
    )
  })
})
