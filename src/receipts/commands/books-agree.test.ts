import fc from 'fast-check'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/operations.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { beginCollecting, chargeDue, receiveTransfer } from '../factory.ts'
import { type Account, accounts } from '../model/books.ts'
import { getControl } from '../queries/control.ts'
import { getDayBook } from '../queries/day-book.ts'
import { getDue, listDues } from '../queries/dues.ts'
import { getMonth } from '../queries/month.ts'
import { ownShift } from '../queries/shifts.ts'
import { askRefund, askReplacement } from './ask-change.ts'
import { collectCash } from './collect-cash.ts'
import { decideChange } from './decide-change.ts'
import { depositCash, payBudget } from './remit.ts'
import { setBudgetRate } from './set-budget-rate.ts'
import { closeShift, openShift, receiveShift } from './shifts.ts'

let test: TestApp
let cashier: Actor
let accountant: Actor
beforeAll(async () => {
  test = await startTestApp()
  ;[cashier, accountant] = [await test.as('tiepnhan'), await test.as('ketoan')]
  await beginCollecting(test)
})
afterAll(() => test?.close())

const dues: string[] = []
const any = (list: readonly string[], pick: number) => list[pick % Math.max(1, list.length)] ?? uuid()

async function payments(): Promise<{ id: string; receipt: string | null; lines: number }[]> {
  const found = await test.owner.query(
    `select p.id, r.id as receipt, jsonb_array_length(r.content->'lines') as lines from payments p
      left join receipts r on r.payment_id = p.id and not exists (select from receipts n where n.replaces_id = r.id)
      where p.kind = 'payment' order by p.id`,
  )
  return found.rows
}

/** What people may do at any moment; refusals are part of life. */
const deeds = {
  charge: async (n: number) => {
    dues.push((await chargeDue(test, cashier, { amounts: [8_000, (n % 50) * 1_000] })).id)
  },
  cash: async (n: number) => {
    const id = any(dues, n)
    const { due } = await test.read(cashier, getDue, { id })
    const amountVnd = n % 3 === 0 ? due.stillDueVnd : Math.min(due.stillDueVnd, 1_000 + n)
    const cash = { id, amountVnd, tenderedVnd: amountVnd + (n % 2) * 500, toldVnd: due.stillDueVnd }
    await test.write(cashier, collectCash, cash)
  },
  transfer: (n: number) =>
    receiveTransfer(test, accountant, {
      id: any(dues, n),
      amount: 1_000 + n * 10,
      external: `bank.${n % 40}`,
    }),
  cut: (n: number) =>
    receiveTransfer(test, accountant, { id: any(dues, n), amount: 1_000 + n, external: uuid(), cut: true }),
  refund: async (n: number) => {
    const list = await payments()
    const paymentId = any(
      list.map(({ id }) => id),
      n,
    )
    const method = n % 2 === 0 ? ('cash' as const) : ('transfer' as const)
    const asked = { paymentId, amountVnd: 500 + n, method, reason: 'Thu nhầm.' }
    const { id } = await test.write(cashier, askRefund, asked)
    // What could not be carried out is refused, so that the next may be asked.
    await test
      .write(accountant, decideChange, { id, agreed: true })
      .catch(() => test.write(accountant, decideChange, { id, agreed: false, answer: 'Không đủ.' }))
  },
  replace: async (n: number) => {
    const chosen = (await payments()).filter(({ receipt }) => receipt !== null)
    const { receipt, lines } = chosen[n % Math.max(1, chosen.length)] ?? { receipt: uuid(), lines: 1 }
    const payer = { name: 'Công Dân Mẫu Sửa', address: '', personalId: '' }
    const asked = {
      receiptId: receipt ?? '',
      payer,
      lineNames: Array(lines).fill('Phí sửa'),
      reason: 'Ghi nhầm.',
    }
    const { id } = await test.write(cashier, askReplacement, asked)
    await test.write(accountant, decideChange, { id, agreed: n % 4 !== 0, answer: 'Không' })
  },
  open: (n: number) => test.write(cashier, openShift, { floatVnd: n * 1_000 }),
  close: async (n: number) => {
    const { shift } = await test.read(cashier, ownShift, {})
    const thousands = Math.max(0, Math.floor((shift?.expectedVnd ?? 0) / 1_000) + (n % 3) - 1)
    const closed = { id: shift?.id ?? uuid(), notes: { 1000: thousands }, explanation: 'Kiểm quỹ.' }
    const { id, countedVnd } = await test.write(cashier, closeShift, closed)
    await test.write(accountant, receiveShift, { id, countedVnd })
  },
  deposit: (n: number) =>
    test.write(accountant, depositCash, {
      amountVnd: 1_000 + n * 5,
      document: `GNT-${n}`,
      onDay: '2026-03-24',
    }),
} as const
type Deed = keyof typeof deeds

async function balancesNow(): Promise<Record<Account, number>> {
  const found = await test.owner.query(
    `select a.name, coalesce(sum(case when e.debit = a.name then e.amount when e.credit = a.name then -e.amount end), 0)::float8 as debit
      from unnest($1::text[]) as a(name) left join ledger_entries e on true group by 1`,
    [Object.keys(accounts)],
  )
  return Object.fromEntries(
    found.rows.map(({ name, debit }: { name: Account; debit: number }) => [
      name,
      accounts[name].side === 'debit' ? debit : 0 - debit,
    ]),
  ) as Record<Account, number>
}

const one = async (query: string) => Number((await test.owner.query(query)).rows[0]?.n ?? 0)
const paidSum = (column: string, condition = 'true') =>
  one(
    `select sum(case kind when 'payment' then ${column} else -(${column}) end) as n from payments where ${condition}`,
  )

async function expectAgreement(): Promise<void> {
  const books = await balancesNow()
  const held = books.drawer + books.safe + books.bank + books.portal + books.short
  expect(held).toBe(books.income + books.over + books.float + books.kept + books.surplus)
  expect(books.income + books.kept).toBe(await paidSum('applied'))
  expect(books.over).toBe(await paidSum('amount - applied'))
  expect(books.drawer + books.safe + books.short - books.float - books.surplus + (await deposited())).toBe(
    await paidSum('amount', "method = 'cash'"),
  )
  expect(books.bank - (await deposited())).toBe(await paidSum('amount', "method = 'transfer'"))
  // Every đồng that counts towards a due stands on exactly one receipt that is neither replaced nor cancelled.
  const differing = await test.owner.query(`
    select p.id from payments p
    left join lateral (select sum(b.applied) as back from payments b where b.of_payment = p.id) b on true
    left join receipts r on r.payment_id = p.id and not exists (select from receipts n where n.replaces_id = r.id)
      and not exists (select from receipt_changes c where c.receipt_id = r.id and c.kind = 'refund' and c.state = 'done' and c.result_id is null)
    where p.kind = 'payment' group by p.id, p.applied, b.back
    having p.applied - coalesce(b.back, 0) <> coalesce(sum(r.total), 0)`)
  expect(differing.rows).toEqual([])
  const numbers = await test.owner.query('select number from receipts order by number')
  expect(numbers.rows.map(({ number }) => number)).toEqual(numbers.rows.map((_, index) => index + 1))
  const lines = await one(
    "select count(*) as n from receipts r where r.total <> (select sum((l->>'amountVnd')::bigint) from jsonb_array_elements(r.content->'lines') l)",
  )
  expect(lines).toBe(0)
  const { rows } = await test.read(cashier, listDues, { show: 'all' })
  expect(
    rows.every(({ stillDueVnd, overVnd, paidVnd }) => stillDueVnd >= 0 && overVnd >= 0 && paidVnd >= 0),
  ).toBe(true)
}

/** What the pages of the accountant say, against the rows themselves. */
async function expectPagesAgree(): Promise<void> {
  const { days, types } = await test.read(accountant, getDayBook, { from: '2026-03-01', to: '2026-03-31' })
  for (const day of days) expect([day.receiptVnd, day.bookVnd]).toEqual([day.collectedVnd, day.collectedVnd])
  const total = await paidSum('applied')
  expect(types.reduce((sum, { totalVnd }) => sum + totalVnd, 0)).toBe(total)
  const { usage, owed, balances } = await test.read(accountant, getMonth, { month: '2026-03-01' })
  expect(usage.reduce((sum, { totalVnd }) => sum + totalVnd, 0)).toBe(total)
  expect(usage.every(({ missing }) => missing === 0)).toBe(true)
  expect(owed.reduce((sum, { collected }) => sum + collected, 0)).toBe(total)
  const books = await balancesNow()
  expect(balances).toEqual({
    drawer: books.drawer,
    safe: books.safe,
    bank: books.bank,
    portal: books.portal,
    over: books.over,
  })
  const control = await test.read(accountant, getControl, {})
  expect(control.over.sumVnd).toBe(books.over)
  expect(control.unsigned.count).toBe(await one('select count(*) as n from receipts'))
}
const deposited = () => one("select sum(amount) as n from remittances where kind = 'deposit'")

describe('money, books and receipts', () => {
  it('agree after any sequence of what people do, faults among it', async () => {
    const step = fc.tuple(fc.constantFrom(...(Object.keys(deeds) as Deed[])), fc.nat(5_000))
    let [done, refusedCount] = [0, 0]
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async (steps) => {
        for (const [deed, n] of steps) {
          try {
            await deeds[deed](n)
            done += 1
          } catch {
            refusedCount += 1
          }
        }
        await expectAgreement()
        await expectPagesAgree()
      }),
      { numRuns: 12 },
    )
    expect(done).toBeGreaterThan(30)
    expect(refusedCount).toBeGreaterThan(5)
    expect(await one('select count(*) as n from receipts')).toBeGreaterThan(5)
    expect(await one("select count(*) as n from payments where kind = 'refund'")).toBeGreaterThan(0)
  })

  it('the same transfer a second time is refused, and nothing is booked', async () => {
    const { id } = await chargeDue(test, cashier, { amounts: [8_000] })
    const given = { id, amount: 10_000, external: 'bank.twice' }
    expect(await receiveTransfer(test, accountant, given)).toEqual({ over: 2_000 })
    await expect(receiveTransfer(test, accountant, given)).rejects.toMatchObject({ code: 'conflict' })
    expect((await test.read(cashier, getDue, { id })).due).toMatchObject({ state: 'over', overVnd: 2_000 })
    await expectAgreement()
  })
})

describe('what goes to the budget', () => {
  it('is asked for when the month is over, without what the office keeps, once, and only from what the bank has', async () => {
    await test.write(accountant, setBudgetRate, {
      kind: 'fee',
      budgetItem: '',
      validFrom: '2026-03-01',
      keptPercent: 50,
      payByDay: 5,
      basis: 'Quyết định khoán chi mẫu',
    })
    const { id } = await chargeDue(test, cashier, { amounts: [9_001, 4_000] })
    await receiveTransfer(test, accountant, { id, amount: 13_001, external: 'bank.month' })
    const owed = async () => (await test.read(accountant, getMonth, { month: '2026-03-01' })).owed
    const lines = await owed()
    const [charges, fees] = lines
    expect(charges).toMatchObject({ kind: 'charge', budgetItem: '2771', keptPercent: 0, kept: 0 })
    expect(fees).toMatchObject({ kind: 'fee', keptPercent: 50, payBy: '2026-04-05', paid: 0 })
    expect(fees?.kept).toBe(Math.floor((fees?.collected ?? 0) / 2))
    const toldVnd = lines.reduce((sum, line) => sum + line.owed, 0)
    const paying = { month: '2026-03-01', document: 'C1-02/0001', onDay: '2026-04-03', toldVnd }
    await expect(test.write(accountant, payBudget, paying)).rejects.toMatchObject({ code: 'wrong_state' })
    test.time.set('2026-04-03T09:00:00+07:00')
    await expect(
      test.write(accountant, payBudget, { ...paying, toldVnd: toldVnd - 1 }),
    ).rejects.toMatchObject({
      code: 'stale',
    })
    await expect(test.write(cashier, payBudget, paying)).rejects.toMatchObject({ code: 'not_allowed' })
    const other = await chargeDue(test, cashier, { amounts: [5_000_000] })
    await receiveTransfer(test, accountant, { id: other.id, amount: 5_000_000, external: 'bank.april' })
    await test.write(accountant, payBudget, paying)
    expect((await owed()).map(({ owed, paid }) => owed - paid)).toEqual([0, 0])
    await expect(
      test.write(accountant, payBudget, { ...paying, document: 'C1-02/0002' }),
    ).rejects.toMatchObject({
      code: 'stale',
    })
    const books = await balancesNow()
    expect(books.kept).toBe(fees?.kept)
  })
})
