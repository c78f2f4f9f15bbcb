import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../platform/system-actor.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { createOffice } from './commands/create-office.ts'
import { assignDuty, endDuty } from './commands/duties.ts'
import { addStaffMember, resetPassword, setStaffActive } from './commands/members.ts'
import { updateOffice } from './commands/update-office.ts'
import { demoDutyId, demoStaffId, demoUnitId } from './examples.ts'
import { getOffice } from './queries/office.ts'
import { listOfficeIds, listStaff, listUnits, mayServe, officeExists, officersOnDuty } from './queries.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())

const otherOffice = '01980000-0000-7000-8000-0000000000ff'
const newcomer = {
  fullName: 'Người Mẫu',
  postTitle: 'Công chức',
  username: 'nguoi.mau',
  password: 'lua-vang-2026',
}
const signIn = (username: string, password: string) =>
  test.services.sessions.signIn({ username, password }, { ip: '127.0.0.1', userAgent: 'test' })
const problem = (code: string) => expect.objectContaining({ code })

async function openOtherOffice(): Promise<void> {
  const passwordHash = 'x'.repeat(60)
  await test.write(systemActor(otherOffice), createOffice, {
    ...(updateOffice.example ?? ({} as never)),
    name: 'UBND phường Mẫu',
    members: [
      {
        id: '01980000-0000-7000-8000-0000000000fe',
        username: 'quantri.khac',
        passwordHash,
        fullName: 'Quản Trị Khác',
        postTitle: 'Quản trị',
        duties: [{ role: 'admin' }],
      },
    ],
  })
}

describe('who may not', () => {
  it('refuses everybody but the administrator', async () => {
    for (const username of ['tiepnhan', 'chuyenmon', 'vanthu', 'ketoan', 'chutich', 'bientap']) {
      const actor = await test.as(username)
      await expect(test.write(actor, addStaffMember, newcomer)).rejects.toEqual(problem('not_allowed'))
      await expect(
        test.write(actor, resetPassword, { staffId: demoStaffId('ketoan'), password: 'lua-vang-2026' }),
      ).rejects.toEqual(problem('not_allowed'))
      await expect(
        test.write(actor, endDuty, { dutyId: demoDutyId('ketoan', 0), endsOn: '2026-12-31' }),
      ).rejects.toEqual(problem('not_allowed'))
    }
    await expect(test.write(await test.as('quantri'), createOffice, {} as never)).rejects.toEqual(
      problem('not_allowed'),
    )
  })

  it('keeps an administrator out of another office', async () => {
    await openOtherOffice()
    const foreign = { ...(await test.as('quantri')), officeId: otherOffice }
    const staffId = demoStaffId('ketoan')
    await expect(test.write(foreign, resetPassword, { staffId, password: 'lua-vang-2026' })).rejects.toEqual(
      problem('not_found'),
    )
    await expect(test.write(foreign, setStaffActive, { staffId, active: false })).rejects.toEqual(
      problem('not_found'),
    )
    await expect(
      test.write(foreign, endDuty, { dutyId: demoDutyId('ketoan', 0), endsOn: '2026-12-31' }),
    ).rejects.toEqual(problem('not_found'))
    expect((await test.read(foreign, listStaff, {})).members.map((member) => member.username)).toEqual([
      'quantri.khac',
    ])
    await expect(signIn('ketoan', 'Mat-khau-mau-1')).resolves.toBeTruthy()
  })
})

describe('a new office', () => {
  it('exists, and cannot be opened twice or without an administrator', async () => {
    expect(await officeExists(test.services.database)).toBe(true)
    expect(await officeExists(test.services.database, test.officeId)).toBe(true)
    expect(await listOfficeIds(test.services.database)).toEqual([test.officeId, otherOffice])
    expect(await officeExists(test.services.database, demoStaffId('ketoan'))).toBe(false)
    await expect(openOtherOffice()).rejects.toEqual(problem('conflict'))
    const withoutAdmin = { ...updateOffice.example, members: [] } as never
    await expect(test.write(systemActor(demoStaffId('ketoan')), createOffice, withoutAdmin)).rejects.toEqual(
      problem('invalid_input'),
    )
  })

  it('has the units of a two-tier commune and settings that the administrator may change', async () => {
    const admin = await test.as('quantri')
    const { units } = await test.read(admin, listUnits, {})
    expect(units.map((unit) => unit.name)).toContain('Trung tâm Phục vụ hành chính công')
    const settings = { ...(updateOffice.example ?? ({} as never)), dueSoonHours: 24 }
    await test.write(admin, updateOffice, settings)
    expect(await test.read(admin, getOffice, {})).toMatchObject({ dueSoonHours: 24, practice: true })
    for (const bad of [
      { agencyCode: 'Cẩm Long' },
      { sameDayCutoff: '25:00' },
      { dueSoonHours: 0 },
      { email: 'x' },
    ]) {
      await expect(test.write(admin, updateOffice, { ...settings, ...bad })).rejects.toEqual(
        problem('invalid_input'),
      )
    }
  })
})

describe('members', () => {
  it('can sign in once added, under a name that is theirs alone', async () => {
    const admin = await test.as('quantri')
    const { staffId } = await test.write(admin, addStaffMember, { ...newcomer, unitId: demoUnitId(0) })
    expect((await signIn('Nguoi.Mau', newcomer.password)).actor).toMatchObject({ id: staffId, duties: [] })
    for (const username of ['nguoi.mau', 'NGUOI.MAU', 'quantri.khac']) {
      await expect(test.write(admin, addStaffMember, { ...newcomer, username })).rejects.toMatchObject({
        code: 'conflict',
        facts: { fields: { username: expect.stringContaining('đã có người dùng') } },
      })
    }
    const audit = await test.owner.query(
      `select facts::text from audit_events where action = 'staff.addMember'`,
    )
    expect(audit.rows).toHaveLength(1)
    expect(audit.rows[0].facts).not.toContain(newcomer.password)
  })

  it('are refused with what is wrong at its field', async () => {
    const admin = await test.as('quantri')
    const cases = [
      [{ username: 'tên có dấu' }, 'username'],
      [{ username: "a'; drop table duties; --" }, 'username'],
      [{ password: 'ngắn' }, 'password'],
      [{ fullName: '   ' }, 'fullName'],
      [{ phone: '<script>' }, 'phone'],
    ] as const
    for (const [bad, field] of cases) {
      await expect(test.write(admin, addStaffMember, { ...newcomer, ...bad })).rejects.toMatchObject({
        code: 'invalid_input',
        facts: { fields: { [field]: expect.any(String) } },
      })
    }
    await expect(
      test.write(admin, addStaffMember, { ...newcomer, username: 'khac', unitId: demoStaffId('ketoan') }),
    ).rejects.toEqual(problem('invalid_input'))
  })

  it('lose their sessions and their old password on a reset', async () => {
    const cookie = await test.cookie('bientap')
    const staffId = demoStaffId('bientap')
    await test.write(await test.as('quantri'), resetPassword, { staffId, password: 'hoa-sen-vang-2026' })
    test.services.sessions.forget()
    expect(await test.services.sessions.find(cookie)).toBeNull()
    await expect(signIn('bientap', 'Mat-khau-mau-1')).rejects.toEqual(problem('wrong_password'))
    expect((await signIn('bientap', 'hoa-sen-vang-2026')).actor.id).toBe(staffId)
  })

  it('are out at once when closed, warn of what nobody holds now, and come back', async () => {
    const admin = await test.as('quantri')
    const staffId = demoStaffId('tiepnhan')
    const cookie = await test.cookie('tiepnhan')
    expect((await test.write(admin, setStaffActive, { staffId, active: false })).warnings).toEqual([])
    test.services.sessions.forget()
    expect(await test.services.sessions.find(cookie)).toBeNull()
    await expect(signIn('tiepnhan', 'Mat-khau-mau-1')).rejects.toEqual(problem('not_allowed'))
    const second = await test.write(admin, setStaffActive, {
      staffId: demoStaffId('tiepnhan2'),
      active: false,
    })
    expect(second.warnings).toEqual([expect.stringContaining('Tiếp nhận và trả kết quả')])
    await test.write(admin, setStaffActive, { staffId: demoStaffId('tiepnhan2'), active: true })
    await test.write(admin, setStaffActive, { staffId, active: true })
    expect((await signIn('tiepnhan', 'Mat-khau-mau-1')).actor.id).toBe(staffId)
    await expect(test.write(admin, setStaffActive, { staffId: admin.id, active: false })).rejects.toEqual(
      problem('wrong_state'),
    )
  })
})

describe('duties', () => {
  const day = { officeId: '', role: 'specialist', fieldCode: 'dat-dai', today: '2026-03-24' }

  it('give a right from their first day to their last', async () => {
    const admin = await test.as('quantri')
    const staffId = demoStaffId('ketoan')
    const duty = {
      staffId,
      role: 'specialist',
      fieldCode: 'dat-dai',
      startsOn: '2026-03-24',
      endsOn: '2026-03-25',
    } as const
    const { dutyId } = await test.write(admin, assignDuty, duty)
    const wanted = { ...day, officeId: test.officeId }
    const { database } = test.services
    const onDuty = (today: string) =>
      database.use(async ({ client, db }) => {
        await client.query(`begin; set local app.office = '${test.officeId}'`)
        const officers = await officersOnDuty(db, { ...wanted, today })
        const serves = await mayServe(db, { ...wanted, staffId, at: new Date(`${today}T23:59:00+07:00`) })
        await client.query('rollback')
        expect(officers.some((officer) => officer.id === staffId)).toBe(serves)
        return serves
      })
    expect(await onDuty('2026-03-23')).toBe(false)
    expect(await onDuty('2026-03-24')).toBe(true)
    expect(await onDuty('2026-03-25')).toBe(true)
    expect(await onDuty('2026-03-26')).toBe(false)
    expect((await test.as('ketoan')).duties).toContainEqual({ role: 'specialist', fieldCode: 'dat-dai' })
    await expect(test.write(admin, assignDuty, duty)).rejects.toEqual(problem('conflict'))
    await expect(test.write(admin, endDuty, { dutyId, endsOn: '2026-03-23' })).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: { endsOn: expect.any(String) } },
    })
    expect((await test.write(admin, endDuty, { dutyId, endsOn: '2026-03-24' })).warnings).toEqual([])
    expect(await onDuty('2026-03-25')).toBe(false)
  })

  it('are refused for fields, people and days that do not exist', async () => {
    const admin = await test.as('quantri')
    const good = { staffId: demoStaffId('ketoan'), role: 'specialist', startsOn: '2026-04-01' } as const
    for (const bad of [
      { fieldCode: 'khong-co' },
      { role: 'king' },
      { startsOn: '2026-02-30' },
      { endsOn: '2026-03-31' },
    ]) {
      await expect(test.write(admin, assignDuty, { ...good, ...bad } as never)).rejects.toEqual(
        problem('invalid_input'),
      )
    }
    await expect(test.write(admin, assignDuty, { ...good, staffId: demoUnitId(0) })).rejects.toEqual(
      problem('not_found'),
    )
  })

  it('warn when a field is left without anybody, and never lose the last administrator', async () => {
    const admin = await test.as('quantri')
    const end = { dutyId: demoDutyId('chuyenmon', 0), endsOn: '2026-12-31' }
    await expect(test.write(admin, endDuty, end)).rejects.toMatchObject({
      code: 'wrong_state',
      facts: { detail: expect.stringContaining('Từ 01/01/2027'), fields: { acceptGap: expect.any(String) } },
    })
    await expect(test.write(admin, endDuty, { ...end, acceptGap: true })).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: { gapReason: expect.any(String) } },
    })
    const all = await test.write(admin, endDuty, { ...end, acceptGap: true, gapReason: 'Chờ điều động' })
    expect(all.warnings[0]).toMatch(
      /^Từ 01\/01\/2027 không còn ai giữ vai trò Công chức chuyên môn ở lĩnh vực: .*Thư viện/,
    )
    expect(all.warnings[0]).not.toContain('Hộ tịch')
    await expect(
      test.write(admin, endDuty, { dutyId: demoDutyId('quantri', 0), endsOn: '2026-12-31' }),
    ).rejects.toEqual(problem('wrong_state'))
  })
})

describe('what changes a right', () => {
  const call = async (
    username: string,
    door: { method: 'GET' | 'PUT' | 'POST'; url: string; payload?: object },
  ) => test.app.server.inject({ ...door, headers: { cookie: await test.cookie(username) } })

  it('counts at once for those who are signed in, through the API as through pages', async () => {
    const staff = { method: 'GET', url: '/api/v1/staff' } as const
    expect((await call('phochutich', staff)).statusCode).toBe(200)
    const ended = await call('quantri', {
      method: 'PUT',
      url: `/api/v1/duties/${demoDutyId('phochutich', 0)}/end`,
      payload: { endsOn: '2026-03-23' },
    })
    expect(ended.statusCode).toBe(200)
    expect((await call('phochutich', staff)).statusCode).toBe(403)
    const units = { method: 'GET', url: '/api/v1/units' } as const
    expect((await call('phochutich', units)).statusCode).toBe(200)
    const closed = await call('quantri', {
      method: 'PUT',
      url: `/api/v1/staff/${demoStaffId('phochutich')}/active`,
      payload: { active: false },
    })
    expect(closed.statusCode).toBe(200)
    expect((await call('phochutich', units)).statusCode).toBe(401)
  })

  it('made by another program counts within five seconds', async () => {
    const cookie = await test.cookie('chutich')
    expect(await test.services.sessions.find(cookie)).not.toBeNull()
    await test.owner.query('update staff_members set active = false where id = $1', [demoStaffId('chutich')])
    test.time.advanceMinutes(5.1 / 60)
    expect(await test.services.sessions.find(cookie)).toBeNull()
  })
})
