import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fee, FeeRule } from '../model.ts'
import { parseCatalogue, readShippedCatalogue } from './catalogue.ts'
import {
  countFee,
  countFees,
  countsPages,
  type FeeRequest,
  feeOf,
  hasFeeRules,
  type Quantity,
  totalFee,
  usualCopies,
} from './count-fee.ts'

const { records } = parseCatalogue(await readShippedCatalogue())
const feesOf = (code: string) => records.find((record) => record.code === code)?.fees ?? []
const fee = (amountVnd: number | null, rule?: FeeRule, more: Partial<Fee> = {}): Fee => ({
  name: 'Phí',
  amountVnd,
  unit: 'bản',
  basis: '',
  rule,
  ...more,
})
const atDesk = { pages: null, copies: 1, online: false }
/** What is counted in all; a test that expects it fails where something is open. */
function total(fees: readonly Fee[], request: FeeRequest): number {
  const counted = countFee(fees, request)
  if ('gaps' in counted) throw new Error(counted.gaps.join(', '))
  return counted.totalVnd
}

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

  it('pages matter for copies only', () => {
    expect(countsPages(feesOf('2.000815'))).toBe(true)
    expect(countsPages(feesOf('2.000884'))).toBe(false)
    expect(hasFeeRules([fee(5000)])).toBe(false)
  })
})

describe('what cannot be counted', () => {
  it('a fee without rules, of the province, or by pages not known', () => {
    expect(feeOf([fee(5000)], { pages: 1, copies: 1 })).toBeNull()
    expect(feeOf([fee(null, { kind: 'case' })], { pages: 1, copies: 1 })).toBeNull()
    expect(feeOf(feesOf('2.000815'), { pages: null, copies: 1 })).toBeNull()
    expect(totalFee([fee(5000)], [{ pages: 1, copies: 1 }])).toBeNull()
    const open = fee(null, { kind: 'case' }, { name: 'Lệ phí hộ tịch' })
    expect(countFee([open], atDesk)).toEqual({ lines: [], gaps: ['Lệ phí hộ tịch'] })
    expect(countFee([fee(null), fee(5)], atDesk)).toEqual({
      lines: [],
      gaps: ['Phí', 'Phí (chưa có cách tính)'],
    })
    expect(countFee(feesOf('2.000815'), atDesk)).toEqual({
      lines: [],
      gaps: ['Phí chứng thực bản sao (chưa biết số trang)'],
    })
    expect(countFees([open], [atDesk, atDesk], { online: false })).toEqual({
      lines: [],
      gaps: ['Lệ phí hộ tịch'],
    })
    expect(countFee([], atDesk)).toEqual({ lines: [], totalVnd: 0 })
  })

  it.each([
    { copies: -1 },
    { copies: 0.5 },
    { copies: Number.NaN },
    { pages: -2 },
    { pages: 1.5 },
    { times: { 0: -1 } },
  ])('%j is no quantity', (wrong) => {
    expect(() => countFee(feesOf('2.000815'), { pages: 1, copies: 1, online: false, ...wrong })).toThrow(
      'số nguyên',
    )
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

describe('the lines, as the officer tells them', () => {
  const how = (fees: readonly Fee[], request: Partial<FeeRequest>) =>
    countFee(fees, { ...atDesk, ...request }).lines.map((line) => line.how)
  const copy = feesOf('2.000815')

  it.each([
    [1, 1, '1 trang × 2.000 đ'],
    [1, 3, '1 trang × 2.000 đ = 2.000 đ/bản, × 3 bản'],
    [3, 1, '2 trang đầu × 2.000 đ + 1 trang × 1.000 đ'],
    [3, 3, '2 trang đầu × 2.000 đ + 1 trang × 1.000 đ = 5.000 đ/bản, × 3 bản'],
    [300, 1, '2 trang đầu × 2.000 đ + 298 trang × 1.000 đ = 302.000 đ/bản, tối đa 200.000 đ/bản'],
    [300, 2, '2 trang đầu × 2.000 đ + 298 trang × 1.000 đ = 302.000 đ/bản, tối đa 200.000 đ/bản, × 2 bản'],
  ])('%i pages, %i copies', (pages, copies, words) => {
    expect(how(copy, { pages, copies })).toEqual([words])
  })

  it('name the fee, its kind, basis and budget item once, not page by page', () => {
    expect(countFee(copy, { ...atDesk, pages: 3 }).lines).toEqual([
      {
        name: 'Phí chứng thực bản sao',
        kind: 'fee',
        amountVnd: 5000,
        how: '2 trang đầu × 2.000 đ + 1 trang × 1.000 đ',
        basis: '226/2016/TT-BTC',
        budgetItem: '',
      },
    ])
    const charge = fee(
      7000,
      { kind: 'case' },
      { name: 'Lệ phí hộ tịch', unit: 'trường hợp', budgetItem: '2771' },
    )
    expect(countFee([charge], atDesk).lines).toMatchObject([
      { kind: 'charge', budgetItem: '2771', how: '1 trường hợp × 7.000 đ' },
    ])
    expect(countFee([{ ...charge, kind: 'fee' }], atDesk).lines[0]?.kind).toBe('fee')
  })

  it('count copies that are asked for besides, none unless said', () => {
    const fees = [fee(0, { kind: 'case' }, { name: 'Lệ phí' }), fee(8000, { kind: 'copy' })]
    expect(total(fees, { ...atDesk, copies: 0 })).toBe(0)
    expect(total(fees, { ...atDesk, copies: 3 })).toBe(24_000)
    expect(how(fees, { copies: 3 })).toEqual(['Không phải nộp', '3 bản × 8.000 đ'])
    expect(how(fees, { copies: 0 })).toEqual(['Không phải nộp'])
  })

  it('take one copy where copies are all that is paid for, else none', () => {
    const extract = fee(8000, { kind: 'copy' })
    expect(usualCopies([extract])).toBe(1)
    expect(usualCopies(copy)).toBe(1)
    expect(usualCopies([extract, fee(5)])).toBe(1)
    expect(usualCopies([fee(0, { kind: 'case' }), extract])).toBe(0)
    expect(usualCopies([fee(5)])).toBe(0)
  })

  it('follow the way of filing, and half a đồng makes a whole one', () => {
    const fees = [
      fee(20_000, { kind: 'case' }, { channel: 'desk' }),
      fee(10_000, { kind: 'case' }, { channel: 'online' }),
    ]
    expect(total(fees, atDesk)).toBe(20_000)
    expect(total(fees, { ...atDesk, online: true })).toBe(10_000)
    const less = (percent: number) =>
      fee(15_001, { kind: 'case' }, { discount: { channel: 'online', percent } })
    expect(total([less(50)], atDesk)).toBe(15_001)
    expect(total([less(50)], { ...atDesk, online: true })).toBe(7501)
    expect(total([less(33)], { ...atDesk, online: true })).toBe(10_051)
    expect(total([less(100)], { ...atDesk, online: true })).toBe(0)
    expect(how([less(50)], { online: true })).toEqual(['1 bản × 7.501 đ (đã giảm 50% khi nộp trực tuyến)'])
    expect(how([less(100)], { online: true })).toEqual(['Giảm 100% khi nộp trực tuyến'])
    const pages = [
      fee(2000, { kind: 'page', from: 1, to: null }, { discount: { channel: 'online', percent: 50 } }),
    ]
    expect(total(pages, { pages: 3, copies: 2, online: true })).toBe(6000)
  })

  it('an exemption frees the fees that know it, and the others are still paid', () => {
    const poor = { name: 'hộ nghèo', paper: 'giấy chứng nhận hộ nghèo' }
    const fees = [
      fee(null, { kind: 'case' }, { name: 'Lệ phí', exemptions: [poor] }),
      fee(8000, { kind: 'copy' }),
    ]
    expect(countFee(fees, { ...atDesk, exemption: 'hộ nghèo' })).toMatchObject({
      totalVnd: 8000,
      lines: [{ amountVnd: 0, how: 'Miễn: hộ nghèo (giấy chứng nhận hộ nghèo)' }, { amountVnd: 8000 }],
    })
    expect(countFee(fees, atDesk)).toMatchObject({ gaps: ['Lệ phí'], lines: [{ amountVnd: 8000 }] })
    expect(() => countFee(fees, { ...atDesk, exemption: 'người giàu' })).toThrow('không miễn')
    const copies = copy.map((each) => ({ ...each, exemptions: [{ name: 'vay vốn nông nghiệp', paper: '' }] }))
    const free = countFee(copies, { ...atDesk, pages: 9, exemption: 'vay vốn nông nghiệp' })
    expect(free).toMatchObject({ totalVnd: 0, lines: [{ how: 'Miễn: vay vốn nông nghiệp' }] })
  })

  it('an officer may say how many instead of the rule', () => {
    const fees = [fee(0, { kind: 'case' }, { name: 'Đúng hạn' }), fee(5000, undefined, { name: 'Quá hạn' })]
    expect(total(fees, atDesk)).toBe(0)
    expect(countFee(fees, { ...atDesk, times: { 0: 0, 1: 2 } })).toEqual({
      totalVnd: 10_000,
      lines: [expect.objectContaining({ name: 'Quá hạn', amountVnd: 10_000, how: '2 bản × 5.000 đ' })],
    })
  })

  it('several papers make one line, told paper by paper', () => {
    const papers = [
      { name: 'Bằng', pages: 1, copies: 5 },
      { name: ' ', pages: 3, copies: 1 },
    ]
    expect(countFees(copy, papers, { online: false })).toMatchObject({
      totalVnd: 15_000,
      lines: [
        {
          name: 'Phí chứng thực bản sao',
          amountVnd: 15_000,
          how: 'Bằng: 1 trang × 2.000 đ = 2.000 đ/bản, × 5 bản = 10.000 đ; Giấy tờ 2: 2 trang đầu × 2.000 đ + 1 trang × 1.000 đ = 5.000 đ',
        },
      ],
    })
    expect(countFees(copy, [], { online: false })).toEqual({ lines: [], totalVnd: 0 })
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
    for (const { rule, amountVnd } of fees) if (rule?.kind === 'copy') price += amountVnd ?? 0
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
  fc.constant<FeeRule>({ kind: 'copy' }),
)
const anyFees = fc.array(
  fc.tuple(amount, anyRule).map(([vnd, rule]) => fee(vnd, rule)),
  { minLength: 1, maxLength: 6 },
)
/** Fees with all that a fee can say. */
const anyWholeFees = fc.array(
  fc
    .record({
      vnd: amount,
      rule: fc.option(anyRule, { nil: undefined }),
      channel: fc.constantFrom(undefined, 'desk' as const, 'online' as const),
      percent: fc.option(fc.integer({ min: 1, max: 100 })),
      isExempt: fc.boolean(),
      name: fc.constantFrom('Phí a', 'Phí a – b', 'Lệ phí'),
    })
    .map(({ vnd, rule, channel, percent, isExempt, name }) =>
      fee(vnd, rule, {
        name,
        channel,
        ...(percent ? { discount: { channel: 'online', percent } } : {}),
        ...(isExempt ? { exemptions: [{ name: 'hộ nghèo', paper: '' }] } : {}),
      }),
    ),
  { maxLength: 6 },
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

  it('the total is the sum of the lines, none below nothing, and never falls with pages or copies', () => {
    const request = fc.record({ online: fc.boolean(), exempt: fc.boolean() })
    fc.assert(
      fc.property(anyWholeFees, anyQuantity, request, (fees, quantity, { online, exempt }) => {
        const known = fees.some(({ exemptions }) => exemptions)
        const terms = { online, ...(exempt && known ? { exemption: 'hộ nghèo' } : {}) }
        const one = countFee(fees, { ...quantity, ...terms })
        if ('gaps' in one) {
          const asked = fees.filter(({ channel }) => !channel || (channel === 'online') === online)
          expect(hasFeeRules(asked)).toBe(false)
          expect(one.gaps.length).toBeGreaterThan(0)
          return
        }
        expect(one.totalVnd).toBe(one.lines.reduce((sum, { amountVnd }) => sum + amountVnd, 0))
        for (const { amountVnd, how } of one.lines) {
          expect(Number.isInteger(amountVnd) && amountVnd >= 0).toBe(true)
          expect(how).not.toBe('')
        }
        const { pages, copies } = quantity
        expect(total(fees, { pages: pages + 1, copies, ...terms })).toBeGreaterThanOrEqual(one.totalVnd)
        expect(total(fees, { pages, copies: copies + 1, ...terms })).toBeGreaterThanOrEqual(one.totalVnd)
        expect(countFees(fees, [quantity, quantity], terms)).toMatchObject({ totalVnd: 2 * one.totalVnd })
      }),
    )
  })

  it('copies cost what the circular says, and never more than its cap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 999 }), (pages, copies) => {
        const each = Math.min(200_000, 2000 * Math.min(pages, 2) + 1000 * Math.max(0, pages - 2))
        const due = total(feesOf('2.000815'), { pages, copies, online: false })
        expect(due).toBe(each * copies)
        expect(due).toBeLessThanOrEqual(200_000 * copies)
      }),
    )
  })
})
