import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publicActor } from '../../platform/http/context.ts'
import { demoEditedProcedureId, demoSlowProcedureId } from '../../procedures/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { makeDevice, takeAt } from '../factory.ts'
import { closePastDays } from '../jobs.ts'
import { deskQueue } from '../queries/desk-queue.ts'
import { bookingChoices, listAppointmentRules, ownAppointment } from '../queries/free-slots.ts'
import { admitAppointment, arriveWithAppointment } from './admit-appointment.ts'
import { bookAppointment, cancelAppointment, setAppointmentRule } from './appointments.ts'

const procedureId = demoSlowProcedureId
/** Tuesday 24 March 2026, 09:00: the test's own now. */
const today = '2026-03-24'

let test: TestApp
let kiosk: string

beforeEach(async () => {
  test = await startTestApp()
  kiosk = (await makeDevice(test, 'kiosk')).token
  await test.write(await test.as('quantri'), setAppointmentRule, { fieldCode: 'ho-tich', capacity: 2 })
})
afterEach(() => test?.close())

interface Booked {
  date?: string
  start?: number
  phone?: string
  id?: string
}

const book = ({ date = today, start = 600, phone = '0912345678', id = randomUUID() }: Booked = {}) =>
  test.write(publicActor, bookAppointment, { procedureId, id, date, start, name: 'Nguyễn Văn Mẫu', phone })
const arrive = (code: string) => test.write(publicActor, arriveWithAppointment, { deviceToken: kiosk, code })
const free = async () => (await test.read(publicActor, bookingChoices, { procedureId })).days

describe('appointments', () => {
  it('are opened by the administrator alone, field by field, within bounds', async () => {
    const rule = { fieldCode: 'dat-dai', capacity: 1 }
    for (const as of ['tiepnhan', 'chutich'])
      await expect(test.write(await test.as(as), setAppointmentRule, rule)).rejects.toMatchObject({
        code: 'not_allowed',
      })
    const administrator = await test.as('quantri')
    await expect(
      test.write(administrator, setAppointmentRule, { ...rule, capacity: 51 }),
    ).rejects.toMatchObject({
      code: 'invalid_input',
    })
    const { days } = await test.read(publicActor, bookingChoices, { procedureId: demoEditedProcedureId })
    expect(days).toEqual([])
    await test.write(administrator, setAppointmentRule, rule)
    const { fields } = await test.read(administrator, listAppointmentRules, {})
    expect(fields.filter(({ capacity }) => capacity > 0).map(({ code }) => code)).toEqual([
      'ho-tich',
      'dat-dai',
    ])
  })

  it('are offered on working days within working hours, from an hour ahead', async () => {
    const days = await free()
    expect(days[0]).toMatchObject({ date: today })
    expect(Math.min(...(days[0]?.starts ?? []))).toBe(600)
    expect(days.map(({ date }) => new Date(`${date}T00:00:00Z`).getUTCDay())).not.toContain(0)
    expect(days.length).toBeGreaterThan(8)
  })

  it('never take more than the half-hour holds, however many come at once', async () => {
    const tries = Array.from({ length: 6 }, (_, index) => book({ phone: `091234567${index}` }))
    const done = await Promise.allSettled(tries)
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    for (const each of done) {
      if (each.status === 'rejected')
        expect(each.reason).toMatchObject({ facts: { fields: { start: expect.any(String) } } })
    }
    expect((await free())[0]?.starts).not.toContain(600)
  })

  it('refuse what is no slot: past, at night, on Sunday, far ahead, in between', async () => {
    const wrong = [
      { start: 540 },
      { start: 1320 },
      { date: '2026-03-29' },
      { date: '2026-05-20' },
      { start: 607 },
      { date: '2026-03-23' },
    ]
    for (const each of wrong) await expect(book(each)).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('refuse a telephone that is none, and a fourth one of the same telephone', async () => {
    await expect(book({ phone: 'gọi cho tôi' })).rejects.toMatchObject({
      facts: { fields: { phone: expect.any(String) } },
    })
    for (const start of [600, 630, 840]) await book({ start, phone: '0912 345 678' })
    await expect(book({ start: 870, phone: '+84912345678' })).rejects.toMatchObject({
      facts: { fields: { phone: expect.stringContaining('3 lịch hẹn') } },
    })
  })

  it('are seen and cancelled by their id alone, once, and then the slot is free again', async () => {
    const { id } = await book()
    await book({ phone: '0912345679' })
    expect((await free())[0]?.starts).not.toContain(600)
    const other = { procedureId, id: randomUUID() }
    await expect(test.read(publicActor, ownAppointment, other)).rejects.toMatchObject({ code: 'not_found' })
    await expect(test.write(publicActor, cancelAppointment, other)).rejects.toMatchObject({
      code: 'wrong_state',
    })
    await test.write(publicActor, cancelAppointment, { procedureId, id })
    expect(await test.read(publicActor, ownAppointment, { procedureId, id })).toMatchObject({
      state: 'cancelled',
    })
    await expect(test.write(publicActor, cancelAppointment, { procedureId, id })).rejects.toMatchObject({
      code: 'wrong_state',
    })
    expect((await free())[0]?.starts).toContain(600)
  })

  it('name nobody in the log, and are deleted thirty days after', async () => {
    await book()
    const log = await test.owner.query('select facts from audit_events')
    expect(JSON.stringify(log.rows)).not.toMatch(/Nguyễn Văn Mẫu|0912345678/)
    const left = async () => (await test.owner.query('select 1 from appointments')).rowCount
    test.time.set('2026-04-23T08:00:00+07:00')
    await closePastDays(test.services, test.officeId)
    expect(await left()).toBe(1)
    test.time.set('2026-04-24T08:00:00+07:00')
    await closePastDays(test.services, test.officeId)
    expect(await left()).toBe(0)
  })
})

describe('who comes with an appointment', () => {
  it('needs a kiosk of the office, the right code, and the right day', async () => {
    const { code } = await book()
    test.time.set('2026-03-24T10:00:00+07:00')
    await expect(
      test.write(publicActor, arriveWithAppointment, { deviceToken: 'doan-bua', code }),
    ).rejects.toMatchObject({ code: 'not_allowed' })
    for (const wrong of ['', '12345', 'abcdef'])
      await expect(arrive(wrong)).rejects.toMatchObject({ code: 'invalid_input' })
    test.time.set('2026-03-25T10:00:00+07:00')
    await expect(arrive(code)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('on time is called before those without, early is told when to come, and the code works once', async () => {
    const { code } = await book()
    test.time.set('2026-03-24T09:44:00+07:00')
    await takeAt(test, kiosk, { fieldCode: 'ho-tich' })
    await expect(arrive(code)).rejects.toMatchObject({ facts: { detail: expect.stringContaining('09:45') } })
    test.time.set('2026-03-24T09:45:00+07:00')
    expect(await arrive(code)).toMatchObject({ code: 'A002', ahead: 0, fieldCode: 'ho-tich' })
    await expect(arrive(code)).rejects.toMatchObject({ code: 'not_found' })
    const { waiting } = await test.read(await test.as('tiepnhan'), deskQueue, {})
    expect(waiting).toMatchObject([{ code: 'A002', priority: 'Có hẹn đúng giờ' }, { code: 'A001' }])
  })

  it('late still gets a ticket, and waits as everybody does', async () => {
    const { code } = await book()
    test.time.set('2026-03-24T10:30:00+07:00')
    await takeAt(test, kiosk, { fieldCode: 'ho-tich' })
    expect(await arrive(code)).toMatchObject({ code: 'A002', ahead: 1 })
  })

  it('is let in at the desk by an officer of the field and by nobody else', async () => {
    const { id } = await book()
    test.time.set('2026-03-24T10:05:00+07:00')
    await expect(
      test.write(await test.as('chuyenmon'), admitAppointment, { appointmentId: id }),
    ).rejects.toMatchObject({ code: 'not_allowed' })
    const officer = await test.as('tiepnhan')
    const { appointments } = await test.read(officer, deskQueue, {})
    expect(appointments).toMatchObject([{ id, time: '10:00', name: 'Nguyễn Văn Mẫu' }])
    expect(await test.write(officer, admitAppointment, { appointmentId: id })).toMatchObject({ code: 'A001' })
    expect((await test.read(officer, deskQueue, {})).appointments).toEqual([])
  })
})
