import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allocate,
  balances,
  budgetEntries,
  depositEntries,
  type Entry,
  openLines,
  type PricedLine,
  paymentEntries,
  refundEntries,
  shiftCloseEntries,
  shiftOpenEntries,
  shiftReceivedEntries,
} from './books.ts'

const money = fc.integer({ min: 0, max: 5_000_000 })
const line = fc.record({
  name: fc.constantFrom('Phí chứng thực', 'Lệ phí hộ tịch'),
  kind: fc.constantFrom('fee' as const, 'charge' as const),
  amountVnd: money,
  budgetItem: fc.constantFrom('', '2771'),
})
const sum = (list: readonly { amountVnd: number }[]) => list.reduce((all, each) => all + each.amountVnd, 0)
const sides = ({
  drawer,
  safe,
  bank,
  portal,
  short,
  income,
  over,
  float,
  kept,
  surplus,
}: ReturnType<typeof balances>) => [
  drawer + safe + bank + portal + short,
  income + over + float + kept + surplus,
]

describe('allocation', () => {
  it('gives out the whole amount as far as the lines reach, in their order, whatever was paid before', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), money, money, (lines, before, amount) => {
        const pieces = allocate(lines, { before, amount })
        expect(sum(pieces)).toBe(Math.min(amount, Math.max(0, sum(lines) - before)))
        expect(pieces.every(({ amountVnd }) => amountVnd > 0)).toBe(true)
      }),
    )
  })

  it('in parts comes to the same per line as at once', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), money, (lines, part) => {
        const total = sum(lines)
        const first = Math.min(part, total)
        const parts = [
          ...allocate(lines, { before: 0, amount: first }),
          ...allocate(lines, { before: first, amount: total - first }),
        ]
        for (const kind of ['fee', 'charge'] as const) {
          const of = (list: readonly PricedLine[]) => sum(list.filter((each) => each.kind === kind))
          expect(of(parts)).toBe(of(lines))
        }
      }),
    )
  })
})

describe('lines still open', () => {
  it('sum up to what is still due, whatever names were booked', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.array(line, { maxLength: 6 }), (lines, booked) => {
        expect(sum(openLines(lines, booked))).toBe(Math.max(0, sum(lines) - sum(booked)))
      }),
    )
  })

  it('are right also when what was given back had been renamed on its receipt', () => {
    const fee = { name: 'Phí', kind: 'fee' as const, amountVnd: 10, budgetItem: '' }
    expect(openLines([fee], [fee, { ...fee, name: 'Phí sửa', amountVnd: -4 }])).toEqual([
      { ...fee, amountVnd: 4 },
    ])
  })

  it('are those whose own payment was given back, not those before them', () => {
    const [fee, charge] = [
      { name: 'Phí', kind: 'fee' as const, amountVnd: 10, budgetItem: '' },
      { name: 'Lệ phí', kind: 'charge' as const, amountVnd: 5, budgetItem: '2771' },
    ]
    expect(openLines([fee, charge], [charge])).toEqual([fee])
  })
})

describe('the books', () => {
  it('always balance: money held = what it is owed for, after any sequence', () => {
    const event = fc.oneof(
      fc
        .tuple(fc.array(line, { maxLength: 4 }), money, fc.constantFrom('cash', 'transfer', 'portal'))
        .map(([pieces, over, method]) => paymentEntries(method as 'cash', { pieces, over })),
      fc
        .tuple(fc.array(line, { maxLength: 4 }), money)
        .map(([pieces, over]) => refundEntries('cash', { pieces, over })),
      money.map(shiftOpenEntries),
      fc.record({ expected: money, counted: money }).map(shiftCloseEntries),
      fc.record({ counted: money, float: money }).map(shiftReceivedEntries),
      money.map(depositEntries),
      fc
        .record({
          kind: fc.constant('fee' as const),
          budgetItem: fc.constant(''),
          collected: money,
          kept: money,
        })
        .map((each) => budgetEntries([{ ...each, kept: Math.min(each.kept, each.collected) }])),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        const entries: Entry[] = events.flat()
        const [held, owed] = sides(balances(entries))
        expect(held).toBe(owed)
        expect(entries.every(({ amount, debit, credit }) => amount > 0 && debit !== credit)).toBe(true)
      }),
    )
  })

  it('a refund of a payment leaves nothing of it', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), money, (pieces, over) => {
        const both = [...paymentEntries('cash', { pieces, over }), ...refundEntries('cash', { pieces, over })]
        expect(Object.values(balances(both)).every((each) => each === 0)).toBe(true)
      }),
    )
  })
})
