import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { decideExtension } from '../commands/decide-extension.ts'
import { issueResult } from '../commands/hand-out-result.ts'
import { proposeExtension } from '../commands/propose-extension.ts'
import { dossierAt, type MadeDossier } from '../factory.ts'
import { watchOffice } from '../jobs/deadlines.ts'
import { board } from './board.ts'
import { listApologies } from './list-apologies.ts'
import { listDossiers } from './list-dossiers.ts'
import { listInbox } from './list-inbox.ts'
import { trackDossier } from './track-dossier.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())
/** Received on Tuesday 24 March at 09:00, due on Friday 27 March at 09:00. */
const received = '2026-03-24T09:00:00+07:00'
const due = new Date('2026-03-27T09:00:00+07:00')
beforeEach(() => test.time.set(received))

const slow = { procedureId: demoSlowProcedureId }
const secret = 'Ông Mẫu chưa nộp tiền, gọi 0912000001.'
const visitor = {
  kind: 'public' as const,
  id: '00000000-0000-7000-8000-000000000002',
  name: '',
  post: '',
  officeId: '',
  duties: [],
}

async function list() {
  const { offices } = await test.read({ ...visitor, officeId: test.officeId }, listApologies, {})
  return offices.flatMap((office) => office.apologies)
}
const find = async ({ code }: MadeDossier) => (await list()).find((apology) => apology.code === code)
const track = ({ code }: MadeDossier) =>
  test.read({ ...visitor, officeId: test.officeId }, trackDossier, { code })

async function propose({ code, revision }: MadeDossier) {
  const input = {
    code,
    revision,
    reasonCode: 'financial',
    reason: secret,
    newDate: '2026-04-01',
    newTime: '10:00',
  }
  return { code, revision: (await test.write(await test.as('tuphap'), proposeExtension, input)).revision }
}
const grant = async (proposed: { code: string; revision: number }) =>
  test.write(await test.as('chutich'), decideExtension, { ...proposed, accept: true })

describe('the public apology', () => {
  it('shows what is late, without a new date while there is none', async () => {
    const dossier = await dossierAt(test, 'appraisal', slow)
    test.time.set('2026-03-27T09:00:59+07:00')
    expect(await find(dossier)).toBeUndefined()
    test.time.set('2026-03-27T09:01:00+07:00')
    expect(await find(dossier)).toMatchObject({
      fieldName: 'Hộ tịch',
      promisedAt: due,
      newDueAt: null,
      reason: null,
      finishedAt: null,
    })
  })

  it('shows the new date and the reason in the words of the list, nothing of the person nor of the officer’s words', async () => {
    const dossier = await dossierAt(test, 'appraisal', slow)
    await grant(await propose(dossier))
    const shown = await find(dossier)
    expect(shown).toMatchObject({
      promisedAt: due,
      newDueAt: new Date('2026-04-01T10:00:00+07:00'),
      reason: 'nghĩa vụ tài chính chưa thực hiện xong',
    })
    expect(JSON.stringify(await list())).not.toMatch(/Mẫu|0912|038090|Thôn/)
    const reason = test.services.database.usePublic(({ db }) =>
      db.selectFrom('dossier_due_changes').select('reason').execute(),
    )
    await expect(reason).rejects.toThrow('permission denied')
    for (const table of ['dossier_extensions', 'dossier_lateness', 'dossier_alerts'] as const) {
      const read = test.services.database.usePublic(({ db }) =>
        db.selectFrom(table).select('dossier_id').execute(),
      )
      await expect(read, table).rejects.toThrow('permission denied')
    }
  })

  it('keeps what came late for the days of the rule, and never what came in time and was fetched late', async () => {
    const inTime = await dossierAt(test, 'finished', slow)
    const late = await dossierAt(test, 'issue', slow)
    test.time.set('2026-03-30T09:00:00+07:00')
    await test.write(await test.as('vanthu'), issueResult, { code: late.code, revision: late.revision })
    expect(await find(late)).toMatchObject({ finishedAt: new Date('2026-03-30T09:00:00+07:00') })
    expect(await find(inTime)).toBeUndefined()
    test.time.set('2026-04-29T08:59:00+07:00')
    expect(await find(late)).toBeDefined()
    test.time.set('2026-04-29T09:01:00+07:00')
    expect(await find(late)).toBeUndefined()
  })
})

describe('the tracking page', () => {
  it('says every change of the promised date, and the apology', async () => {
    const dossier = await dossierAt(test, 'appraisal', slow)
    expect(await track(dossier)).toMatchObject({ dueChanges: [], apology: null })
    await grant(await propose(dossier))
    const tracked = await track(dossier)
    expect(tracked.dueChanges).toMatchObject([
      {
        before: due,
        after: new Date('2026-04-01T10:00:00+07:00'),
        reason: 'nghĩa vụ tài chính chưa thực hiện xong',
      },
    ])
    expect(tracked.apology).toContain('hẹn lại ngày trả')
    expect(JSON.stringify(tracked)).not.toContain('chưa nộp tiền')
    test.time.set('2026-04-01T11:00:00+07:00')
    await watchOffice(test.services, test.officeId)
    const late = await track(dossier)
    expect(late.apology).toContain('chưa trả kết quả đúng ngày')
    expect(late.events.at(-1)?.text).toContain('Cơ quan xin lỗi và sẽ hẹn lại')
  })
})

describe('the leader', () => {
  it('sees proposals of a new date before all other work, wherever the dossier lies, and their number on the board', async () => {
    const waiting = await dossierAt(test, 'approval')
    const dossier = await dossierAt(test, 'appraisal', slow)
    const leader = await test.as('chutich')
    const inbox = async () => (await test.read(leader, listInbox, {})).items
    expect((await inbox()).map((item) => item.code)).not.toContain(dossier.code)
    const before = (await test.read(leader, board, {})).waitingForNewDate
    const proposed = await propose(dossier)
    const items = await inbox()
    expect(items[0]).toMatchObject({ code: dossier.code, extension: 'proposed' })
    expect(items.map((item) => item.code)).toContain(waiting.code)
    expect((await test.read(leader, board, {})).waitingForNewDate).toBe(before + 1)
    const listed = async (apology: 'draft' | 'proposed') =>
      (await test.read(leader, listDossiers, { apology })).items.map((item) => item.code)
    expect(await listed('proposed')).toEqual([dossier.code])
    expect(await listed('draft')).not.toContain(dossier.code)
    const specialists = (await test.read(await test.as('diachinh'), listInbox, {})).items
    expect(specialists.map((item) => item.code)).not.toContain(dossier.code)
    await grant(proposed)
    expect((await inbox()).map((item) => item.code)).not.toContain(dossier.code)
  })
})

describe('the inbox', () => {
  it('says by when an apology has to be on its way, and then that one is due', async () => {
    const dossier = await dossierAt(test, 'appraisal', slow)
    const item = async () =>
      (await test.read(await test.as('tuphap'), listInbox, {})).items.find(
        ({ code }) => code === dossier.code,
      )
    test.time.set('2026-03-25T10:00:00+07:00')
    expect(await item()).toMatchObject({
      urgency: 'due_soon',
      apologyBy: new Date('2026-03-26T09:00:00+07:00'),
    })
    test.time.set('2026-03-27T10:00:00+07:00')
    await watchOffice(test.services, test.officeId)
    expect(await item()).toMatchObject({ urgency: 'late', apologyBy: null, extension: 'draft' })
  })
})
