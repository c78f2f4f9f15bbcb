import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { removeWorkingHours } from './commands/remove-working-hours.ts'
import { removeCalendarDay, setCalendarDay, setWorkingHours } from './commands.ts'
import { dueAt } from './model/due-date.ts'
import { DEFAULT_HOURS } from './model/working-calendar.ts'
import { getWorkingHours, listCalendarDays, loadCalendar } from './queries.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())

const problem = (code: string) => expect.objectContaining({ code })

async function calendar(window?: { from: string; to: string }) {
  return test.services.database.use(async ({ client, db }) => {
    await client.query(`begin; set local app.office = '${test.officeId}'`)
    const loaded = await loadCalendar(db, test.officeId, window)
    await client.query('rollback')
    return loaded
  })
}

describe('who may not', () => {
  it('refuses everybody but the administrator', async () => {
    for (const username of ['tiepnhan', 'chuyenmon', 'chutich', 'vanthu']) {
      const actor = await test.as(username)
      const day = { date: '2026-12-24', kind: 'day_off', name: 'Nghỉ' } as const
      await expect(test.write(actor, setCalendarDay, day)).rejects.toEqual(problem('not_allowed'))
      await expect(test.write(actor, removeCalendarDay, { date: '2026-09-02' })).rejects.toEqual(
        problem('not_allowed'),
      )
      await expect(test.write(actor, setWorkingHours, { ...DEFAULT_HOURS })).rejects.toEqual(
        problem('not_allowed'),
      )
    }
  })
})

describe('the calendar of an office', () => {
  it('starts with the usual hours and the public holidays 2021–2030', async () => {
    const loaded = await calendar()
    expect(loaded.hours).toEqual([DEFAULT_HOURS])
    expect(loaded.daysOff['2026-09-02']).toBe('Quốc khánh')
    expect(loaded.extraWorkingDays['2026-01-10']).toContain('Làm bù')
    expect(new Set(Object.keys(loaded.daysOff).map((day) => day.slice(0, 4))).size).toBe(10)
    const window = await calendar({ from: '2026-04-01', to: '2026-05-31' })
    expect(Object.keys(window.daysOff).every((day) => day >= '2026-04-01' && day <= '2026-05-31')).toBe(true)
    const officer = await test.as('tiepnhan')
    const { days } = await test.read(officer, listCalendarDays, { year: 2026 })
    expect(days.find((day) => day.date === '2026-04-30')).toMatchObject({
      name: 'Ngày Chiến thắng',
      confirmed: true,
    })
  })

  it('moves due times when a day is put in, and back when it is taken out', async () => {
    const admin = await test.as('quantri')
    const request = {
      receivedAt: new Date('2026-03-24T09:00:00+07:00'),
      limit: { amount: 1, unit: 'working_day' },
    } as const
    const due = async () => dueAt(await calendar(), request).dueAt.toISOString()
    const before = await due()
    await test.write(admin, setCalendarDay, { date: '2026-03-25', kind: 'day_off', name: 'Nghỉ bão' })
    expect(await due()).toBe('2026-03-26T02:00:00.000Z')
    await test.write(admin, removeCalendarDay, { date: '2026-03-25' })
    expect(await due()).toBe(before)
    await expect(test.write(admin, removeCalendarDay, { date: '2026-03-25' })).rejects.toEqual(
      problem('not_found'),
    )
  })

  it('takes other hours from a date on, and again for the same date', async () => {
    const admin = await test.as('quantri')
    const morning = DEFAULT_HOURS.week.map((day) => day.slice(0, 1))
    for (const week of [DEFAULT_HOURS.week, morning]) {
      await test.write(admin, setWorkingHours, { validFrom: '2026-06-01', week })
    }
    const { hours } = await test.read(admin, getWorkingHours, {})
    expect(hours).toEqual([DEFAULT_HOURS, { validFrom: '2026-06-01', week: morning }])
  })

  it('refuses what is no calendar', async () => {
    const admin = await test.as('quantri')
    const day = { date: '2026-12-24', kind: 'day_off', name: 'Nghỉ' } as const
    for (const bad of [{ date: '2026-02-30' }, { date: '0000-01-01' }, { kind: 'party' }, { name: ' ' }]) {
      await expect(test.write(admin, setCalendarDay, { ...day, ...bad } as never)).rejects.toEqual(
        problem('invalid_input'),
      )
    }
    const empty = DEFAULT_HOURS.week.map(() => [])
    const backwards = DEFAULT_HOURS.week.map(() => [{ from: 600, to: 500 }])
    const overlapping = DEFAULT_HOURS.week.map(() => [
      { from: 400, to: 600 },
      { from: 500, to: 700 },
    ])
    for (const week of [empty, backwards, overlapping, DEFAULT_HOURS.week.slice(1)]) {
      await expect(test.write(admin, setWorkingHours, { validFrom: '2026-06-01', week })).rejects.toEqual(
        problem('invalid_input'),
      )
    }
  })
})

describe('taking back weekly hours', () => {
  it('works until they begin, and never leaves the office without hours', async () => {
    const admin = await test.as('quantri')
    const later = { ...DEFAULT_HOURS, validFrom: '2031-01-01' }
    await test.write(admin, setWorkingHours, later)
    await expect(
      test.write(await test.as('tiepnhan'), removeWorkingHours, { validFrom: later.validFrom }),
    ).rejects.toEqual(problem('not_allowed'))
    const starts = async () => (await test.read(admin, getWorkingHours, {})).hours.map((set) => set.validFrom)
    expect(await starts()).toContain('2031-01-01')
    await test.write(admin, removeWorkingHours, { validFrom: later.validFrom })
    expect(await starts()).not.toContain('2031-01-01')
    await expect(test.write(admin, removeWorkingHours, { validFrom: later.validFrom })).rejects.toEqual(
      problem('not_found'),
    )
    await expect(
      test.write(admin, removeWorkingHours, { validFrom: DEFAULT_HOURS.validFrom }),
    ).rejects.toEqual(problem('wrong_state'))
  })
})
