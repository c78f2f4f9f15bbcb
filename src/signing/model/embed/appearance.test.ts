import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sealBox, sealSize, signingTimeText } from './appearance.ts'

it('the seal lies at its true size over the left third of the signature, whatever the size of that', () => {
  const side = fc.double({ min: 1, max: 500, noNaN: true })
  fc.assert(
    fc.property(side, side, side, side, (x, y, width, height) => {
      const seal = sealBox({ x, y, width, height })
      expect(seal.width).toBeCloseTo(102.05, 1)
      expect(seal.height).toBe(sealSize)
      expect(seal.x + seal.width).toBeCloseTo(x + width / 3, 6)
      expect(seal.y + seal.height / 2).toBeCloseTo(y + height / 2, 6)
    }),
  )
})

it('the time of signing is written with the zone of Viet Nam, also past midnight there', () => {
  expect(signingTimeText(Date.parse('2026-11-23T02:15:30Z'))).toBe('2026-11-23T09:15:30+07:00')
  expect(signingTimeText(Date.parse('2026-12-31T18:00:00Z'))).toBe('2027-01-01T01:00:00+07:00')
})
