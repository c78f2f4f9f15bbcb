import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Command } from '../../platform/operations.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { demoDeskId, demoDutyId, demoStaffId, demoUnitId } from '../examples.ts'
import { listReceptions } from '../queries/field-reception.ts'
import { getSetup } from '../queries/get-setup.ts'
import { listAllUnits } from '../queries/list-all-units.ts'
import { listDesks } from '../queries/list-desks.ts'
import { listGaps } from '../queries/list-gaps.ts'
import { listStaff, listUnits } from '../queries.ts'
import { changePost } from './change-post.ts'
import { addDesk, changeDesk, moveDesk, setDeskActive } from './desks.ts'
import { assignDuty, endDuty } from './duties.ts'
import { setFieldReception } from './set-field-reception.ts'
import { addUnit, moveUnit, renameUnit, setUnitStanding } from './units.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())

const problem = (code: string) => expect.objectContaining({ code })
const admin = () => test.as('quantri')
const desk = { name: 'Quầy thử', place: 'Sảnh', fieldCodes: ['dat-dai'] }
const desksNow = async () => (await test.read(await admin(), listDesks, {})).desks
const stepOf = async (name: string) =>
  (await test.read(await admin(), getSetup, {})).steps.find((step) => step.name === name)

describe('who may not', () => {
  it('is everybody but the administrator; leaders may look', async () => {
    const commands = [
      addDesk,
      changeDesk,
      setDeskActive,
      moveDesk,
      setFieldReception,
      addUnit,
      renameUnit,
    ] as const
    for (const username of ['tiepnhan', 'chuyenmon', 'chutich', 'bientap']) {
      const actor = await test.as(username)
      for (const command of [...commands, moveUnit, setUnitStanding, changePost]) {
        await expect(
          test.write(actor, command as unknown as Command, command.example as never),
        ).rejects.toEqual(problem('not_allowed'))
      }
    }
    await test.read(await test.as('chutich'), getSetup, {})
    await expect(test.read(await test.as('vanthu'), getSetup, {})).rejects.toEqual(problem('not_allowed'))
  })
})

describe('a desk', () => {
  it('has a number of its own, also beside one out of use', async () => {
    const { deskId } = await test.write(await admin(), addDesk, { ...desk, code: ' 7a ' })
    expect((await desksNow()).find((each) => each.id === deskId)).toMatchObject({
      code: '7A',
      fieldCodes: ['dat-dai'],
    })
    await test.write(await admin(), setDeskActive, { deskId, active: false })
    for (const code of ['1', '7A', '7a']) {
      await expect(test.write(await admin(), addDesk, { ...desk, code })).rejects.toMatchObject({
        code: 'conflict',
        facts: { fields: { code: expect.stringContaining('đã dùng cho') } },
      })
    }
    for (const bad of [{ code: 'quầy' }, { code: '' }, { name: '' }, { fieldCodes: ['khong-co'] }]) {
      await expect(test.write(await admin(), addDesk, { ...desk, code: '8', ...bad })).rejects.toEqual(
        problem('invalid_input'),
      )
    }
    const both = [1, 2].map(async () => test.write(await admin(), addDesk, { ...desk, code: '20' }))
    const outcomes = await Promise.allSettled(both)
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toMatchObject([
      { reason: { code: 'conflict' } },
    ])
  })

  it('is not retired while the roster names it, nor named once it is retired', async () => {
    await expect(
      test.write(await admin(), setDeskActive, { deskId: demoDeskId(0), active: false }),
    ).rejects.toMatchObject({
      code: 'wrong_state',
      facts: { detail: expect.stringContaining('Cán bộ Mẫu Một') },
    })
    const { deskId } = await test.write(await admin(), addDesk, { ...desk, code: '30' })
    const duty = { staffId: demoStaffId('ketoan'), role: 'counter', startsOn: '2026-05-01', deskId } as const
    await test.write(await admin(), assignDuty, { ...duty, endsOn: '2026-05-02' })
    await expect(test.write(await admin(), setDeskActive, { deskId, active: false })).rejects.toEqual(
      problem('wrong_state'),
    )
    test.time.set('2026-05-03T09:00:00+07:00')
    await test.write(await admin(), setDeskActive, { deskId, active: false })
    test.time.set('2026-03-24T09:00:00+07:00')
    await expect(
      test.write(await admin(), assignDuty, { ...duty, startsOn: '2026-06-01' }),
    ).rejects.toMatchObject({ code: 'invalid_input', facts: { fields: { deskId: expect.any(String) } } })
  })

  it('is changed by one after the other: the second sees what it is called now', async () => {
    const [first] = await desksNow()
    if (!first) throw new Error('there are desks')
    const change = { deskId: first.id, revision: first.revision, ...desk, code: first.code }
    await test.write(await admin(), changeDesk, { ...change, name: 'Quầy đón tiếp', fieldCodes: ['ho-tich'] })
    await expect(test.write(await admin(), changeDesk, change)).rejects.toMatchObject({
      code: 'stale',
      facts: { detail: expect.stringContaining('Quầy đón tiếp') },
    })
    expect((await desksNow())[0]).toMatchObject({ name: 'Quầy đón tiếp', fieldCodes: ['ho-tich'] })
  })

  it('moves among the others, and stays at the ends of the list', async () => {
    const order = async () => (await desksNow()).filter((each) => each.active).map((each) => each.code)
    const before = await order()
    const first = (await desksNow())[0]?.id ?? ''
    await test.write(await admin(), moveDesk, { deskId: first, direction: 'up' })
    expect(await order()).toEqual(before)
    await test.write(await admin(), moveDesk, { deskId: first, direction: 'down' })
    expect(await order()).toEqual([before[1], before[0], ...before.slice(2)])
  })
})

describe('a field that is not received at the desk', () => {
  const decision = { fieldCode: 'van-hoa', received: false, validFrom: '2026-03-24', reason: 'Chưa có người' }
  const receptions = async () =>
    (await test.read(await admin(), listReceptions, {})).fields.find((field) => field.code === 'van-hoa')

  it('needs a reason and a day that has not passed, and is shown loudly until it is received', async () => {
    expect(await receptions()).toMatchObject({ received: true, since: null })
    for (const [bad, field] of [
      [{ reason: '  ' }, 'reason'],
      [{ validFrom: '2026-03-23' }, 'validFrom'],
    ] as const) {
      await expect(
        test.write(await admin(), setFieldReception, { ...decision, ...bad }),
      ).rejects.toMatchObject({
        code: 'invalid_input',
        facts: { fields: { [field]: expect.any(String) } },
      })
    }
    await expect(
      test.write(await admin(), setFieldReception, { ...decision, fieldCode: 'khong-co' }),
    ).rejects.toEqual(problem('not_found'))
    await test.write(await admin(), setFieldReception, decision)
    expect(await receptions()).toMatchObject({
      received: false,
      since: '2026-03-24',
      reason: 'Chưa có người',
    })
    expect((await stepOf('fields'))?.missing).toEqual([
      expect.stringMatching(/^1 lĩnh vực không tiếp nhận .*Văn hóa/),
    ])
    await test.write(await admin(), setFieldReception, {
      ...decision,
      received: true,
      validFrom: '2026-03-30',
    })
    expect((await receptions())?.later).toEqual([{ validFrom: '2026-03-30', received: true, reason: '' }])
    test.time.set('2026-03-30T09:00:00+07:00')
    expect(await stepOf('fields')).toMatchObject({ done: true })
    test.time.set('2026-03-24T09:00:00+07:00')
  })

  it('needs nobody to receive it until it is received again', async () => {
    const accepted = { acceptGap: true, gapReason: 'Chờ điều động' }
    for (const username of ['tiepnhan', 'tiepnhan2'] as const) {
      const end = { dutyId: demoDutyId(username, 0), endsOn: '2026-03-24' }
      await test.write(await admin(), endDuty, { ...end, ...accepted })
    }
    const { gaps } = await test.read(await admin(), listGaps, {})
    const first = (code: string) => gaps.find((gap) => gap.fieldCode === code)?.from
    expect([first('dat-dai'), first('van-hoa')]).toEqual(['2026-03-25', '2026-03-30'])
  })
})

describe('units', () => {
  const names = async () => (await test.read(await admin(), listUnits, {})).units.map((unit) => unit.name)

  it('are added, renamed, moved and retired; names are their own', async () => {
    const { unitId } = await test.write(await admin(), addUnit, { name: 'Phòng Kinh tế, Hạ tầng và Đô thị' })
    expect((await names()).at(-1)).toBe('Phòng Kinh tế, Hạ tầng và Đô thị')
    await expect(test.write(await admin(), addUnit, { name: 'PHÒNG KINH TẾ' })).rejects.toMatchObject({
      code: 'conflict',
      facts: { fields: { name: expect.any(String) } },
    })
    await expect(test.write(await admin(), renameUnit, { unitId, name: 'Phòng Kinh tế' })).rejects.toEqual(
      problem('conflict'),
    )
    await test.write(await admin(), renameUnit, { unitId, name: 'Ban Chỉ huy Quân sự' })
    await test.write(await admin(), moveUnit, { unitId, direction: 'up' })
    expect((await names()).at(-2)).toBe('Ban Chỉ huy Quân sự')
    await test.write(await admin(), setUnitStanding, { unitId, standing: false })
    expect(await names()).not.toContain('Ban Chỉ huy Quân sự')
    const all = await test.read(await admin(), listAllUnits, {})
    expect(all.units.at(-1)).toMatchObject({ name: 'Ban Chỉ huy Quân sự', retiredOn: '2026-03-24' })
    await test.write(await admin(), addUnit, { name: 'Ban Chỉ huy Quân sự' })
    await expect(test.write(await admin(), setUnitStanding, { unitId, standing: true })).rejects.toEqual(
      problem('conflict'),
    )
    await expect(
      test.write(await admin(), renameUnit, { unitId: demoStaffId('ketoan'), name: 'Ban khác' }),
    ).rejects.toEqual(problem('not_found'))
  })

  it('with people in them stand', async () => {
    await expect(
      test.write(await admin(), setUnitStanding, { unitId: demoUnitId(1), standing: false }),
    ).rejects.toMatchObject({
      code: 'wrong_state',
      facts: { detail: expect.stringContaining('Công chức Mẫu Sáu') },
    })
  })

  it('are where a member is moved to, with the post that papers print', async () => {
    const staffId = demoStaffId('diachinh')
    const { unitId } = await test.write(await admin(), addUnit, { name: 'Tổ Địa chính' })
    await test.write(await admin(), changePost, { staffId, postTitle: 'Công chức Địa chính', unitId })
    const { members } = await test.read(await admin(), listStaff, {})
    expect(members.find((member) => member.id === staffId)).toMatchObject({
      postTitle: 'Công chức Địa chính',
      unitId,
    })
    expect((await test.as('diachinh')).post).toBe('Công chức Địa chính')
    for (const bad of [{ postTitle: ' ' }, { unitId: demoStaffId('ketoan') }]) {
      await expect(
        test.write(await admin(), changePost, { staffId, postTitle: 'Công chức', unitId, ...bad }),
      ).rejects.toEqual(problem('invalid_input'))
    }
  })
})
