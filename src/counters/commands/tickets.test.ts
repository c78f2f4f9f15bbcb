import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publicActor } from '../../platform/http/context.ts'
import { assignDuty, endDuty } from '../../staff/commands/duties.ts'
import { demoDeskId, demoDutyId, demoStaffId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { makeDesks, makeDevice, takeAt } from '../factory.ts'
import { closePastDays } from '../jobs.ts'
import { deskQueue } from '../queries/desk-queue.ts'
import { kioskChoices } from '../queries/kiosk.ts'
import { ownTicket } from '../queries/own-ticket.ts'
import { queueFeed } from '../queries/queue-feed.ts'
import { queueMeasures } from '../queries/queue-measures.ts'
import { callNext } from './call-next.ts'
import { revokeDevice } from './devices.ts'
import { bringBack, callAgain, cancelTicket, finishTicket, markAbsent, startServing } from './serve-ticket.ts'
import { setQueueRules } from './set-queue-rules.ts'
import { giveTicket, takeTicket } from './take-ticket.ts'
import { transferTicket } from './transfer-ticket.ts'

let test: TestApp
let kiosk: { deviceId: string; token: string }
const desk = demoDeskId(0)

beforeEach(async () => {
  test = await startTestApp()
  kiosk = await makeDevice(test, 'kiosk')
})
afterEach(() => test?.close())

const take = (fieldCode = 'ho-tich', priority = '') => takeAt(test, kiosk.token, { fieldCode, priority })
const call = async (deskId = desk, as = 'tiepnhan') => test.write(await test.as(as), callNext, { deskId })

describe('at the kiosk', () => {
  it('nothing is taken without a device, with that of a display, or with a revoked one', async () => {
    const display = await makeDevice(test, 'display')
    for (const token of ['', 'doan-bua', display.token])
      await expect(takeAt(test, token, { fieldCode: 'ho-tich' })).rejects.toMatchObject({
        code: 'not_allowed',
      })
    await take()
    await test.write(await test.as('quantri'), revokeDevice, { deviceId: kiosk.deviceId })
    await expect(take()).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(test.read(publicActor, kioskChoices, { deviceToken: kiosk.token })).rejects.toMatchObject({
      code: 'not_allowed',
    })
  })

  it('the database keeps no token that would open a kiosk', async () => {
    const kept = await test.owner.query('select * from queue_devices')
    const answers = await test.owner.query('select response from idempotency_keys')
    expect(JSON.stringify([kept.rows, answers.rows])).not.toContain(kiosk.token)
  })

  it('numbers run by field and start again at midnight in Viet Nam', async () => {
    test.time.set('2026-03-24T23:59:59+07:00')
    expect([(await take()).code, (await take()).code, (await take('dat-dai')).code]).toEqual([
      'A001',
      'A002',
      'B001',
    ])
    test.time.set('2026-03-25T00:00:00+07:00')
    expect((await take()).code).toBe('A001')
    expect((await take('dat-dai')).code).toBe('B001')
  })

  it('a button pressed twice brings the same ticket', async () => {
    const input = { deviceToken: kiosk.token, fieldCode: 'ho-tich' }
    const press = () => test.write(publicActor, takeTicket, input, 'bam-hai-lan-lien')
    const [first, second] = await Promise.all([press(), press()])
    expect(second).toEqual(first)
    expect((await take()).code).toBe('A002')
  })

  it('many at once get numbers without a gap or a double', async () => {
    const taken = await Promise.all(Array.from({ length: 40 }, () => take()))
    const numbers = taken.map(({ code }) => Number(code.slice(1))).toSorted((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
  })

  it('a field without desk, an unknown field and an unknown priority are refused in words', async () => {
    await test.owner.query(`delete from desk_fields where field_code = 'dat-dai'`)
    for (const field of ['dat-dai', 'khong-co']) {
      await expect(take(field)).rejects.toMatchObject({
        facts: { fields: { fieldCode: expect.any(String) } },
      })
    }
    await expect(take('ho-tich', 'nguoi-quen')).rejects.toMatchObject({
      facts: { fields: { priority: expect.any(String) } },
    })
  })

  it('shows a field that nobody is on duty for today as not staffed', async () => {
    await test.owner.query(`delete from duties where role = 'counter'`)
    const { fields } = await test.read(publicActor, kioskChoices, { deviceToken: kiosk.token })
    expect(fields.length).toBeGreaterThan(5)
    expect(fields.filter(({ staffed }) => staffed)).toEqual([])
  })
})

describe('at the desk', () => {
  it('nobody calls, gives or changes a ticket without duty in its field', async () => {
    const ticket = await take()
    await expect(call(desk, 'chuyenmon')).rejects.toMatchObject({ code: 'not_allowed' })
    const administrator = await test.as('quantri')
    await test.write(administrator, endDuty, {
      dutyId: demoDutyId('tiepnhan', 0),
      endsOn: '2026-03-23',
      acceptGap: true,
      gapReason: 'Thử',
    })
    await test.write(administrator, assignDuty, {
      staffId: demoStaffId('tiepnhan'),
      role: 'counter',
      fieldCode: 'dat-dai',
      startsOn: '2026-03-24',
    })
    await expect(call()).rejects.toMatchObject({ code: 'not_allowed' })
    const officer = await test.as('tiepnhan')
    await expect(test.write(officer, giveTicket, { fieldCode: 'ho-tich' })).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await expect(test.write(officer, cancelTicket, { ticketId: ticket.id })).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await take('dat-dai')
    expect((await test.read(officer, deskQueue, {})).deskId).toBe(desk)
    expect((await call(demoDeskId(1))).fieldCode).toBe('dat-dai')
    // Where they called last is their desk for the day, whatever the roster says.
    expect((await test.read(officer, deskQueue, {})).deskId).toBe(demoDeskId(1))
  })

  it('one ticket is called at a time: the next only when the last one is over', async () => {
    await take()
    await take()
    const first = await call()
    await expect(call()).rejects.toMatchObject({
      code: 'wrong_state',
      facts: { detail: expect.stringContaining(first.code) },
    })
    const officer = await test.as('tiepnhan')
    await test.write(officer, startServing, { ticketId: first.ticketId })
    await expect(call()).rejects.toMatchObject({ code: 'wrong_state' })
    await test.write(officer, finishTicket, { ticketId: first.ticketId })
    expect((await call()).code).toBe('A002')
  })

  it('five counters calling at once call everybody once, and the display keeps the last four in order', async () => {
    const desks = await makeDesks(test, 'ho-tich', 5)
    for (let index = 0; index < 23; index += 1) await take()
    const officer = await test.as('tiepnhan')
    const called: string[] = []
    for (let round = 0; round < 5; round += 1) {
      const calls = await Promise.allSettled(desks.map((deskId) => test.write(officer, callNext, { deskId })))
      const got = calls.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
      expect(got).toHaveLength(Math.min(5, 23 - called.length))
      called.push(...got.map(({ code }) => code))
      await Promise.all(got.map(({ ticketId }) => test.write(officer, startServing, { ticketId })))
      await Promise.all(got.map(({ ticketId }) => test.write(officer, finishTicket, { ticketId })))
    }
    expect(called.toSorted()).toEqual(
      Array.from({ length: 23 }, (_, index) => `A${String(index + 1).padStart(3, '0')}`),
    )
    const feed = await test.read(officer, queueFeed, {})
    expect(feed.state.latest).toHaveLength(4)
    expect(feed.state.latest.map(({ sequence }) => sequence)).toEqual(
      feed.calls
        .slice(-4)
        .map(({ sequence }) => sequence)
        .toReversed(),
    )
    const events = await test.owner.query<{ n: number; last: number }>(
      'select count(*)::int as n, max(sequence)::int as last from ticket_events',
    )
    expect(events.rows[0]).toEqual({ n: 23 * 4, last: 23 * 4 })
  })

  it('priority comes first, but after two in a row it is an ordinary one’s turn', async () => {
    for (const priority of ['', 'elderly', 'disabled', 'merit', '']) await take('ho-tich', priority)
    const officer = await test.as('tiepnhan')
    const order: string[] = []
    for (let index = 0; index < 5; index += 1) {
      const { code, ticketId } = await call()
      order.push(code)
      await test.write(officer, startServing, { ticketId })
      await test.write(officer, finishTicket, { ticketId })
    }
    expect(order).toEqual(['A002', 'A003', 'A001', 'A004', 'A005'])
  })

  it('who does not come is absent after two calls, and waits again behind the others on showing up', async () => {
    await take()
    await take()
    const officer = await test.as('tiepnhan')
    const { ticketId } = await call()
    await expect(test.write(officer, markAbsent, { ticketId })).rejects.toMatchObject({ code: 'wrong_state' })
    await test.write(officer, callAgain, { ticketId })
    await test.write(officer, markAbsent, { ticketId })
    expect((await test.read(officer, deskQueue, {})).absent.map(({ code }) => code)).toEqual(['A001'])
    test.time.advanceMinutes(3)
    await test.write(officer, bringBack, { ticketId })
    const view = await test.read(officer, deskQueue, {})
    expect(view.waiting.map(({ code }) => code)).toEqual(['A002', 'A001'])
    expect(view.absent).toEqual([])
  })

  it('a ticket goes to another field or to one desk, keeps its number and its place', async () => {
    const other = demoDeskId(1)
    await take('dat-dai')
    test.time.advanceMinutes(1)
    const first = await take('ho-tich')
    test.time.advanceMinutes(1)
    const late = await take('dat-dai')
    const officer = await test.as('tiepnhan')
    await call()
    const target = { ticketId: first.id, fieldCode: 'dat-dai', deskId: other }
    await expect(test.write(officer, transferTicket, { ...target, deskId: desk })).rejects.toMatchObject({
      facts: { fields: { deskId: expect.any(String) } },
    })
    await expect(
      test.write(officer, transferTicket, { ...target, fieldCode: 'khong-co' }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
    await test.write(officer, transferTicket, target)
    const { waiting } = await test.read(officer, deskQueue, { deskId: other })
    expect(waiting.map(({ code }) => code)).toEqual(['A001', first.code, late.code])
    expect((await test.read(officer, deskQueue, {})).current).toBeNull()
  })

  it('another officer’s step on a ticket that is over is refused in words', async () => {
    const ticket = await take()
    const officer = await test.as('tiepnhan')
    await test.write(officer, cancelTicket, { ticketId: ticket.id })
    for (const step of [startServing, callAgain, markAbsent, bringBack, finishTicket, cancelTicket]) {
      await expect(test.write(officer, step, { ticketId: ticket.id })).rejects.toMatchObject({
        code: 'wrong_state',
        facts: { detail: expect.stringContaining('Đã hủy') },
      })
    }
  })

  it('tickets of yesterday are never called and are closed by the job, once', async () => {
    const waiting = await take()
    test.time.set('2026-03-25T08:00:00+07:00')
    await expect(call()).rejects.toMatchObject({ code: 'wrong_state' })
    expect(await test.read(publicActor, ownTicket, { token: waiting.token })).toMatchObject({ state: 'over' })
    await closePastDays(test.services, test.officeId)
    await closePastDays(test.services, test.officeId)
    const rows = await test.owner.query('select state from tickets')
    expect(rows.rows).toEqual([{ state: 'cancelled' }])
    const closings = await test.owner.query(
      `select 1 from audit_events where action = 'counters.closePastTickets'`,
    )
    expect(closings.rowCount).toBe(1)
  })
})

describe('whoever holds a ticket', () => {
  it('sees their place and where to go, and nothing by a wrong token', async () => {
    await take()
    const mine = await take()
    expect(mine).toMatchObject({ ahead: 1, minutes: 10 })
    const look = () => test.read(publicActor, ownTicket, { token: mine.token })
    expect(await look()).toMatchObject({ code: 'A002', state: 'waiting', ahead: 1 })
    const officer = await test.as('tiepnhan')
    const first = await call()
    expect(await look()).toMatchObject({ ahead: 0 })
    await test.write(officer, startServing, { ticketId: first.ticketId })
    await test.write(officer, finishTicket, { ticketId: first.ticketId })
    await call()
    expect(await look()).toMatchObject({ state: 'calling', desk: { name: 'Quầy 1: Tư pháp, xã hội' } })
    await expect(test.read(publicActor, ownTicket, { token: 'A002' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('the day', () => {
  it('of 5,000 tickets is answered at once, also to the last of them', async () => {
    const first = await take()
    await test.owner.query(
      `insert into tickets (office_id, id, day, letters, number, code, field_code, priority, token, source, state, taken_at, queued_at)
       select office_id, gen_random_uuid(), day, letters, n, 'A' || n, field_code, case when n % 7 = 0 then 'elderly' else '' end,
         'so-' || n, source, state, taken_at + n * interval '1 second', queued_at + n * interval '1 second'
       from tickets, generate_series(2, 5000) n where id = $1`,
      [first.id],
    )
    await test.owner.query(`update number_series set last_number = 5000 where series = 'queue-A'`)
    test.time.set('2026-03-24T14:00:00+07:00')
    const started = performance.now()
    const last = await take()
    expect(last.code).toBe('A5001')
    expect(last.ahead).toBe(5000)
    await call()
    await test.read(await test.as('tiepnhan'), queueFeed, {})
    expect(performance.now() - started).toBeLessThan(3000)
  })

  it('is measured by field and desk for those who lead, and for nobody else', async () => {
    await expect(test.read(await test.as('tiepnhan'), queueMeasures, {})).rejects.toMatchObject({
      code: 'not_allowed',
    })
    const officer = await test.as('tiepnhan')
    await take()
    await take()
    test.time.advanceMinutes(10)
    const { ticketId } = await call()
    await test.write(officer, startServing, { ticketId })
    test.time.advanceMinutes(4)
    await test.write(officer, finishTicket, { ticketId })
    const { all, byField, byDesk } = await test.read(await test.as('chutich'), queueMeasures, {})
    expect(all).toMatchObject({ tickets: 2, waiting: 1, waitedMinutes: 10, servedMinutes: 4, absent: 0 })
    expect(byField).toMatchObject([{ name: 'Hộ tịch', tickets: 2 }])
    expect(byDesk).toMatchObject([{ name: 'Quầy 1: Tư pháp, xã hội', servedMinutes: 4 }])
  })
})

describe('the rules of the queue', () => {
  const rules = { revision: 0, elderlyAge: 75, priorityRun: 1, callsBeforeAbsent: 1 }

  it('are set by the administrator alone, on what was last seen, within bounds', async () => {
    await expect(test.write(await test.as('tiepnhan'), setQueueRules, rules)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    const administrator = await test.as('quantri')
    await test.write(administrator, setQueueRules, rules)
    await expect(test.write(administrator, setQueueRules, rules)).rejects.toMatchObject({ code: 'stale' })
    await expect(
      test.write(administrator, setQueueRules, { ...rules, revision: 1, elderlyAge: 7 }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
    const { priorities } = await test.read(publicActor, kioskChoices, { deviceToken: kiosk.token })
    expect(priorities[0]?.name).toBe('Người từ 75 tuổi trở lên')
    await take()
    const { ticketId } = await call()
    await test.write(await test.as('tiepnhan'), markAbsent, { ticketId })
  })
})
