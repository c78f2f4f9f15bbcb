import { randomBytes } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/operations.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { beginCollecting, chargeDue } from '../factory.ts'
import { settleLines } from '../jobs/settle-lines.ts'
import { getBankLine, listBankLines } from '../queries/bank-lines.ts'
import { listStatements } from '../queries/bank-statements.ts'
import { getControl } from '../queries/control.ts'
import { getDue, listDues } from '../queries/dues.ts'
import { getReceipt } from '../queries/receipts.ts'
import { askRefund } from './ask-change.ts'
import { decideChange } from './decide-change.ts'
import { assignLine, setLineAside } from './decide-line.ts'
import { importStatement } from './import-statement.ts'
import { noteMovement } from './note-movement.ts'
import { settleLine } from './settle-line.ts'

let test: TestApp
let accountant: Actor
let cashier: Actor
let chair: Actor
const refused = (code: string, facts?: object) =>
  expect.objectContaining({ code, ...(facts ? { facts: expect.objectContaining(facts) } : {}) })
const saying = (detail: string) => ({ detail: expect.stringContaining(detail) })
const wrong = (field: string) =>
  refused('invalid_input', { fields: expect.objectContaining({ [field]: expect.anything() }) })

beforeAll(async () => {
  test = await startTestApp()
  ;[accountant, cashier, chair] = [
    await test.as('ketoan'),
    await test.as('tiepnhan'),
    await test.as('chutich'),
  ]
})
afterAll(() => test?.close())

interface Line {
  amountVnd: number
  description?: string
  bankReference?: string
  bookedOn?: string
}
let references = 0
const line = (given: Line) => {
  references += 1
  return {
    description: '',
    counterparty: '',
    bankReference: `FT${references}`,
    bookedOn: '2026-03-23',
    ...given,
  }
}
type Made = ReturnType<typeof line>

const keptFile = () => ({
  sha256: randomBytes(32).toString('hex'),
  size: 1,
  name: 'sao-ke.csv',
  mediaType: 'text/csv',
})
const statement = (lines: readonly Made[], more: object = {}) => ({
  format: 'csv' as const,
  account: '0123456789',
  from: '2026-03-01',
  to: '2026-03-24',
  openingVnd: null,
  closingVnd: null,
  lines: lines.map((each, index) => ({ ...each, row: index + 2, balanceVnd: null })),
  ...more,
})
async function bring(lines: readonly Made[], more: object = {}) {
  const file = keptFile()
  return test.write(accountant, importStatement, { file, statement: statement(lines, more) })
}
const settle = () => settleLines(test.services, test.officeId)
const tell = (given: Made & { id?: string }) =>
  test.write(systemActor(test.officeId), noteMovement, {
    id: given.id ?? uuid(),
    account: '0123456789',
    amountVnd: given.amountVnd,
    bookedAt: `${given.bookedOn}T10:00:00+07:00`,
    description: given.description,
    reference: given.bankReference,
  })
async function newDue(amount = 8_000) {
  const { id, dossierId } = await chargeDue(test, cashier, { amounts: [amount] })
  const { due } = await test.read(cashier, getDue, { id })
  return { id, dossierId, reference: due.reference }
}
const dueNow = async (id: string) => (await test.read(cashier, getDue, { id })).due
async function lineOf(reference: string) {
  const { rows } = await test.read(accountant, listBankLines, { show: 'all', q: reference })
  expect(rows).toHaveLength(1)
  const [found] = rows
  if (!found) throw new Error(`no line ${reference}`)
  return found
}

describe('before an office has an account', () => {
  it('no statement is taken, and afterwards none of another account', async () => {
    await expect(bring([line({ amountVnd: 1_000 })])).rejects.toEqual(
      refused('wrong_state', saying('chưa nhập tài khoản')),
    )
    await beginCollecting(test)
    await expect(bring([line({ amountVnd: 1_000 })], { account: '999' })).rejects.toEqual(
      refused('wrong_state', saying('không phải tài khoản nhận tiền')),
    )
    const file = keptFile()
    for (const actor of [cashier, chair])
      await expect(
        test.write(actor, importStatement, { file, statement: statement([line({ amountVnd: 1 })]) }),
      ).rejects.toEqual(refused('not_allowed'))
    for (const amountVnd of [0, 0.5, 1e15])
      await expect(bring([line({ amountVnd })])).rejects.toEqual(refused('invalid_input'))
  })
})

describe('a statement', () => {
  it('pays what its lines name, with receipts, and leaves the rest to a person', async () => {
    const [exact, part, over, twice] = [await newDue(), await newDue(), await newDue(), await newDue()]
    const lines = [
      line({ amountVnd: 8_000, description: `CT ${exact.reference} GD 1` }),
      line({ amountVnd: 5_000, description: part.reference }),
      line({ amountVnd: 10_000, description: over.reference }),
      line({ amountVnd: 8_000, description: twice.reference }),
      line({ amountVnd: 8_000, description: `lan nua ${twice.reference}` }),
      line({ amountVnd: 3_000, description: 'khong ro' }),
      line({ amountVnd: -2_000, description: `phi ${exact.reference}` }),
    ]
    expect(await bring(lines)).toMatchObject({ lines: 7, fresh: 7 })
    expect(await settle()).toBe(6)
    expect(await settle()).toBe(0)
    const verdicts = await Promise.all(
      lines.map(async ({ bankReference }) => (await lineOf(bankReference)).verdict),
    )
    expect(verdicts).toEqual(['exact', 'partial', 'over', 'exact', 'paid', 'unknown', 'out'])
    expect(await dueNow(exact.id)).toMatchObject({ state: 'paid', overVnd: 0 })
    expect(await dueNow(part.id)).toMatchObject({ state: 'part', stillDueVnd: 3_000 })
    expect(await dueNow(over.id)).toMatchObject({ state: 'over', overVnd: 2_000 })
    expect(await dueNow(twice.id)).toMatchObject({ state: 'over', overVnd: 8_000 })
    const { payments } = await test.read(cashier, getDue, { id: twice.id })
    expect(payments.map(({ amountVnd, method, receipt }) => [amountVnd, method, receipt !== null])).toEqual([
      [8_000, 'transfer', true],
      [8_000, 'transfer', false],
    ])
    expect(payments[0]?.note).toContain('Ngân hàng ghi có 23/03/2026, số FT')
    const { waiting } = await test.read(accountant, listBankLines, {})
    expect(waiting).toBe(1)
    expect((await test.read(accountant, getControl, {})).bankLines).toMatchObject({ count: 1, sumVnd: 3_000 })
  })

  it('imported twice changes nothing, nor does one that has some of the same days', async () => {
    const due = await newDue()
    const lines = [
      line({ amountVnd: 8_000, description: due.reference }),
      line({ amountVnd: 700, bankReference: '' }),
    ]
    const file = keptFile()
    const first = await test.write(accountant, importStatement, { file, statement: statement(lines) })
    expect(first.fresh).toBe(2)
    await settle()
    await expect(
      test.write(accountant, importStatement, { file, statement: statement(lines) }),
    ).rejects.toEqual(refused('conflict', saying('Không có gì thay đổi')))
    const again = await bring([...lines, line({ amountVnd: 900 })])
    expect(again.fresh).toBe(1)
    const inOtherForm = await bring(lines, { format: 'mt940' })
    expect(inOtherForm.fresh).toBe(1)
    await settle()
    expect(await dueNow(due.id)).toMatchObject({ state: 'paid', overVnd: 0 })
    expect((await test.read(cashier, getDue, { id: due.id })).payments).toHaveLength(1)
  })

  it('read by two programs at once gives each line one payment', async () => {
    const due = await newDue()
    const lines = [line({ amountVnd: 8_000, description: due.reference })]
    const brought = await Promise.all([bring(lines), bring(lines)])
    expect(brought.map(({ fresh }) => fresh).toSorted()).toEqual([0, 1])
    const { id } = await lineOf(lines[0]?.bankReference ?? '')
    const settling = () => test.write(systemActor(test.officeId), settleLine, { id })
    const outcomes = await Promise.allSettled([settling(), settling()])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await dueNow(due.id)).toMatchObject({ paidVnd: 8_000, overVnd: 0 })
  })

  it('that does not go on where the last one ended is marked', async () => {
    const day = (bookedOn: string, more: object) =>
      bring([line({ amountVnd: 1_000, bookedOn })], { from: bookedOn, to: bookedOn, ...more })
    const ids = [
      await day('2026-02-01', { openingVnd: 0, closingVnd: 1_000 }),
      await day('2026-02-02', { openingVnd: 1_000, closingVnd: 2_000 }),
      await day('2026-02-03', { openingVnd: 5_000, closingVnd: 6_000 }),
      await day('2026-02-10', {}),
    ]
    const { rows } = await test.read(accountant, listStatements, {})
    const gaps = ids.map(({ id }) => rows.find((row) => row.id === id)?.gap)
    expect(gaps).toEqual(['', '', 'balance', 'days'])
    await settle()
  })
})

describe('what a provider tells', () => {
  it('and the statement has too is one payment, whichever comes first', async () => {
    for (const order of ['notice', 'statement']) {
      const due = await newDue()
      const told = line({ amountVnd: 8_000, description: `${due.reference} tu vi` })
      const printed = { ...told, bookedOn: '2026-03-24', description: `MBVCB ${due.reference}` }
      if (order === 'notice') {
        expect((await tell(told)).fresh).toBe(true)
        await settle()
        expect((await bring([printed])).fresh).toBe(0)
      } else {
        expect((await bring([printed])).fresh).toBe(1)
        expect((await tell(told)).fresh).toBe(false)
      }
      await settle()
      expect(await dueNow(due.id)).toMatchObject({ state: 'paid', overVnd: 0 })
      expect((await lineOf(told.bankReference)).sources.toSorted()).toEqual(['csv', 'notice'])
    }
  })

  it('twice under one id is refused, and of two transfers alike both are money', async () => {
    const due = await newDue()
    const told = line({ amountVnd: 8_000, description: due.reference })
    await tell({ ...told, id: 'SAME' })
    await expect(tell({ ...told, id: 'SAME' })).rejects.toEqual(refused('conflict'))
    const second = line({ amountVnd: 8_000, description: due.reference })
    await tell(second)
    expect((await bring([told, second])).fresh).toBe(0)
    await settle()
    expect(await dueNow(due.id)).toMatchObject({ paidVnd: 8_000, overVnd: 8_000 })
  })

  it('with its words cut short is judged again when the statement has them whole', async () => {
    const due = await newDue()
    const told = line({ amountVnd: 8_000, description: due.reference.slice(0, 8) })
    await tell(told)
    await settle()
    expect((await lineOf(told.bankReference)).verdict).toBe('unknown')
    await bring([{ ...told, description: due.reference }])
    await settle()
    expect((await lineOf(told.bankReference)).verdict).toBe('exact')
    expect((await dueNow(due.id)).state).toBe('paid')
  })

  it('and no statement of its day has is pointed at', async () => {
    const forged = line({ amountVnd: 8_000, bookedOn: '2026-03-10' })
    await tell(forged)
    await settle()
    const found = await lineOf(forged.bankReference)
    expect(found.isUnseen).toBe(true)
    const { rows, unseen } = await test.read(accountant, listBankLines, { show: 'unseen' })
    expect([rows.map(({ id }) => id), unseen]).toEqual([[found.id], 1])
    expect((await test.read(accountant, getControl, {})).bankUnseen).toBe(1)
    const fresh = line({ amountVnd: 8_000, bookedOn: '2026-03-23' })
    await tell(fresh)
    expect((await lineOf(fresh.bankReference)).isUnseen).toBe(false)
    await settle()
  })

  it('of a day that cannot be, or of another account, is refused', async () => {
    await expect(tell(line({ amountVnd: 1, bookedOn: '2027-01-01' }))).rejects.toEqual(wrong('bookedAt'))
    await expect(tell(line({ amountVnd: 0 }))).rejects.toEqual(wrong('amountVnd'))
  })
})

describe('a line that a person decides', () => {
  it('because it names two dossiers, is split between them, and never taken before', async () => {
    const [one, two] = [await newDue(8_000), await newDue(12_000)]
    const both = line({ amountVnd: 20_000, description: `${one.reference} va ${two.reference}` })
    await bring([both])
    await settle()
    const { id, verdict, payments } = await lineOf(both.bankReference)
    expect([verdict, payments]).toEqual(['several', []])
    expect([(await dueNow(one.id)).state, (await dueNow(two.id)).state]).toEqual(['open', 'open'])
    const { dues } = await test.read(accountant, getBankLine, { id })
    expect(
      dues
        .slice(0, 2)
        .map((due) => due.id)
        .toSorted(),
    ).toEqual([one.id, two.id].toSorted())
    const parts = [
      { dueId: one.id, amountVnd: 8_000 },
      { dueId: two.id, amountVnd: 12_000 },
    ]
    const given = { id, parts, reason: 'Nộp chung hai hồ sơ.' }
    await expect(test.write(cashier, assignLine, given)).rejects.toEqual(refused('not_allowed'))
    for (const bad of [
      [{ dueId: one.id, amountVnd: 8_000 }],
      [{ dueId: one.id, amountVnd: 20_001 }],
      [
        { dueId: one.id, amountVnd: 8_000 },
        { dueId: one.id, amountVnd: 12_000 },
      ],
      [],
    ])
      await expect(test.write(accountant, assignLine, { ...given, parts: bad })).rejects.toEqual(
        wrong('parts'),
      )
    await expect(test.write(accountant, assignLine, { ...given, reason: ' ' })).rejects.toEqual(
      wrong('reason'),
    )
    await expect(
      test.write(accountant, assignLine, { ...given, parts: [{ dueId: uuid(), amountVnd: 20_000 }] }),
    ).rejects.toEqual(refused('not_found'))
    await test.write(accountant, assignLine, given)
    await expect(test.write(accountant, assignLine, given)).rejects.toEqual(refused('wrong_state'))
    expect([(await dueNow(one.id)).state, (await dueNow(two.id)).state]).toEqual(['paid', 'paid'])
    expect((await lineOf(both.bankReference)).payments.map(({ amountVnd }) => amountVnd).toSorted()).toEqual([
      12_000, 8_000,
    ])
  })

  it('is set aside with a reason, and may still turn out to be a fee', async () => {
    const due = await newDue()
    const stray = line({ amountVnd: 8_000, description: 'tien gi do' })
    await bring([stray])
    const early = await lineOf(stray.bankReference)
    await expect(test.write(accountant, setLineAside, { id: early.id, reason: 'Lãi' })).rejects.toEqual(
      refused('wrong_state', saying('đang đối chiếu')),
    )
    await settle()
    await test.write(accountant, setLineAside, { id: early.id, reason: 'Lãi tiền gửi.' })
    await expect(test.write(accountant, setLineAside, { id: early.id, reason: 'Lãi' })).rejects.toEqual(
      refused('wrong_state'),
    )
    const parts = [{ dueId: due.id, amountVnd: 8_000 }]
    await test.write(accountant, assignLine, { id: early.id, parts, reason: 'Nhầm, là tiền phí.' })
    expect((await dueNow(due.id)).state).toBe('paid')
    const out = line({ amountVnd: -8_000 })
    await bring([out])
    const { id } = await lineOf(out.bankReference)
    const negative = { id, parts, reason: 'x' }
    await expect(test.write(accountant, assignLine, negative)).rejects.toEqual(refused('wrong_state'))
    await expect(test.write(accountant, setLineAside, { id, reason: 'x' })).rejects.toEqual(
      refused('wrong_state'),
    )
  })
})

describe('money that came twice', () => {
  it('lies among what was paid too much, and is given back with two persons', async () => {
    const due = await newDue()
    const lines = [1, 2].map(() => line({ amountVnd: 8_000, description: due.reference }))
    await bring(lines)
    await settle()
    expect((await test.read(cashier, listDues, { show: 'over' })).rows.map(({ id }) => id)).toContain(due.id)
    const { payments } = await test.read(cashier, getDue, { id: due.id })
    const second = payments.find(({ receipt }) => receipt === null)
    const asked = {
      paymentId: second?.id ?? '',
      amountVnd: 8_000,
      method: 'transfer' as const,
      reason: 'Nộp hai lần.',
    }
    const { id } = await test.write(cashier, askRefund, asked)
    await test.write(accountant, decideChange, { id, agreed: true })
    expect(await dueNow(due.id)).toMatchObject({ state: 'paid', overVnd: 0, paidVnd: 8_000 })
    const first = payments.find(({ receipt }) => receipt !== null)
    const { receipt } = await test.read(cashier, getReceipt, { id: first?.receipt?.id ?? '' })
    expect(receipt.state).toBe('standing')
  })

  it('or for a due no longer asked for is owed back in whole', async () => {
    const due = await newDue()
    await test.owner.query(`update dues set ended_at = now(), end_reason = 'Rút hồ sơ' where id = $1`, [
      due.id,
    ])
    const late = line({ amountVnd: 8_000, description: due.reference })
    await bring([late])
    await settle()
    expect((await lineOf(late.bankReference)).verdict).toBe('ended')
    expect(await dueNow(due.id)).toMatchObject({ state: 'over', overVnd: 8_000 })
  })
})

describe('the books', () => {
  it('have every đồng of every line that was taken, once', async () => {
    const found = await test.owner.query(
      `select (select sum(l.amount) from bank_lines l where l.outcome = 'paid')::int as lines,
        (select sum(p.amount) from payments p where p.kind = 'payment' and p.external like 'bank:%')::int as payments,
        (select sum(e.amount) from ledger_entries e join payments p on p.id = e.payment_id
          where e.debit = 'bank' and p.external like 'bank:%')::int as entries,
        (select sum(b.amount) from bank_line_payments b)::int as linked`,
    )
    const { lines, payments, entries, linked } = found.rows[0]
    expect(lines).toBeGreaterThan(100_000)
    expect([payments, entries, linked]).toEqual([lines, lines, lines])
  })

  it('wait while receipts cannot be written, and nothing is lost', async () => {
    const due = await newDue()
    await test.owner.query(`update receipt_settings set collecting_since = null, tax_code = ''`)
    const held = line({ amountVnd: 8_000, description: due.reference })
    await bring([held])
    expect(await settle()).toBe(0)
    expect((await lineOf(held.bankReference)).verdict).toBe('')
    await test.owner.query(`update receipt_settings set tax_code = '0000000000'`)
    expect(await settle()).toBe(1)
    expect((await dueNow(due.id)).state).toBe('paid')
  })
})
