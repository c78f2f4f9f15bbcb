import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { demoStaffId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { forwardDossier } from '../commands/forward-dossier.ts'
import { requestSupplement } from '../commands/request-supplement.ts'
import { dossierAt, receivedDossier } from '../factory.ts'
import { listInbox } from './list-inbox.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

async function inboxOf(username: string) {
  return (await app.read(await app.as(username), listInbox, {})).items
}
const codesOf = async (username: string) => (await inboxOf(username)).map((item) => item.code)

describe('the inbox', () => {
  it('is refused to who has no work on dossiers', async () => {
    for (const username of ['ketoan', 'quantri', 'bientap']) {
      await expect(app.read(await app.as(username), listInbox, {})).rejects.toMatchObject({
        code: 'not_allowed',
      })
    }
  })

  it('shows what lies with nobody to those on duty in that field, and to nobody else', async () => {
    const { code } = await dossierAt(app, 'appraisal')
    expect(await codesOf('tuphap')).toContain(code)
    expect(await codesOf('chuyenmon')).toContain(code)
    expect(await codesOf('diachinh')).not.toContain(code)
    expect(await codesOf('tiepnhan')).not.toContain(code)
    expect(await codesOf('chutich')).not.toContain(code)
  })

  it('shows what was handed to one officer to that officer alone', async () => {
    const { code, revision } = await receivedDossier(app)
    const toStaffId = demoStaffId('tuphap')
    await app.write(await app.as('tiepnhan'), forwardDossier, { code, revision, toStaffId })
    expect(await codesOf('tuphap')).toContain(code)
    expect(await codesOf('chuyenmon')).not.toContain(code)
    expect((await inboxOf('tuphap')).find((item) => item.code === code)).toMatchObject({ mine: true })
  })

  it('shows results to every counter, after all open work', async () => {
    const { code } = await dossierAt(app, 'finished')
    const open = await receivedDossier(app, { procedureId: demoSlowProcedureId })
    const codes = await codesOf('tiepnhan')
    expect(codes.indexOf(code)).toBeGreaterThan(codes.indexOf(open.code))
    expect(await codesOf('tiepnhan2')).toContain(code)
    expect(await codesOf('vanthu')).not.toContain(code)
  })

  it('puts first what is due first, and says late, due soon and on time in words', async () => {
    const slow = await receivedDossier(app, { procedureId: demoSlowProcedureId })
    const fast = await receivedDossier(app)
    const before = await inboxOf('tiepnhan')
    expect(before.find((item) => item.code === fast.code)).toMatchObject({ urgency: 'due_soon' })
    const codes = before.map((item) => item.code)
    expect(codes.indexOf(fast.code)).toBeLessThan(codes.indexOf(slow.code))
    app.time.set('2026-03-25T09:00:00+07:00')
    const after = await inboxOf('tiepnhan')
    expect(after.find((item) => item.code === fast.code)).toMatchObject({ urgency: 'late' })
    expect(after.find((item) => item.code === fast.code)?.timeLeft).toMatch(/^quá hạn .+ làm việc$/)
    expect(after.find((item) => item.code === slow.code)?.timeLeft).toMatch(/^bước này quá hạn/)
  })

  it('does not let time run while papers are awaited', async () => {
    app.time.set('2026-03-24T09:00:00+07:00')
    const { code, revision } = await receivedDossier(app)
    await app.write(await app.as('tiepnhan'), requestSupplement, {
      code,
      revision,
      items: ['Bản chính'],
      reason: 'Chưa có bản chính.',
    })
    app.time.set('2026-04-24T09:00:00+07:00')
    const item = (await inboxOf('tiepnhan')).find((each) => each.code === code)
    expect(item).toMatchObject({ status: 5, urgency: 'on_time' })
    expect(item?.timeLeft).toMatch(/^tạm dừng/)
  })
})
