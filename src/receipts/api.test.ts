import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../platform/operations.ts'
import { endCertificate, registerCertificate } from '../signing/commands/certificates.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { tokenDesk, trustedAuthority } from '../testing/signing/desk.ts'
import { type Holder, pem } from '../testing/signing/pki.ts'
import { signWith } from '../testing/signing/signed-pdf.ts'
import { makeToken, openToken } from '../testing/signing/token.ts'
import { collectCash } from './commands/collect-cash.ts'
import { openShift } from './commands/shifts.ts'
import { beginCollecting, chargeDue } from './factory.ts'
import { readReceiptXml } from './model/receipt-xml.ts'
import { getReceipt } from './queries/receipts.ts'
import { receiptsToSign } from './queries/receipts-to-sign.ts'

let test: TestApp
let cashier: Actor
let clerk: Actor
let authority: Awaited<ReturnType<typeof trustedAuthority>>
let office: Holder
let officeName: string
beforeAll(async () => {
  test = await startTestApp()
  ;[cashier, clerk] = [await test.as('tiepnhan'), await test.as('vanthu')]
  await beginCollecting(test)
  await test.write(cashier, openShift, { floatVnd: 0 })
  authority = await trustedAuthority(test)
  officeName = (await test.owner.query('select name from offices where office_id = $1', [test.officeId]))
    .rows[0].name
  office = authority.certificate(officeName)
})
afterAll(() => test?.close())

async function receipt(): Promise<string> {
  const { id } = await chargeDue(test, cashier, { amounts: [8_000] })
  const paid = { id, amountVnd: 8_000, tenderedVnd: 8_000, toldVnd: 8_000 }
  return (await test.write(cashier, collectCash, paid)).receipt.id
}
const desk = (as = 'vanthu') => tokenDesk(test, as, '/receipt-signatures')
const thing = (id: string) => ({ kind: 'receipt', id })
const toSign = ({ attributes }: { attributes: string }) => Buffer.from(attributes, 'base64')
const register = async (holder: Holder) =>
  test.write(clerk, registerCertificate, { memberId: null, pem: pem(holder.certificate.raw), device: '' })
const signedAt = async (id: string) => (await test.read(cashier, getReceipt, { id })).receipt.signedAt
const stored = async (id: string) =>
  (await test.owner.query('select xml from receipt_signatures where receipt_id = $1', [id])).rows[0]
    ?.xml as string

/** Prepares these and signs each in memory. */
async function signAll(ids: readonly string[], holder = office) {
  const { prepared, faults } = await desk().prepare(holder, ids.map(thing))
  const outcomes = await desk().finish(
    prepared.map((each) => ({ id: each.id, signature: signWith(holder)(toSign(each)) })),
  )
  return { prepared, faults, ...outcomes }
}

describe('the signature of the office on receipts', () => {
  it('is made by the clerk alone, with a certificate that stands in the register', async () => {
    const id = await receipt()
    expect(await desk('tiepnhan').prepare(office, [thing(id)])).toMatchObject({ code: 'not_allowed' })
    const { faults } = await desk().prepare(office, [thing(id)])
    expect(faults).toMatchObject([{ id, detail: expect.stringContaining('sổ chứng thư số') }])
    const stranger = authority.certificate('UBND xã Khác')
    expect((await desk().prepare(stranger, [thing(id)])).faults[0]?.detail).toContain('không phải của')
  })

  it('comes from the token in one batch, and what is kept says what was issued', async () => {
    await register(office)
    const ids = [await receipt(), await receipt(), await receipt()]
    const { items, count } = await test.read(clerk, receiptsToSign, {})
    expect(count).toBe(items.length)
    expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining(ids))
    const { prepared, faults } = await desk().prepare(office, ids.map(thing))
    expect(faults).toEqual([])
    const token = makeToken(office, '246810')
    process.env.SOFTHSM2_CONF = token.settings
    const opened = openToken(token.label, '246810')
    const raw = prepared.map((each) => ({ id: each.id, signature: opened.sign(toSign(each)) }))
    opened.close()
    token.remove()
    const { outcomes } = await desk().finish(raw)
    expect(outcomes.map(({ state }) => state)).toEqual(['signed', 'signed', 'signed'])
    for (const id of ids) {
      const { receipt: listed } = await test.read(cashier, getReceipt, { id })
      expect(readReceiptXml(await stored(id))).toMatchObject({
        state: 'read',
        signature: 'valid',
        content: { number: listed.number, totalVnd: 8_000 },
      })
      expect(listed.signedAt).not.toBeNull()
    }
    expect((await desk().finish(raw)).outcomes.every(({ state }) => state === 'failed')).toBe(true)
    expect((await desk().prepare(office, [thing(ids[0] ?? '')])).faults[0]?.detail).toContain('đã ký số')
  })

  it('of something else, by another key, or too late is not taken', async () => {
    const [first, second] = [await receipt(), await receipt()]
    const { prepared } = await desk().prepare(office, [thing(first), thing(second)])
    const [one, two] = prepared
    if (!one || !two) throw new Error('two prepared')
    const other = authority.certificate(officeName)
    const wrong = [
      { id: one.id, signature: signWith(office)(toSign(two)) },
      { id: one.id, signature: signWith(other)(toSign(one)) },
      { id: one.id, signature: Buffer.alloc(256) },
      { id: one.id, signature: signWith(office)(toSign(one)), scheme: 'pss' as const },
    ]
    for (const each of wrong)
      expect((await desk().finish([each])).outcomes[0]).toMatchObject({
        state: 'failed',
        detail: expect.stringContaining('không khớp'),
      })
    test.time.advanceMinutes(16)
    const late = { id: two.id, signature: signWith(office)(toSign(two)) }
    expect((await desk().finish([late])).outcomes[0]?.detail).toContain('quá thời gian')
    expect([await signedAt(first), await signedAt(second)]).toEqual([null, null])
  })

  it('by a certificate that runs out in the middle of a batch keeps what was signed, the rest waits', async () => {
    const now = test.services.clock().getTime()
    const ending = authority.certificate(officeName, { to: now + 5 * 60_000 })
    await register(ending)
    const [first, second] = [await receipt(), await receipt()]
    const { prepared } = await desk().prepare(ending, [thing(first), thing(second)])
    const raw = prepared.map((each) => ({ id: each.id, signature: signWith(ending)(toSign(each)) }))
    const before = await desk().finish(raw.slice(0, 1))
    test.time.advanceMinutes(6)
    const after = await desk().finish(raw.slice(1))
    expect([before.outcomes[0]?.state, after.outcomes[0]?.state]).toEqual(['signed', 'failed'])
    expect(after.outcomes[0]?.detail).toContain('hết hạn')
    expect(await signedAt(first)).not.toBeNull()
    expect(await signedAt(second)).toBeNull()
    expect((await signAll([second])).outcomes[0]?.state).toBe('signed')
  })

  it('by a certificate taken out of use between preparing and the PIN is not taken', async () => {
    const lost = authority.certificate(officeName)
    const { id: registered } = await register(lost)
    const id = await receipt()
    const { prepared } = await desk().prepare(lost, [thing(id)])
    await test.write(clerk, endCertificate, { id: registered, as: 'lost', reason: 'Mất thiết bị.' })
    const raw = prepared.map((each) => ({ id: each.id, signature: signWith(lost)(toSign(each)) }))
    expect((await desk().finish(raw)).outcomes[0]?.detail).toContain('không còn dùng')
    expect(await signedAt(id)).toBeNull()
  })
})
