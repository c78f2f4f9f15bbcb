import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/operations.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { saveBankConnection } from '../commands/save-bank-connection.ts'
import { beginCollecting, chargeDue } from '../factory.ts'
import { largestNotice, signNotice } from '../model/bank-notice.ts'
import { getBankConnection } from '../queries/bank-connection.ts'
import { listBankLines } from '../queries/bank-lines.ts'
import { getDue } from '../queries/dues.ts'

const secret = 'bi-mat-cua-phep-thu-dai-hon-ba-muoi-hai-ky-tu'
let test: TestApp
let cashier: Actor
let admin: Actor

beforeAll(async () => {
  test = await startTestApp()
  ;[cashier, admin] = [await test.as('tiepnhan'), await test.as('quantri')]
  await beginCollecting(test)
})
afterAll(() => test?.close())

async function newDue() {
  const { id } = await chargeDue(test, cashier, { amounts: [8_000] })
  const { due } = await test.read(cashier, getDue, { id })
  return { id, reference: due.reference }
}
const payments = async (id: string) => (await test.read(cashier, getDue, { id })).payments
let notices = 0
function notice(description: string, more: object = {}) {
  notices += 1
  return {
    id: `GD-${notices}`,
    account: '0123456789',
    amountVnd: 8_000,
    bookedAt: '2026-03-24T08:15:00+07:00',
    description,
    reference: `FT${notices}`,
    ...more,
  }
}
interface Sending {
  key?: string
  /** Seconds by which the sender's clock is wrong. */
  wrongBy?: number
  office?: string
  /** What is sent instead of what was signed. */
  instead?: string
  type?: string
}
async function send(
  content: object | string,
  { key = secret, wrongBy = 0, office, instead, type }: Sending = {},
) {
  const body = typeof content === 'string' ? content : JSON.stringify(content)
  const timestamp = String(Math.floor(test.time.clock().getTime() / 1000) + wrongBy)
  const answer = await test.app.server.inject({
    method: 'POST',
    url: `/api/v1/bank-notices/${office ?? test.officeId}`,
    headers: {
      'content-type': type ?? 'application/json',
      'x-timestamp': timestamp,
      'x-signature': signNotice(key, timestamp, Buffer.from(body)),
    },
    payload: instead ?? body,
  })
  return { status: answer.statusCode, ...answer.json() }
}
const connect = async (change: { active: boolean; secret?: string }) => {
  const { revision } = await test.read(admin, getBankConnection, {})
  const secretSealed = change.secret ? test.services.secrets.seal(change.secret) : null
  return test.write(admin, saveBankConnection, { revision, active: change.active, secretSealed })
}

describe('notices of a bank', () => {
  it('are not taken before there is a secret, and no connection is switched on without one', async () => {
    const due = await newDue()
    expect(await send(notice(due.reference))).toMatchObject({ status: 403, code: 'not_allowed' })
    await expect(connect({ active: true })).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: { secret: expect.anything() } },
    })
    await connect({ active: true, secret })
    const stale = { revision: 0, active: false, secretSealed: null }
    await expect(test.write(admin, saveBankConnection, stale)).rejects.toMatchObject({ code: 'stale' })
    await expect(test.write(cashier, saveBankConnection, stale)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    const kept = await test.owner.query('select secret_sealed from bank_connections')
    expect(JSON.stringify(kept.rows)).not.toContain(secret)
  })

  it('pay the due they name at once, with a receipt', async () => {
    const due = await newDue()
    expect(await send(notice(`NGUYEN VAN MAU ${due.reference}`))).toEqual({
      status: 200,
      received: true,
      known: false,
    })
    expect(await payments(due.id)).toMatchObject([
      { amountVnd: 8_000, method: 'transfer', madeByName: 'Hệ thống', receipt: { symbol: '26TAA' } },
    ])
    expect(await test.read(admin, getBankConnection, {})).toMatchObject({
      active: true,
      hasSecret: true,
      today: 1,
    })
  })

  it('sent again change nothing, one after the other and at once', async () => {
    const due = await newDue()
    const told = notice(due.reference)
    expect(await send(told)).toMatchObject({ received: true, known: false })
    expect(await send(told)).toEqual({ status: 200, received: true, known: true })
    const twice = notice(due.reference, { amountVnd: 5_000 })
    const answers = await Promise.all([send(twice), send(twice)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect((await payments(due.id)).map(({ amountVnd }) => amountVnd)).toEqual([8_000, 5_000])
    expect(await send({ ...told, amountVnd: 9_000 })).toMatchObject({ status: 409, code: 'conflict' })
    expect(await payments(due.id)).toHaveLength(2)
  })

  it('forged, changed on the way, for another office or late are refused, with nothing kept', async () => {
    const due = await newDue()
    const told = notice(due.reference)
    const wrong = { status: 403, detail: 'Chữ ký của thông báo không đúng.' }
    expect(await send(told, { key: 'another secret' })).toMatchObject(wrong)
    expect(await send(told, { instead: JSON.stringify({ ...told, amountVnd: 80_000 }) })).toMatchObject(wrong)
    expect(await send(told, { office: '01980000-0000-7000-8000-000000000000' })).toMatchObject(wrong)
    expect(await send(told, { office: 'x' })).toMatchObject(wrong)
    expect(await send(told, { key: 'nobody has this secret', office: 'x' })).toMatchObject(wrong)
    for (const wrongBy of [-301, 301])
      expect(await send(told, { wrongBy })).toMatchObject({
        status: 403,
        detail: expect.stringContaining('5 phút'),
      })
    const bare = await test.app.server.inject({
      method: 'POST',
      url: `/api/v1/bank-notices/${test.officeId}`,
      payload: told,
    })
    expect(bare.json()).toMatchObject({ status: 403 })
    expect(await payments(due.id)).toEqual([])
    for (const wrongBy of [-299, 299]) expect((await send(notice('x'), { wrongBy })).status).toBe(200)
  })

  it('that are no notice are refused in words, also when signed', async () => {
    for (const content of ['', '{', '[]', '"x"', '{"id":1}'])
      expect([400, 422]).toContain((await send(content)).status)
    const cases = [
      notice('x', { amountVnd: 0 }),
      notice('x', { amountVnd: 0.5 }),
      notice('x', { amountVnd: 1e15 }),
      notice('x', { bookedAt: 'hôm nay' }),
      notice('x', { bookedAt: '1990-01-01T00:00:00Z' }),
      notice('x', { more: 1 }),
      notice('x'.repeat(1001)),
    ]
    for (const content of cases)
      expect(await send(content)).toMatchObject({ status: 422, code: 'invalid_input' })
    expect(await send(notice('x', { account: '999' }))).toMatchObject({ status: 409, code: 'wrong_state' })
    expect((await send('x'.repeat(largestNotice + 1))).status).toBe(413)
    expect((await send(notice('x'), { type: 'text/plain' })).status).toBe(200)
  })

  it('of what nobody owes wait for a person', async () => {
    const told = notice('ung ho', { reference: 'LA-1' })
    expect((await send(told)).status).toBe(200)
    const { rows } = await test.read(await test.as('ketoan'), listBankLines, { q: 'LA-1' })
    expect(rows).toMatchObject([{ verdict: 'unknown', outcome: '', sources: ['notice'] }])
  })

  it('count no more once the secret is another one, or the connection is off', async () => {
    await connect({ active: true, secret: `${secret}-moi` })
    expect((await send(notice('x'))).status).toBe(403)
    expect((await send(notice('x'), { key: `${secret}-moi` })).status).toBe(200)
    await connect({ active: false })
    expect((await send(notice('x'), { key: `${secret}-moi` })).status).toBe(403)
  })
})
