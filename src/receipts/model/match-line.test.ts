import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitPayment } from './due.ts'
import { isCertain, matchLine, type NamedDue } from './match-line.ts'
import { paymentReference } from './payment-reference.ts'

const sum = fc.integer({ min: 0, max: 10_000_000 })
const anyDue = fc.record({
  id: fc.uuid(),
  year: fc.integer({ min: 2025, max: 2030 }),
  number: fc.integer({ min: 1, max: 999_999 }),
  amount: sum,
  applied: sum,
  over: fc.constant(0),
  isEnded: fc.boolean(),
})
/** Dues of which each has paid at most what was asked. */
const someDues = fc
  .uniqueArray(anyDue, {
    minLength: 1,
    maxLength: 5,
    selector: ({ year, number }) => `${year} ${number}`,
  })
  .map((dues): NamedDue[] => dues.map((due) => ({ ...due, applied: Math.min(due.applied, due.amount) })))
const amount = fc.integer({ min: 1, max: 20_000_000 })

describe('a line of the bank', () => {
  it('is taken for the one due it names, and what it says of the amount is what the books will say', () => {
    fc.assert(
      fc.property(someDues, amount, (dues, amountVnd) => {
        const [wanted] = dues
        if (!wanted) return
        const description = `NGUYEN VAN MAU ${paymentReference(wanted)} nop tien`
        const { verdict, due } = matchLine({ amountVnd, description }, dues)
        expect(due).toBe(wanted)
        expect(isCertain(verdict)).toBe(true)
        const { applied, over } = splitPayment(wanted, amountVnd)
        const left = wanted.amount - wanted.applied - applied
        if (verdict === 'exact') expect([over, left]).toEqual([0, 0])
        if (verdict === 'partial') expect(over === 0 && left > 0).toBe(true)
        if (verdict === 'over') expect(applied > 0 && over > 0 && left === 0).toBe(true)
        if (verdict === 'paid') expect([applied, left]).toEqual([0, 0])
        if (verdict === 'ended') expect([wanted.isEnded, applied]).toEqual([true, 0])
      }),
    )
  })

  it('that names two dues is nobody’s until a person decides, whatever was paid and asked', () => {
    fc.assert(
      fc.property(someDues, amount, (dues, amountVnd) => {
        fc.pre(dues.length > 1)
        const description = dues.map((due) => paymentReference(due)).join(' ')
        expect(matchLine({ amountVnd, description }, dues)).toEqual({ verdict: 'several', due: null })
      }),
    )
  })

  it('without a reference, or with one of no due there is, is unknown even where the amount fits', () => {
    fc.assert(
      fc.property(someDues, fc.stringMatching(/^[A-LN-Z ]{0,40}$/), (dues, description) => {
        const [first, ...others] = dues
        if (!first) return
        const amountVnd = Math.max(1, first.amount - first.applied)
        expect(matchLine({ amountVnd, description }, dues).verdict).toBe('unknown')
        const stranger = matchLine({ amountVnd, description: paymentReference(first) }, others)
        expect(stranger.verdict).toBe('unknown')
      }),
    )
  })

  it('with one wrong digit finds nobody else’s due', () => {
    fc.assert(
      fc.property(someDues, fc.nat(9), fc.integer({ min: 1, max: 9 }), (dues, position, by) => {
        const [wanted] = dues
        if (!wanted) return
        const digits = [...paymentReference(wanted).slice(2)]
        digits[position] = String((Number(digits[position]) + by) % 10)
        const found = matchLine({ amountVnd: 1, description: `MC${digits.join('')}` }, dues)
        expect(found).toEqual({ verdict: 'unknown', due: null })
      }),
    )
  })

  it('of money going out is no payment', () => {
    const due = { id: 'x', year: 2026, number: 1, amount: 1, applied: 0, over: 0, isEnded: false }
    const line = { amountVnd: -1, description: paymentReference(due) }
    expect(matchLine(line, [due])).toEqual({ verdict: 'out', due: null })
  })
})
