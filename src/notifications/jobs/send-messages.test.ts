import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../../platform/system-actor.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { startMailServer } from '../../testing/mail-server.ts'
import { startMessageGateway } from '../../testing/message-gateway.ts'
import { claimMessages } from '../commands/claim-messages.ts'
import { localMail, setSettings, statesOf, waitingMessages } from '../factory.ts'
import { attemptLimit } from '../model/sending.ts'
import { sendMessages } from './send-messages.ts'

let test: TestApp
let mail: Awaited<ReturnType<typeof startMailServer>>
beforeEach(async () => {
  test = await startTestApp()
  mail = await startMailServer()
})
afterEach(async () => {
  await test?.close()
  await mail?.close()
})

const send = () => sendMessages({ ...test.services, limitSeconds: 1 }, test.officeId)
const one = async (over: object = {}) =>
  (await waitingMessages(test, [{ address: 'cong-dan-mau@example.vn', ...over }]))[0] ?? ''
const rowOf = async (id: string) =>
  (await test.owner.query('select * from messages where id = $1', [id])).rows[0]

describe('sending', () => {
  it('takes a message, sends it, and notes the try', async () => {
    await setSettings(test, localMail(mail.port))
    const id = await one()
    expect(await send()).toBe(1)
    expect(await rowOf(id)).toMatchObject({ state: 'sent', attempts: 1, sent_at: test.services.clock() })
    const tries = await test.owner.query(
      'select number, outcome from message_attempts where message_id = $1',
      [id],
    )
    expect(tries.rows).toEqual([{ number: 1, outcome: 'accepted' }])
    expect(await send()).toBe(0)
    expect(mail.letters).toHaveLength(1)
  })

  it('sends each message once when two programs send side by side', async () => {
    await setSettings(test, localMail(mail.port))
    const ids = await waitingMessages(
      test,
      Array.from({ length: 120 }, (_, index) => ({ address: `cong-dan-${index}@example.vn` })),
    )
    const sent = await Promise.all([send(), send(), send()])
    expect(sent.reduce((sum, each) => sum + each, 0)).toBe(120)
    expect(new Set(mail.letters.map(({ to }) => to[0])).size).toBe(120)
    expect(mail.letters).toHaveLength(120)
    expect(new Set(await statesOf(test, ids))).toEqual(new Set(['sent']))
  })

  it('tries again with growing pauses and gives up after a bounded number', async () => {
    const dead = await startMailServer()
    await setSettings(test, localMail(dead.port))
    await dead.close()
    const id = await one()
    const waits: number[] = []
    for (let tries = 1; tries <= attemptLimit; tries += 1) {
      await send()
      const row = await rowOf(id)
      expect(row.attempts).toBe(tries)
      expect(row.reason).not.toBe('')
      await send()
      expect((await rowOf(id)).attempts, 'not before its time').toBe(tries)
      waits.push(row.next_at.getTime() - test.services.clock().getTime())
      test.time.set(row.next_at.toISOString())
    }
    expect((await rowOf(id)).state).toBe('failed')
    expect(waits.slice(0, -1)).toEqual(waits.slice(0, -1).toSorted((a, b) => a - b))
    test.time.advanceMinutes(10_000)
    expect(await send()).toBe(0)
  })

  it('waits through the night, except with what is urgent', async () => {
    await setSettings(test, { ...localMail(mail.port), quietFrom: '21:00', quietTo: '07:00' })
    test.time.set('2026-03-24T23:30:00+07:00')
    const [calm, urgent] = await waitingMessages(test, [
      { address: 'a@example.vn' },
      { address: 'b@example.vn', urgent: true },
    ])
    await send()
    expect(await statesOf(test, [calm ?? '', urgent ?? ''])).toEqual(['waiting', 'sent'])
    expect((await rowOf(calm ?? '')).next_at).toEqual(new Date('2026-03-25T07:00:00+07:00'))
    expect((await rowOf(calm ?? '')).attempts).toBe(0)
    test.time.set('2026-03-25T00:10:00+07:00')
    expect(await send()).toBe(0)
    test.time.set('2026-03-25T07:00:00+07:00')
    expect(await send()).toBe(1)
  })

  it('keeps to the daily limit of an address, and goes on the next day', async () => {
    await setSettings(test, { ...localMail(mail.port), dailyLimit: 2 })
    const ids = await waitingMessages(test, [
      ...Array.from({ length: 3 }, () => ({ address: 'a@example.vn' })),
      { address: 'b@example.vn' },
    ])
    await send()
    expect((await statesOf(test, ids)).toSorted()).toEqual(['sent', 'sent', 'sent', 'waiting'])
    expect(mail.letters.filter(({ to }) => to[0] === 'a@example.vn')).toHaveLength(2)
    test.time.set('2026-03-25T08:00:00+07:00')
    expect(await send()).toBe(1)
  })

  it('does not write to who asked for no more while the message waited, nor on a channel turned off', async () => {
    await setSettings(test, localMail(mail.port))
    const [stopped, sms] = await waitingMessages(test, [
      { address: 'a@example.vn' },
      { address: '84912345678', channel: 'sms' },
    ])
    await test.owner.query(`insert into message_stops values ($1, 'email', 'a@example.vn', now(), null)`, [
      test.officeId,
    ])
    await send()
    expect(await statesOf(test, [stopped ?? '', sms ?? ''])).toEqual(['suppressed', 'suppressed'])
    expect(mail.letters).toEqual([])
  })

  it('takes again what a program took and never reported, but not at once', async () => {
    await setSettings(test, localMail(mail.port))
    const id = await one()
    const call = systemActor(test.officeId)
    const { messages } = await test.write(call, claimMessages, { limit: 10 })
    expect(messages.map((each) => each.id)).toEqual([id])
    expect(await send()).toBe(0)
    test.time.advanceMinutes(6)
    expect(await send()).toBe(1)
    expect(await rowOf(id)).toMatchObject({ state: 'sent', attempts: 2 })
  })

  it('survives a gateway that hangs: the run ends, nothing is lost, the message goes later', async () => {
    const secret = 'bi-mat-cua-cong'
    const gateway = await startMessageGateway({ account: 'xa', secret, clock: test.services.clock })
    await setSettings(test, {
      gatewayOn: true,
      gatewayUrl: gateway.url,
      gatewayAccount: 'xa',
      gatewaySecretSealed: test.services.secrets.seal(secret),
    })
    gateway.state.behaviour = 'hang'
    const id = await one({ channel: 'sms', address: '84912345678' })
    expect(await send()).toBe(0)
    expect(await rowOf(id)).toMatchObject({ state: 'waiting', reason: 'Cổng tin nhắn không trả lời kịp.' })
    gateway.state.behaviour = 'deliver'
    test.time.advanceMinutes(2)
    expect(await send()).toBe(1)
    expect(await statesOf(test, [id])).toEqual(['delivered'])
    await gateway.close()
  })

  it('asks a server that is down with a few messages only, and leaves the others untouched', async () => {
    const dead = await startMailServer()
    await setSettings(test, localMail(dead.port))
    await dead.close()
    const many = Array.from({ length: 30 }, (_, index) => ({ address: `cd-${index}@example.vn` }))
    const ids = await waitingMessages(test, many)
    await send()
    const tried = await test.owner.query('select attempts from messages where id = any($1)', [ids])
    expect(tried.rows.filter(({ attempts }) => attempts > 0)).toHaveLength(8)
    expect(new Set(await statesOf(test, ids))).toEqual(new Set(['waiting']))
  })

  it('says so when the kept password cannot be opened any more', async () => {
    await setSettings(test, {
      ...localMail(mail.port),
      smtpSecurity: 'starttls',
      smtpUser: 'xa',
      smtpPasswordSealed: `v1.${'A'.repeat(60)}`,
    })
    const id = await one()
    await send()
    expect((await rowOf(id)).reason).toContain('Hãy nhập lại mật khẩu')
  })

  it('works through ten thousand in bounded batches, and never takes more than it asks for', async () => {
    await setSettings(test, localMail(mail.port))
    await test.owner.query(
      `insert into messages (office_id, id, source, event, channel, template_version, address, subject, body, urgent, state, created_at, next_at)
       select $1, gen_random_uuid(), 'n' || n, 'finished', 'email', 0, 'cd' || n || '@example.vn', 's', 'b', false, 'waiting', $2, $2
       from generate_series(1, 10000) n`,
      [test.officeId, test.services.clock()],
    )
    const actor = systemActor(test.officeId)
    const started = performance.now()
    const taken = await test.write(actor, claimMessages, { limit: 40 })
    expect(performance.now() - started).toBeLessThan(2000)
    expect(taken).toMatchObject({ looked: 40 })
    expect(taken.messages).toHaveLength(40)
    await expect(test.write(actor, claimMessages, { limit: 10_000 })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    // Every one of them would be a letter by the real server: some batches show it.
    await test.owner.query(`delete from messages where state = 'waiting' and substr(source, 2)::int > 1500`)
    const { rows } = await test.owner.query(`select 1 from messages where state = 'waiting'`)
    let sent = 0
    for (let run = await send(); run > 0; run = await send()) sent += run
    expect(sent).toBe(rows.length)
    expect(mail.letters).toHaveLength(rows.length)
    test.time.advanceMinutes(6)
    expect(await send()).toBe(40)
  }, 180_000)
})
