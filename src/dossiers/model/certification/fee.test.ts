import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCatalogue, readShippedCatalogue } from '../../../procedures/model/catalogue.ts'
import type { Fee, FeeRule } from '../../../procedures/model.ts'
import { countsPages, feeOf, hasFeeRules, type Quantity, totalFee } from './fee.ts'
import { counterProcedures, registerFor } from './registers.ts'

const { records } = parseCatalogue(await readShippedCatalogue())
const feesOf = (code: string) => records.find((record) => record.code === code)?.fees ?? []
const fee = (amountVnd: number | null, rule?: FeeRule): Fee => ({
  name: 'Phí',
  amountVnd,
  unit: 'bản',
  basis: '',
  rule,
})

describe('fees of Circular 226/2016/TT-BTC', () => {
  it.each([
    // Two pages at 2.000, from the third on at 1.000, at most 200.000 for one copy.
    [1, 1, 2000],
    [2, 1, 4000],
    [3, 1, 5000],
    [2, 5, 20_000],
    [10, 3, 36_000],
    [197, 1, 199_000],
    [198, 1, 200_000],
    [199, 1, 200_000],
    [9999, 2, 400_000],
  ])('a copy of %i pages, %i times', (pages, copies, due) => {
    expect(feeOf(feesOf('2.000815'), { pages, copies })).toBe(due)
    expect(feeOf(feesOf('2.000942'), { pages, copies })).toBe(due)
  })

  it('a signature is one case, however many pages and copies', () => {
    for (const code of ['2.000884', '2.000992', '2.001008'])
      expect(feeOf(feesOf(code), { pages: null, copies: 7 })).toBe(10_000)
  })

  it.each([
    ['2.001035', 50_000],
    ['2.001019', 50_000],
    ['2.001016', 50_000],
    ['2.001406', 50_000],
    ['2.000913', 30_000],
    ['2.000927', 25_000],
  ])('%s costs %i', (code, due) => {
    expect(feeOf(feesOf(code), { pages: null, copies: 1 })).toBe(due)
  })

  it('three diplomas five times and two cards twice, as asked at the counter', () => {
    const diploma = { pages: 1, copies: 5 }
    const card = { pages: 2, copies: 2 }
    const sum = totalFee(feesOf('2.000815'), [diploma, diploma, diploma, card, card])
    expect(sum).toBe(3 * 5 * 2000 + 2 * 2 * 4000)
  })

  it('every procedure of the counter has rules and a register', () => {
    for (const { code } of counterProcedures) {
      expect(hasFeeRules(feesOf(code)), code).toBe(true)
      expect(registerFor(code), code).not.toBeNull()
    }
    expect(countsPages(feesOf('2.000815'))).toBe(true)
    expect(countsPages(feesOf('2.000884'))).toBe(false)
    expect(registerFor('1.004873')).toBeNull()
    expect(registerFor(null)).toBeNull()
  })
})

describe('what cannot be counted', () => {
  it('a fee without rules, of the province, or by pages not known', () => {
    expect(feeOf([fee(5000)], { pages: 1, copies: 1 })).toBeNull()
    expect(feeOf([fee(null, { kind: 'case' })], { pages: 1, copies: 1 })).toBeNull()
    expect(feeOf(feesOf('2.000815'), { pages: null, copies: 1 })).toBeNull()
    expect(totalFee([fee(5000)], [{ pages: 1, copies: 1 }])).toBeNull()
  })

  it('a sum beyond any counter is refused, not rounded', () => {
    const dear = [fee(1_000_000_000, { kind: 'page', from: 1, to: null })]
    const most = { pages: 9999, copies: 999 }
    expect(() => feeOf(dear, most)).toThrow('Số phí quá lớn')
    const bearable = { pages: 1000, copies: 1 }
    expect(feeOf(dear, bearable)).toBe(1_000_000_000_000)
    expect(() => totalFee(dear, [bearable, bearable])).toThrow('Số phí quá lớn')
  })
})

/** The same fee told page by page and copy by copy. */
function slowFee(fees: readonly Fee[], { pages, copies }: Quantity): number {
  const caps = fees.flatMap(({ rule, amountVnd }) => (rule?.kind === 'cap' ? [amountVnd ?? 0] : []))
  let total = fees.reduce(
    (sum, { rule, amountVnd }) => sum + (rule?.kind === 'case' ? (amountVnd ?? 0) : 0),
    0,
  )
  for (let copy = 1; copy <= copies; copy += 1) {
    let price = 0
    for (let page = 1; page <= (pages ?? 0); page += 1) {
      for (const { rule, amountVnd } of fees) {
        if (rule?.kind !== 'page' || page < rule.from || (rule.to !== null && page > rule.to)) continue
        price += amountVnd ?? 0
      }
    }
    for (const cap of caps) if (price > cap) price = cap
    total += price
  }
  return total
}

const amount = fc.integer({ min: 0, max: 300_000 })
const pageRule = fc
  .tuple(fc.integer({ min: 1, max: 30 }), fc.option(fc.integer({ min: 1, max: 40 })))
  .map(([from, to]): FeeRule => ({ kind: 'page', from, to }))
const anyRule = fc.oneof(
  pageRule,
  fc.constant<FeeRule>({ kind: 'cap', per: 'copy' }),
  fc.constant<FeeRule>({ kind: 'case' }),
)
const anyFees = fc.array(
  fc.tuple(amount, anyRule).map(([vnd, rule]) => fee(vnd, rule)),
  { minLength: 1, maxLength: 6 },
)
const anyQuantity = fc.record({
  pages: fc.integer({ min: 1, max: 60 }),
  copies: fc.integer({ min: 1, max: 12 }),
})

describe('any rules', () => {
  it('give what counting page by page gives', () => {
    fc.assert(
      fc.property(anyFees, anyQuantity, (fees, quantity) => {
        expect(feeOf(fees, quantity)).toBe(slowFee(fees, quantity))
      }),
    )
  })

  it('never cost less for more pages or more copies, and papers together cost their sum', () => {
    fc.assert(
      fc.property(anyFees, anyQuantity, anyQuantity, (fees, one, other) => {
        const more = { pages: one.pages + 1, copies: one.copies + 1 }
        expect(Number(feeOf(fees, more))).toBeGreaterThanOrEqual(Number(feeOf(fees, one)))
        expect(totalFee(fees, [one, other])).toBe(Number(feeOf(fees, one)) + Number(feeOf(fees, other)))
      }),
    )
  })
})
