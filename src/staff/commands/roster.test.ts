import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { demoDeskId, demoDutyId, demoStaffId, demoUnitId } from '../examples.ts'
import { listCover } from '../queries/list-cover.ts'
import { listGaps } from '../queries/list-gaps.ts'
import { listStaff } from '../queries.ts'
import { endAbsence, planAbsence } from './absences.ts'
import { changeDuty } from './change-duty.ts'
import { assignDuty, endDuty } from './duties.ts'
import { setStaffActive } from './members.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())
beforeEach(() => test.time.set('2026-03-24T09:00:00+07:00'))

const problem = (code: string) => expect.objectContaining({ code })
const at = (day: string) => test.time.set(`${day}T08:00:00+07:00`)
const rolesOf = async (username: string) => (await test.as(username)).duties.map((duty) => duty.role)
const admin = () => test.as('quantri')
const away = (
  username: Parameters<typeof demoStaffId>[0],
  startsOn: string,
  endsOn: string,
  more: object = {},
) => ({
  staffId: demoStaffId(username),
  startsOn,
  endsOn,
  kind: 'leave' as const,
  ...more,
})

describe('who may not', () => {
  it('lets nobody but the administrator change the roster', async () => {
    for (const username of ['tiepnhan', 'chuyenmon', 'vanthu', 'chutich', 'bientap']) {
      const actor = await test.as(username)
      await expect(
        test.write(actor, planAbsence, away('tuphap', '2026-04-06', '2026-04-07')),
      ).rejects.toEqual(problem('not_allowed'))
      await expect(test.write(actor, changeDuty, changeDuty.example as never)).rejects.toEqual(
        problem('not_allowed'),
      )
      await expect(test.write(actor, endAbsence, endAbsence.example as never)).rejects.toEqual(
        problem('not_allowed'),
      )
    }
  })
})

describe('an absence', () => {
  it('moves the duties on dossiers to the substitute of the roster for exactly that time', async () => {
    const { absenceId } = await test.write(
      await admin(),
      planAbsence,
      away('diachinh', '2026-04-06', '2026-04-08', { substituteId: demoStaffId('ketoan') }),
    )
    const land = { role: 'specialist', fieldCode: 'dat-dai' }
    at('2026-04-05')
    expect((await test.as('diachinh')).duties).toContainEqual(land)
    expect((await test.as('ketoan')).duties).not.toContainEqual(land)
    for (const day of ['2026-04-06', '2026-04-08']) {
      at(day)
      expect((await test.as('diachinh')).duties).toEqual([])
      expect((await test.as('ketoan')).duties).toContainEqual(land)
      expect((await test.as('ketoan')).duties).toContainEqual({ role: 'accountant', fieldCode: null })
    }
    const { fields } = await test.read(await admin(), listCover, {})
    expect(fields.find((field) => field.code === 'dat-dai')?.holders.specialist).toEqual([
      'Công chức Mẫu Ba',
      'Công chức Mẫu Tám (thay)',
    ])
    at('2026-04-09')
    expect((await test.as('diachinh')).duties).toContainEqual(land)
    expect((await test.as('ketoan')).duties).not.toContainEqual(land)
    test.time.set('2026-03-24T09:00:00+07:00')
    await test.write(await admin(), endAbsence, { absenceId, revision: 1 })
    at('2026-04-06')
    expect((await test.as('diachinh')).duties).toContainEqual(land)
  })

  it('takes whom the roster entry names when it names nobody', async () => {
    await test.write(await admin(), planAbsence, away('tiepnhan', '2026-04-13', '2026-04-13'))
    at('2026-04-13')
    expect(await rolesOf('tiepnhan')).toEqual([])
    expect(await rolesOf('tiepnhan2')).toEqual(['counter', 'counter'])
  })

  it('never moves the rights of an administrator', async () => {
    const staffId = demoStaffId('quantri')
    await test.write(await admin(), assignDuty, { staffId, role: 'clerk', startsOn: '2026-01-01' })
    await test.write(
      await admin(),
      planAbsence,
      away('quantri', '2026-04-15', '2026-04-16', { substituteId: demoStaffId('bientap') }),
    )
    at('2026-04-15')
    expect(await rolesOf('quantri')).toEqual(['admin'])
    expect((await rolesOf('bientap')).toSorted()).toEqual(['clerk', 'editor'])
  })

  it('is refused for days gone by, for an end before the beginning, and for oneself as substitute', async () => {
    const cases = [
      [away('tuphap', '2026-03-23', '2026-03-30'), 'startsOn'],
      [away('tuphap', '2026-04-02', '2026-04-01'), 'endsOn'],
      [away('tuphap', '2026-04-02', '2026-04-03', { substituteId: demoStaffId('tuphap') }), 'substituteId'],
      [away('tuphap', '2026-04-02', '2026-04-03', { substituteId: demoUnitId(0) }), 'substituteId'],
    ] as const
    for (const [input, field] of cases) {
      await expect(test.write(await admin(), planAbsence, input)).rejects.toMatchObject({
        code: 'invalid_input',
        facts: { fields: { [field]: expect.any(String) } },
      })
    }
    await expect(
      test.write(await admin(), planAbsence, {
        ...cases[1][0],
        staffId: demoUnitId(0),
        endsOn: '2026-04-03',
      }),
    ).rejects.toEqual(problem('not_found'))
  })

  it('may begin today, and the next on the day after it ends, but not on its last day', async () => {
    const actor = await admin()
    await test.write(actor, planAbsence, away('xahoi', '2026-03-24', '2026-03-26'))
    expect(await rolesOf('xahoi')).toEqual([])
    await expect(
      test.write(actor, planAbsence, away('xahoi', '2026-03-26', '2026-03-27')),
    ).rejects.toMatchObject({ code: 'conflict', facts: { detail: expect.stringContaining('26/03/2026') } })
    await test.write(actor, planAbsence, away('xahoi', '2026-03-27', '2026-03-27'))
  })

  it('passes nothing on to a substitute who is away too, and says what that leaves open', async () => {
    const actor = await admin()
    await test.write(actor, planAbsence, away('tiepnhan', '2026-05-04', '2026-05-08'))
    const both = away('tiepnhan2', '2026-05-08', '2026-05-12')
    await expect(test.write(actor, planAbsence, both)).rejects.toMatchObject({
      code: 'wrong_state',
      facts: { detail: expect.stringMatching(/^Ngày 08\/05\/2026 không có ai giữ vai trò Tiếp nhận/) },
    })
    const accepted = { ...both, acceptGap: true, gapReason: 'Tập huấn cả trung tâm' }
    const { absenceId, warnings } = await test.write(actor, planAbsence, accepted)
    expect(warnings).toHaveLength(1)
    const { gaps } = await test.read(actor, listGaps, {})
    expect(gaps.length).toBeGreaterThan(20)
    expect(new Set(gaps.map((gap) => `${gap.role} ${gap.from} ${gap.until}`))).toEqual(
      new Set(['counter 2026-05-08 2026-05-08']),
    )
    at('2026-05-08')
    expect(await rolesOf('tiepnhan')).toEqual([])
    expect(await rolesOf('tiepnhan2')).toEqual([])
    test.time.set('2026-03-24T09:00:00+07:00')
    await test.write(actor, endAbsence, { absenceId, revision: 1 })
    expect((await test.read(actor, listGaps, {})).gaps).toEqual([])
  })

  it('does not let a substitute appoint another: a chain ends at its first link', async () => {
    const actor = await admin()
    const chain = { substituteId: demoStaffId('vanthu') }
    await test.write(actor, planAbsence, away('chutich', '2026-06-01', '2026-06-05', chain))
    await test.write(
      actor,
      planAbsence,
      away('vanthu', '2026-06-03', '2026-06-03', { substituteId: demoStaffId('bientap') }),
    )
    at('2026-06-02')
    expect((await rolesOf('vanthu')).toSorted()).toEqual(['clerk', 'leader'])
    at('2026-06-03')
    expect(await rolesOf('vanthu')).toEqual([])
    expect((await rolesOf('bientap')).toSorted()).toEqual(['clerk', 'editor'])
  })

  it('that has begun ends yesterday when the member comes back early, and keeps the days that passed', async () => {
    const actor = await admin()
    const { absenceId } = await test.write(actor, planAbsence, away('tuphap', '2026-07-06', '2026-07-10'))
    at('2026-07-08')
    await test.write(actor, endAbsence, { absenceId, revision: 1 })
    expect(await rolesOf('tuphap')).toContain('specialist')
    const kept = await test.owner.query('select starts_on::text, ends_on::text from absences where id = $1', [
      absenceId,
    ])
    expect(kept.rows).toEqual([{ starts_on: '2026-07-06', ends_on: '2026-07-07' }])
    await expect(test.write(actor, endAbsence, { absenceId, revision: 1 })).rejects.toEqual(problem('stale'))
    await expect(test.write(actor, endAbsence, { absenceId, revision: 2 })).rejects.toEqual(
      problem('wrong_state'),
    )
  })
})

describe('a roster entry', () => {
  const entry = async (dutyId: string) =>
    (await test.read(await admin(), listStaff, {})).members
      .flatMap((member) => member.duties)
      .find((duty) => duty.id === dutyId)

  it('keeps what the second of two administrators did not see, and tells them what happened', async () => {
    const dutyId = demoDutyId('tiepnhan', 0)
    const seen = await entry(dutyId)
    const change = {
      dutyId,
      revision: seen?.revision ?? 0,
      endsOn: '2031-12-31',
      deskId: demoDeskId(1),
      substituteId: demoStaffId('tiepnhan2'),
      note: 'Quyết định mẫu',
    }
    await test.write(await admin(), changeDuty, change)
    const second = test.write(await admin(), changeDuty, { ...change, note: 'khác' })
    await expect(second).rejects.toMatchObject({
      code: 'stale',
      facts: {
        detail: expect.stringMatching(
          /^Cán bộ Mẫu Mười Một vừa sửa lúc 09:00 ngày 24\/03\/2026 phân công này; nay là: .*31\/12\/2031, Quầy 2.*người thay thế Cán bộ Mẫu Hai, Quyết định mẫu/,
        ),
      },
    })
    const end = { dutyId, endsOn: '2031-01-01', revision: change.revision }
    await expect(test.write(await admin(), endDuty, end)).rejects.toEqual(problem('stale'))
    expect(await entry(dutyId)).toMatchObject({ note: 'Quyết định mẫu', revision: change.revision + 1 })
    await test.write(await admin(), changeDuty, { ...change, revision: change.revision + 1, endsOn: null })
  })

  it('names a desk in use, another person, and for work on dossiers only', async () => {
    const duty = { staffId: demoStaffId('ketoan'), role: 'counter', startsOn: '2026-04-01' } as const
    for (const [bad, field] of [
      [{ deskId: demoUnitId(0) }, 'deskId'],
      [{ substituteId: duty.staffId }, 'substituteId'],
      [{ role: 'editor', substituteId: demoStaffId('bientap') }, 'substituteId'],
    ] as const) {
      await expect(test.write(await admin(), assignDuty, { ...duty, ...bad })).rejects.toMatchObject({
        code: 'invalid_input',
        facts: { fields: { [field]: expect.any(String) } },
      })
    }
  })

  it('cannot be stretched over another of the same kind', async () => {
    const duty = { staffId: demoStaffId('ketoan'), role: 'clerk' } as const
    const early = await test.write(await admin(), assignDuty, {
      ...duty,
      startsOn: '2026-04-01',
      endsOn: '2026-04-10',
    })
    await test.write(await admin(), assignDuty, { ...duty, startsOn: '2026-04-20' })
    const stretch = { dutyId: early.dutyId, revision: 1, deskId: null, substituteId: null, note: '' }
    await expect(test.write(await admin(), changeDuty, { ...stretch, endsOn: '2026-04-20' })).rejects.toEqual(
      problem('conflict'),
    )
    await test.write(await admin(), changeDuty, { ...stretch, endsOn: '2026-04-19' })
  })

  it('ends in the middle of a day’s work: the next request has no right', async () => {
    const staffId = demoStaffId('bientap')
    await test.write(await admin(), assignDuty, {
      staffId,
      role: 'counter',
      startsOn: '2026-03-24',
      endsOn: '2026-03-24',
    })
    const cookie = await test.cookie('bientap')
    const choices = () => test.app.server.inject({ url: '/api/v1/reception-choices', headers: { cookie } })
    test.time.set('2026-03-24T23:59:50+07:00')
    expect((await choices()).statusCode).toBe(200)
    test.time.set('2026-03-25T00:00:00+07:00')
    test.time.advanceMinutes(0.1)
    expect((await choices()).statusCode).toBe(403)
  })

  it('may not be ended by two administrators at once so that together they leave a field open', async () => {
    const actor = await admin()
    const end = (username: 'tiepnhan' | 'tiepnhan2') =>
      test.write(actor, endDuty, { dutyId: demoDutyId(username, 0), endsOn: '2027-03-31' })
    const outcomes = await Promise.allSettled([end('tiepnhan'), end('tiepnhan2')])
    expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({
      reason: { code: 'wrong_state' },
    })
  })
})

describe('an account that is closed', () => {
  it('holds nothing and stands in for nobody', async () => {
    const actor = await admin()
    await test.write(
      actor,
      planAbsence,
      away('diachinh', '2026-08-03', '2026-08-04', { substituteId: demoStaffId('ketoan') }),
    )
    await test.write(actor, setStaffActive, { staffId: demoStaffId('ketoan'), active: false })
    at('2026-08-03')
    const { fields } = await test.read(actor, listCover, {})
    expect(fields.find((field) => field.code === 'dat-dai')?.holders.specialist).toEqual(['Công chức Mẫu Ba'])
  })
})
