import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAmount, readDay } from './cell-values.ts'

describe('an amount', () => {
  it.each([
    ['20.000', 20_000],
    ['20,000', 20_000],
    ['1 234 567', 1_234_567],
    ['1.234.567,00', 1_234_567],
    ['1,234,567.00', 1_234_567],
    ['8000', 8_000],
    ['8000,00', 8_000],
    ['8.000 VND', 8_000],
    ['8000đ', 8_000],
    ['+8.000', 8_000],
    ['-8.000', -8_000],
    ['(8.000)', -8_000],
    ['0', 0],
    ['-0', 0],
  ])('%s is %d', (text, amount) => {
    expect(readAmount(text)).toBe(amount)
  })

  it.each([
    '',
    '-',
    'abc',
    '1.234,5',
    '1.23',
    '12.34.567',
    '1,234.567',
    '1.234.56',
    '(-8.000)',
    '8.000.000.000.000.000.000',
    '0x10',
    '1e6',
    'NaN',
    '20.000 USD',
  ])('is none in %j', (text) => {
    expect(readAmount(text)).toBeNull()
  })

  it('of a sheet is its number, with the noise of binary taken off, and no part of a đồng', () => {
    expect(readAmount({ number: '8000' })).toBe(8_000)
    expect(readAmount({ number: '8.0E3' })).toBe(8_000)
    expect(readAmount({ number: '7999.9999999999' })).toBe(8_000)
    expect(readAmount({ number: '0.5' })).toBeNull()
    expect(readAmount({ number: '1e300' })).toBeNull()
    expect(readAmount({ day: '2026-03-24' })).toBeNull()
    expect(readAmount(null)).toBeNull()
  })

  it('is read back in every way of writing it', () => {
    const sum = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 })
    fc.assert(
      fc.property(sum, fc.constantFrom('vi-VN', 'en-US', 'de-CH'), (amount, locale) => {
        expect(readAmount(amount.toLocaleString(locale).replaceAll('’', "'"))).toBe(amount)
        expect(readAmount(String(amount))).toBe(amount)
      }),
    )
  })
})

describe('a day', () => {
  it.each([
    ['24/03/2026', '2026-03-24'],
    ['4-3-2026', '2026-03-04'],
    ['24.03.2026 08:15:22', '2026-03-24'],
    ['2026-03-24', '2026-03-24'],
    ['2026-03-24T08:15:22+07:00', '2026-03-24'],
    ['29/02/2028', '2028-02-29'],
  ])('%s is %s', (text, day) => {
    expect(readDay(text)).toBe(day)
  })

  it.each(['03/24/2026', '29/02/2026', '31/04/2026', '0/1/2026', '24/03/26', '1/1/1999', 'hôm nay', ''])(
    'is none in %j',
    (text) => {
      expect(readDay(text)).toBeNull()
    },
  )
})
