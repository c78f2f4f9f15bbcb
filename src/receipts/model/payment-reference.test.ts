import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paymentReference, readReferences } from './payment-reference.ts'

const due = fc.record({
  year: fc.integer({ min: 2025, max: 2099 }),
  number: fc.integer({ min: 1, max: 9_999_999 }),
})

describe('the reference of a payment', () => {
  it('is short, plain, and read back from whatever a bank puts around and into it', () => {
    fc.assert(
      fc.property(
        due,
        fc.constantFrom('', 'CT DEN 0123 ', 'NGUYEN VAN MAU chuyen tien ', 'FT26331/'),
        fc.constantFrom('', ' ', '.', '-'),
        fc.constantFrom('', ' GD 99', '; tien phi', '.CT tu 0123'),
        (wanted, before, between, after) => {
          const reference = paymentReference(wanted)
          expect(reference).toMatch(/^MC\d{10,11}$/)
          const spoilt = [...reference].join(between).toLowerCase()
          expect(readReferences(`${before}${spoilt}${after}`)).toEqual([wanted])
        },
      ),
    )
  })

  it('with one digit wrong or two neighbours exchanged names nobody', () => {
    fc.assert(
      fc.property(due, fc.nat(9), fc.integer({ min: 1, max: 9 }), (wanted, position, by) => {
        const reference = paymentReference({ ...wanted, number: wanted.number % 1_000_000 })
        const digits = [...reference.slice(2)]
        const wrong = digits.with(position, String((Number(digits[position]) + by) % 10)).join('')
        expect(readReferences(`MC${wrong}`)).toEqual([])
        const next = Math.min(position, 8)
        const exchanged = digits
          .with(next, digits[next + 1] ?? '')
          .with(next + 1, digits[next] ?? '')
          .join('')
        if (exchanged !== digits.join('')) expect(readReferences(`MC${exchanged}`)).toEqual([])
      }),
    )
  })

  it('of two dues in one text are both seen, and text without one gives none', () => {
    const [first, second] = [
      { year: 2026, number: 12 },
      { year: 2026, number: 13 },
    ]
    expect(
      readReferences(`${paymentReference(first)} ${paymentReference(second)} ${paymentReference(first)}`),
    ).toEqual([first, second])
    expect(readReferences('nop tien phi chung thuc MC 123')).toEqual([])
  })
})
