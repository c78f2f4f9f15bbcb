import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { dossierAt, receivedDossier } from '../factory.ts'
import { receptionExample } from '../model/examples.ts'
import { board } from './board.ts'
import { getDossier } from './get-dossier.ts'
import { officersFor } from './officers-for.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const view = async (username: string, code: string) => app.read(await app.as(username), getDossier, { code })

describe('one dossier', () => {
  it('is refused to other fields, to other posts and to other offices', async () => {
    const { code } = await receivedDossier(app)
    for (const username of ['diachinh', 'ketoan', 'bientap'])
      await expect(view(username, code)).rejects.toMatchObject({ code: 'not_allowed' })
    const stranger = { ...(await app.as('chutich')), officeId: '01980000-0000-7000-8000-0000000000ff' }
    await expect(app.read(stranger, getDossier, { code })).rejects.toMatchObject({ code: 'not_found' })
    await expect(view('tuphap', 'H56.22.17-20260324-9999999')).rejects.toMatchObject({ code: 'not_found' })
    await expect(view('tuphap', "' or 1=1")).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is found by its code however typed, and by its id', async () => {
    const { code, id } = await receivedDossier(app)
    expect((await view('tiepnhan', ` ${code.toLowerCase().replaceAll('-', ' - ')} `)).id).toBe(id)
    expect((await view('tiepnhan', id)).code).toBe(code)
  })

  it('offers each officer only their own next steps', async () => {
    const { code } = await dossierAt(app, 'appraisal')
    expect((await view('tuphap', code)).actions).toEqual([
      'takeUp',
      'draftResult',
      'sendBack',
      'requestSupplement',
      'proposeExtension',
    ])
    expect((await view('tiepnhan', code)).actions).toEqual(['askWithdrawal', 'proposeExtension'])
    expect((await view('chutich', code)).actions).toEqual(['stop'])
    expect((await view('quantri', code)).actions).toEqual([])
  })

  it('tells the whole story of a returned dossier', async () => {
    const { code } = await dossierAt(app, 'returned')
    const dossier = await view('tiepnhan', code)
    expect(dossier).toMatchObject({
      status: 10,
      statusName: 'Đã trả kết quả',
      urgency: 'on_time',
      returned: { name: 'Nguyễn Văn Mẫu', by: 'Cán bộ Mẫu Một' },
      result: { state: 'issued', number: 1, letter: { subject: 'trả lời đơn đề nghị' } },
      actions: [],
    })
    expect(dossier.steps.map((step) => step.state)).toEqual(Array(5).fill('done'))
    expect(dossier.steps.every((step) => step.doneAt !== null && step.doneBy !== '')).toBe(true)
    expect(dossier.events.map((event) => event.kind)).toEqual([
      'received',
      'forwarded',
      'result_drafted',
      'forwarded',
      'result_approved',
      'finished',
      'returned',
    ])
    expect(dossier.handovers).toHaveLength(4)
    expect(dossier.papers[0]).toMatchObject({
      form: 'receipt',
      title: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
    })
    expect(dossier.components[0]).toMatchObject({ provided: true, files: [] })
  })

  it('warns of a personal id that does not fit the person', async () => {
    const applicant = { ...receptionExample.applicant, personalId: '038190000001' }
    const { code } = await receivedDossier(app, { applicant })
    const { warnings } = await view('tiepnhan', code)
    expect(warnings.length).toBeGreaterThan(0)
    expect(warnings[0]?.field).toMatch(/^applicant\./)
  })

  it('names who can take the next step', async () => {
    const { code } = await receivedDossier(app)
    const next = await app.read(await app.as('tiepnhan'), officersFor, { code })
    expect(next.step).toEqual({ name: 'Thẩm định hồ sơ', roleName: 'Công chức chuyên môn' })
    expect(next.officers.map((officer) => officer.fullName)).toEqual([
      'Công chức Mẫu Ba',
      'Công chức Mẫu Bốn',
    ])
    await expect(app.read(await app.as('diachinh'), officersFor, { code })).rejects.toMatchObject({
      code: 'not_allowed',
    })
    const done = await dossierAt(app, 'returned')
    expect(await app.read(await app.as('tiepnhan'), officersFor, { code: done.code })).toEqual({
      step: null,
      officers: [],
    })
  })
})

describe('the board', () => {
  it('is for leaders and administrators', async () => {
    for (const username of ['tiepnhan', 'chuyenmon', 'vanthu', 'ketoan'])
      await expect(app.read(await app.as(username), board, {})).rejects.toMatchObject({ code: 'not_allowed' })
  })

  it('counts what the lists behind its numbers show', async () => {
    const before = await app.read(await app.as('chutich'), board, {})
    await dossierAt(app, 'approval')
    await dossierAt(app, 'returned')
    const after = await app.read(await app.as('chutich'), board, {})
    expect(after.receivedToday).toBe(before.receivedToday + 2)
    expect(after.receivedThisMonth).toBe(before.receivedThisMonth + 2)
    expect(after.open).toBe(before.open + 1)
    expect(after.waitingForApproval).toBe(before.waitingForApproval + 1)
    expect(after.returnedToday).toBe(before.returnedToday + 1)
    expect(after.dueToday).toBe(after.open)
    app.time.set('2026-04-01T09:00:00+07:00')
    const nextMonth = await app.read(await app.as('quantri'), board, {})
    expect(nextMonth).toMatchObject({ receivedToday: 0, receivedThisMonth: 0, late: after.open, dueToday: 0 })
    expect(nextMonth.byField).toEqual([
      { code: 'chung-thuc', name: 'Chứng thực', open: after.open, late: after.open },
    ])
    expect(nextMonth.byOfficer.map((each) => each.name)).toContain('Chưa có người nhận')
  })
})
