import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Actor, defineCommand } from '../../platform/operations.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { beginCollecting, chargeDue, collectingSettings } from '../factory.ts'
import { getDue, listDues } from '../queries/dues.ts'
import { getReceipt, listReceipts } from '../queries/receipts.ts'
import { ownShift } from '../queries/shifts.ts'
import { askNotice, askRefund, askReplacement } from './ask-change.ts'
import { collectCash } from './collect-cash.ts'
import { decideChange } from './decide-change.ts'
import { openDue } from './open-due.ts'
import { saveReceiptSettings } from './save-settings.ts'
import { closeShift, openShift, receiveShift } from './shifts.ts'
import { takePayment } from './take-payment.ts'

let test: TestApp
let cashier: Actor
let other: Actor
let accountant: Actor
let chair: Actor
const refused = (code: string, facts?: object) =>
  expect.objectContaining({ code, ...(facts ? { facts: expect.objectContaining(facts) } : {}) })
const wrong = (field: string) =>
  refused('invalid_input', { fields: expect.objectContaining({ [field]: expect.anything() }) })

beforeAll(async () => {
  test = await startTestApp()
  ;[cashier, other] = [await test.as('tiepnhan'), await test.as('tiepnhan2')]
  ;[accountant, chair] = [await test.as('ketoan'), await test.as('chutich')]
})
afterAll(() => test?.close())

/** Cash for all that is still due, paid exactly. */
async function payAll(dueId: string, by: Actor = cashier) {
  const { due } = await test.read(by, getDue, { id: dueId })
  const amountVnd = due.stillDueVnd
  return test.write(by, collectCash, { id: dueId, amountVnd, tenderedVnd: amountVnd, toldVnd: amountVnd })
}
const numbers = async () => {
  const found = await test.owner.query('select number from receipts order by number')
  return found.rows.map(({ number }) => number)
}
const withoutGap = async () => {
  const all = await numbers()
  expect(all).toEqual(all.map((_, index) => index + 1))
  return all.length
}

describe('before an office collects', () => {
  it('nothing is charged, and settings without a tax code do not begin', async () => {
    expect((await chargeDue(test, cashier, { amounts: [8_000] })).id).toBe('')
    await expect(
      test.write(accountant, saveReceiptSettings, { ...collectingSettings, taxCode: '' }),
    ).rejects.toEqual(wrong('taxCode'))
    for (const taxCode of ['12345', '12345678901', 'ABCDEFGHIJ'])
      await expect(
        test.write(accountant, saveReceiptSettings, { ...collectingSettings, taxCode }),
      ).rejects.toEqual(wrong('taxCode'))
    for (const seriesLetters of ['A', 'AO', 'FF', '12'])
      await expect(
        test.write(accountant, saveReceiptSettings, { ...collectingSettings, seriesLetters }),
      ).rejects.toEqual(wrong('seriesLetters'))
    await expect(
      test.write(accountant, saveReceiptSettings, { ...collectingSettings, bankAccount: '' }),
    ).rejects.toEqual(wrong('bankAccount'))
    await expect(test.write(cashier, saveReceiptSettings, collectingSettings)).rejects.toEqual(
      refused('not_allowed'),
    )
  })

  it('begins with its settings, once', async () => {
    await beginCollecting(test)
    await expect(test.write(accountant, saveReceiptSettings, collectingSettings)).rejects.toEqual(
      refused('stale'),
    )
  })
})

describe('cash', () => {
  let shiftId: string

  it('is taken into an open shift only', async () => {
    const { id } = await chargeDue(test, cashier, { amounts: [8_000] })
    await expect(payAll(id)).rejects.toEqual(
      refused('wrong_state', { detail: expect.stringContaining('mở ca') }),
    )
    for (const floatVnd of [-1, 0.5, 1e15])
      await expect(test.write(cashier, openShift, { floatVnd })).rejects.toEqual(wrong('floatVnd'))
    shiftId = (await test.write(cashier, openShift, { floatVnd: 200_000 })).id
    await expect(test.write(cashier, openShift, { floatVnd: 0 })).rejects.toEqual(refused('wrong_state'))
    await test.write(other, openShift, { floatVnd: 0 })
    expect(await withoutGap()).toBe(0)
  })

  it('gives change and a receipt in the same moment', async () => {
    const { id } = await chargeDue(test, cashier, { amounts: [8_000, 12_000] })
    const paid = await test.write(cashier, collectCash, {
      id,
      amountVnd: 20_000,
      tenderedVnd: 50_000,
      toldVnd: 20_000,
    })
    expect(paid).toMatchObject({
      changeVnd: 30_000,
      stillDueVnd: 0,
      receipt: { symbol: '26TAA', totalVnd: 20_000 },
    })
    const { receipt, content } = await test.read(cashier, getReceipt, { id: paid.receipt.id })
    expect(receipt).toMatchObject({
      state: 'standing',
      signedAt: null,
      method: 'cash',
      issuedOn: '2026-03-24',
    })
    expect(content.lines.map(({ kind, amountVnd }) => [kind, amountVnd])).toEqual([
      ['fee', 8_000],
      ['charge', 12_000],
    ])
    expect(content.collector.taxCode).toBe('0000000000')
    const { due, transfer } = await test.read(cashier, getDue, { id })
    expect([due.state, transfer]).toEqual(['paid', null])
    expect((await test.read(cashier, ownShift, {})).shift).toMatchObject({
      expectedVnd: 220_000,
      takenVnd: 20_000,
    })
  })

  it('refuses sums that are none, less than asked, more than due, and what was told differently', async () => {
    const { id } = await chargeDue(test, cashier, { amounts: [8_000] })
    const given = { id, amountVnd: 8_000, tenderedVnd: 8_000, toldVnd: 8_000 }
    for (const amountVnd of [-8_000, 0, 0.5, 1e15])
      await expect(test.write(cashier, collectCash, { ...given, amountVnd })).rejects.toEqual(
        wrong('amountVnd'),
      )
    await expect(test.write(cashier, collectCash, { ...given, tenderedVnd: 5_000 })).rejects.toEqual(
      wrong('tenderedVnd'),
    )
    await expect(
      test.write(cashier, collectCash, { ...given, amountVnd: 9_000, tenderedVnd: 9_000 }),
    ).rejects.toEqual(wrong('amountVnd'))
    await expect(test.write(cashier, collectCash, { ...given, toldVnd: 9_000 })).rejects.toEqual(
      refused('stale'),
    )
    await expect(test.write(await test.as('vanthu'), collectCash, given)).rejects.toEqual(
      refused('not_allowed'),
    )
    await payAll(id)
  })

  it('of two cashiers on one dossier is taken once', async () => {
    const { id } = await chargeDue(test, cashier, { amounts: [10_000] })
    const outcomes = await Promise.allSettled([payAll(id), payAll(id, other)])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const { due, payments } = await test.read(cashier, getDue, { id })
    expect([due.paidVnd, due.overVnd, payments.length]).toEqual([10_000, 0, 1])
  })

  it('in parts gives a receipt for each part, and the due is open until the last', async () => {
    const { id } = await chargeDue(test, cashier, { amounts: [8_000, 12_000] })
    const part = { id, amountVnd: 5_000, tenderedVnd: 5_000, toldVnd: 20_000 }
    await test.write(cashier, collectCash, part)
    const { due } = await test.read(cashier, getDue, { id })
    expect([due.state, due.stillDueVnd]).toEqual(['part', 15_000])
    const last = await payAll(id)
    const { content } = await test.read(cashier, getReceipt, { id: last.receipt.id })
    expect(content.lines.map(({ amountVnd }) => amountVnd)).toEqual([3_000, 12_000])
  })

  it('is nothing at all when the power goes in between, and the number is not lost', async () => {
    const { id } = await chargeDue(test, cashier, { amounts: [8_000] })
    const before = await withoutGap()
    const cut = defineCommand({
      name: 'test.cut',
      title: 'Mất điện giữa chừng',
      audience: 'staff',
      input: z.strictObject({}),
      output: z.object({}),
      async run(tx, actor) {
        const due = await openDue(tx, actor, { id })
        await takePayment(tx, actor, { due, method: 'cash', amount: 8_000, shiftId })
        throw new Error('power')
      },
    })
    await expect(test.write(cashier, cut, {})).rejects.toThrow()
    expect(await withoutGap()).toBe(before)
    expect((await test.read(cashier, getDue, { id })).payments).toEqual([])
    expect((await payAll(id)).receipt.number).toBe(before + 1)
  })

  it('is found by code, name and reference of a transfer, and left out of what is open once it is paid', async () => {
    const { id } = await chargeDue(test, cashier, { amounts: [7_000] })
    const { due, transfer } = await test.read(cashier, getDue, { id })
    expect(transfer?.text).toContain(due.reference)
    for (const q of [due.dossierCode, `chuyen tien ${due.reference} cam on`])
      expect((await test.read(cashier, listDues, { q })).rows.map((row) => row.id)).toEqual([id])
    await payAll(id)
    expect((await test.read(cashier, listDues, { q: due.reference })).rows).toEqual([])
    expect((await test.read(cashier, listDues, { q: due.reference, show: 'all' })).rows).toHaveLength(1)
  })
})

describe('a due counted anew', () => {
  it('keeps what was paid, asks for the rest, and is not made smaller than what was paid', async () => {
    const { id, dossierId } = await chargeDue(test, cashier, { amounts: [8_000] })
    await payAll(id)
    await chargeDue(test, cashier, { amounts: [20_000], dossierId })
    expect((await test.read(cashier, getDue, { id })).due).toMatchObject({
      state: 'part',
      stillDueVnd: 12_000,
    })
    await expect(chargeDue(test, cashier, { amounts: [5_000], dossierId })).rejects.toEqual(
      refused('wrong_state', { detail: expect.stringContaining('trả lại tiền') }),
    )
  })

  it('may be nothing for who is exempt, on record with the paper', async () => {
    const { id } = await chargeDue(test, cashier, { amounts: [], exemption: 'Hộ nghèo (giấy số 01)' })
    expect((await test.read(cashier, getDue, { id })).due).toMatchObject({ state: 'paid', amountVnd: 0 })
  })
})

describe('money given back', () => {
  const ask = (paymentId: string, amountVnd: number, method: 'cash' | 'transfer' = 'transfer') =>
    test.write(cashier, askRefund, { paymentId, amountVnd, method, reason: 'Thu nhầm.' })

  it('needs a second person, and leaves a receipt for the rest that names the first', async () => {
    const { id } = await chargeDue(test, cashier, { amounts: [8_000, 12_000] })
    const paid = await payAll(id)
    const { id: changeId } = await ask(paid.paymentId, 15_000)
    await expect(ask(paid.paymentId, 15_000)).rejects.toEqual(refused('conflict'))
    for (const actor of [cashier, other])
      await expect(test.write(actor, decideChange, { id: changeId, agreed: true })).rejects.toEqual(
        refused('not_allowed'),
      )
    const { receiptId } = await test.write(accountant, decideChange, { id: changeId, agreed: true })
    await expect(test.write(chair, decideChange, { id: changeId, agreed: true })).rejects.toEqual(
      refused('wrong_state'),
    )
    const rest = await test.read(cashier, getReceipt, { id: receiptId ?? '' })
    expect(rest.receipt).toMatchObject({ state: 'standing', totalVnd: 5_000 })
    expect(rest.replaces?.number).toBe(paid.receipt.number)
    const first = await test.read(cashier, getReceipt, { id: paid.receipt.id })
    expect([first.receipt.state, first.replacedBy?.id]).toEqual(['replaced', receiptId])
    expect((await test.read(cashier, getDue, { id })).due).toMatchObject({
      state: 'part',
      stillDueVnd: 15_000,
    })
  })

  it('of who asked is not decided by them, though they may decide for others', async () => {
    const { id } = await chargeDue(test, cashier, { amounts: [8_000] })
    const paid = await payAll(id)
    const { id: changeId } = await test.write(accountant, askRefund, {
      paymentId: paid.paymentId,
      amountVnd: 8_000,
      method: 'transfer',
      reason: 'Thu nhầm.',
    })
    const decision = { id: changeId, agreed: false, answer: 'Đã thu đúng.' }
    await expect(test.write(accountant, decideChange, decision)).rejects.toEqual(
      refused('not_allowed', { detail: expect.stringContaining('không tự duyệt') }),
    )
    await expect(test.write(chair, decideChange, { ...decision, answer: '' })).rejects.toEqual(
      wrong('answer'),
    )
    await test.write(chair, decideChange, decision)
    expect((await test.read(cashier, getReceipt, { id: paid.receipt.id })).receipt.state).toBe('standing')
  })

  it('in full cancels the receipt, whose number stays; in cash it comes out of the drawer', async () => {
    const { id } = await chargeDue(test, cashier, { amounts: [8_000] })
    const paid = await payAll(id)
    const before = (await test.read(cashier, ownShift, {})).shift?.expectedVnd ?? 0
    await expect(ask(paid.paymentId, 8_001)).rejects.toEqual(wrong('amountVnd'))
    const { id: changeId } = await ask(paid.paymentId, 8_000, 'cash')
    await test.write(accountant, decideChange, { id: changeId, agreed: true })
    expect((await test.read(cashier, getReceipt, { id: paid.receipt.id })).receipt.state).toBe('cancelled')
    expect((await test.read(cashier, ownShift, {})).shift?.expectedVnd).toBe(before - 8_000)
    const { id: again } = await ask(paid.paymentId, 1)
    await expect(test.write(accountant, decideChange, { id: again, agreed: true })).rejects.toEqual(
      refused('wrong_state', { detail: expect.stringContaining('chỉ còn 0 đ') }),
    )
    expect(await withoutGap()).toBeGreaterThan(5)
  })
})

describe('a receipt with a slip', () => {
  const payer = { name: 'Công Dân Mẫu Đúng', address: 'Thôn Mẫu Hai', personalId: '' }

  it('is replaced once, with the same amount and both numbers linked', async () => {
    const { id } = await chargeDue(test, cashier, { amounts: [8_000] })
    const { receipt } = await payAll(id)
    const asked = { receiptId: receipt.id, payer, lineNames: ['Phí đúng'], reason: 'Ghi nhầm.' }
    await expect(test.write(cashier, askReplacement, { ...asked, lineNames: ['a', 'b'] })).rejects.toEqual(
      wrong('lineNames'),
    )
    await expect(test.write(cashier, askReplacement, { ...asked, reason: ' ' })).rejects.toEqual(
      wrong('reason'),
    )
    const first = await test.write(cashier, askReplacement, asked)
    const { receiptId } = await test.write(accountant, decideChange, { id: first.id, agreed: true })
    const { content, receipt: standing } = await test.read(cashier, getReceipt, { id: receiptId ?? '' })
    expect([content.payer.name, content.lines, standing.totalVnd]).toEqual([
      payer.name,
      [{ name: 'Phí đúng', kind: 'fee', amountVnd: 8_000, budgetItem: '' }],
      8_000,
    ])
    const second = await test.write(cashier, askReplacement, asked)
    await expect(test.write(accountant, decideChange, { id: second.id, agreed: true })).rejects.toEqual(
      refused('wrong_state'),
    )
  })

  it('stays where only a word is wrong, and the notice is on record', async () => {
    const { id } = await chargeDue(test, cashier, { amounts: [8_000] })
    const { receipt } = await payAll(id)
    const asked = { receiptId: receipt.id, text: 'Địa chỉ đúng: Thôn Mẫu Hai.', reason: 'Báo sai địa chỉ.' }
    const { id: changeId } = await test.write(cashier, askNotice, asked)
    await test.write(chair, decideChange, { id: changeId, agreed: true })
    const { receipt: standing, changes } = await test.read(cashier, getReceipt, { id: receipt.id })
    expect([standing.state, changes[0]?.kind, changes[0]?.state]).toEqual(['standing', 'notice', 'done'])
    await expect(test.write(cashier, askNotice, { ...asked, receiptId: uuid() })).rejects.toEqual(
      refused('not_found'),
    )
  })

  it('cannot be deleted or changed even by the program itself', async () => {
    for (const statement of [
      'update receipts set total = 1',
      'delete from receipts',
      'delete from payments',
      'delete from ledger_entries',
      'update ledger_entries set amount = 1',
    ]) {
      const tamper = defineCommand({
        name: 'test.tamper',
        title: 'Sửa sổ',
        audience: 'staff',
        input: z.strictObject({}),
        output: z.object({}),
        run: async (tx) => {
          await sql.raw(statement).execute(tx.db)
          return { output: {}, audit: [{ subjectType: 'test', subjectId: 'x', facts: {} }] }
        },
      })
      await expect(test.write(accountant, tamper, {})).rejects.toThrow(/permission denied/)
    }
  })

  it('is listed with those that wait for the signature counted', async () => {
    const { rows, unsigned } = await test.read(accountant, listReceipts, { show: 'unsigned' })
    expect(unsigned).toBe((await numbers()).length)
    expect(rows.every(({ signedAt }) => signedAt === null)).toBe(true)
  })
})

describe('the end of a shift', () => {
  it('is counted note by note; a difference is explained; another takes the money over', async () => {
    const { shift } = await test.read(cashier, ownShift, {})
    const id = shift?.id ?? ''
    const expected = shift?.expectedVnd ?? 0
    const pieces = { 1000: Math.floor(expected / 1000) }
    const impossible: Record<string, number>[] = [{ 1000: -1 }, { 300: 1 }, { 1000: 0.5 }]
    for (const notes of impossible)
      await expect(test.write(cashier, closeShift, { id, notes })).rejects.toEqual(refused('invalid_input'))
    const short = { id, notes: { 1000: pieces[1000] - 2 } }
    await expect(test.write(cashier, closeShift, short)).rejects.toEqual(wrong('explanation'))
    await expect(test.write(other, closeShift, { ...short, explanation: 'Của người khác' })).rejects.toEqual(
      refused('wrong_state'),
    )
    const closed = await test.write(cashier, closeShift, { ...short, explanation: 'Trả nhầm tiền thừa.' })
    expect(closed).toMatchObject({ expectedVnd: expected, countedVnd: expected - 2_000 })
    const asked = { id, countedVnd: expected }
    await expect(test.write(accountant, receiveShift, asked)).rejects.toEqual(wrong('countedVnd'))
    await test.write(accountant, receiveShift, { id, countedVnd: expected - 2_000 })
    await expect(test.write(accountant, receiveShift, { id, countedVnd: expected - 2_000 })).rejects.toEqual(
      refused('wrong_state'),
    )
    const found = await test.owner.query(
      `select sum(case when debit = 'short' then amount else 0 end)::int as short,
        sum(case when debit = 'drawer' then amount when credit = 'drawer' then -amount else 0 end)::int as drawer
        from ledger_entries where shift_id = $1`,
      [id],
    )
    expect(found.rows[0]).toEqual({ short: 2_000, drawer: 0 })
  })

  it('nobody takes over their own', async () => {
    const { id } = await test.write(accountant, openShift, { floatVnd: 0 })
    await test.write(accountant, closeShift, { id, notes: {} })
    await expect(test.write(accountant, receiveShift, { id, countedVnd: 0 })).rejects.toEqual(
      refused('not_allowed', { detail: expect.stringContaining('không tự nhận') }),
    )
  })
})
