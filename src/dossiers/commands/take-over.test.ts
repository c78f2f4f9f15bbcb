import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planAbsence } from '../../staff/commands/absences.ts'
import { endDuty } from '../../staff/commands/duties.ts'
import { setFieldReception } from '../../staff/commands/set-field-reception.ts'
import { demoDutyId, demoStaffId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { receivedDossier } from '../factory.ts'
import { receptionExample } from '../model/examples.ts'
import { getDossier } from '../queries/get-dossier.ts'
import { listInbox } from '../queries/list-inbox.ts'
import { officersFor } from '../queries/officers-for.ts'
import { previewReception } from '../queries/preview-reception.ts'
import { forwardDossier } from './forward-dossier.ts'
import { receiveDossier } from './receive-dossier.ts'
import { takeUpDossier } from './take-up-dossier.ts'
import { turnAway } from './turn-away.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const inboxOf = async (username: string) =>
  (await app.read(await app.as(username), listInbox, {})).items.map((item) => item.code)
const actionsOf = async (username: string, code: string) =>
  (await app.read(await app.as(username), getDossier, { code })).actions

/** A dossier of certification that lies with `tuphap` at the step of the specialist. */
async function withJustice() {
  const { code, revision } = await receivedDossier(app)
  const toStaffId = demoStaffId('tuphap')
  return app.write(await app.as('tiepnhan'), forwardDossier, { code, revision, toStaffId })
}

describe('a dossier that lies with somebody who is away', () => {
  it('waits for the substitute, who takes it over and goes on; before and for others it stays where it is', async () => {
    const { code, revision } = await withJustice()
    const dossier = { code: code ?? '', revision }
    expect(await inboxOf('ketoan').catch(() => [])).not.toContain(code)
    await app.write(await app.as('quantri'), planAbsence, {
      staffId: demoStaffId('tuphap'),
      startsOn: '2026-03-25',
      endsOn: '2026-03-26',
      kind: 'leave',
      substituteId: demoStaffId('ketoan'),
    })
    await expect(app.write(await app.as('chuyenmon'), takeUpDossier, dossier)).rejects.toMatchObject({
      code: 'wrong_state',
    })
    app.time.set('2026-03-25T09:00:00+07:00')
    expect(await inboxOf('ketoan')).toContain(code)
    expect(await inboxOf('diachinh')).not.toContain(code)
    expect(await actionsOf('ketoan', dossier.code)).toEqual(['takeUp'])
    await expect(app.write(await app.as('tuphap'), takeUpDossier, dossier)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    const taken = await app.write(await app.as('ketoan'), takeUpDossier, dossier)
    expect(await actionsOf('ketoan', dossier.code)).toContain('draftResult')
    const events = (await app.read(await app.as('chutich'), getDossier, { code: dossier.code })).events
    expect(events.map((event) => event.kind)).toContain('taken_up')
    expect(taken.revision).toBe(revision + 1)
  })

  it('is handed to nobody who is away', async () => {
    const received = await receivedDossier(app)
    const { officers } = await app.read(await app.as('tiepnhan'), officersFor, { code: received.code })
    expect(officers.map((officer) => officer.id)).toContain(demoStaffId('ketoan'))
    expect(officers.map((officer) => officer.id)).not.toContain(demoStaffId('tuphap'))
    await expect(
      app.write(await app.as('tiepnhan'), forwardDossier, {
        ...received,
        toStaffId: demoStaffId('tuphap'),
      } as never),
    ).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('does not get stuck with a substitute whose time is over', async () => {
    app.time.set('2026-03-27T09:00:00+07:00')
    const [item] = (await app.read(await app.as('tuphap'), listInbox, {})).items.filter((each) => !each.mine)
    const { revision, holder } = await app.read(await app.as('tuphap'), getDossier, {
      code: item?.code ?? '',
    })
    expect(holder?.id).toBe(demoStaffId('ketoan'))
    await app.write(await app.as('tuphap'), takeUpDossier, { code: item?.code ?? '', revision })
  })

  it('nor with somebody whose duty has ended', async () => {
    const { code, revision } = await withJustice()
    for (const index of [0, 1, 2, 3, 4]) {
      await app.write(await app.as('quantri'), endDuty, {
        dutyId: demoDutyId('tuphap', index),
        endsOn: '2026-03-27',
      })
    }
    expect(await inboxOf('chuyenmon')).not.toContain(code)
    app.time.set('2026-03-28T09:00:00+07:00')
    expect(await inboxOf('chuyenmon')).toContain(code)
    await app.write(await app.as('chuyenmon'), takeUpDossier, { code: code ?? '', revision })
  })
})

describe('a field that is not received at the desk', () => {
  it('is refused with where to go, on exactly the days of the decision; a refusal in writing is still given', async () => {
    app.time.set('2026-04-01T09:00:00+07:00')
    const admin = await app.as('quantri')
    const counter = await app.as('tiepnhan')
    const decide = { fieldCode: 'chung-thuc', validFrom: '2026-04-02' }
    await app.write(admin, setFieldReception, {
      ...decide,
      received: false,
      reason: 'sửa phòng, nộp tại Phòng Tư pháp',
    })
    await app.write(admin, setFieldReception, { ...decide, validFrom: '2026-04-06', received: true })
    const { procedureId, applicant, content } = receptionExample
    const preview = () => app.read(counter, previewReception, { procedureId })
    await preview()
    await receivedDossier(app)
    app.time.set('2026-04-02T09:00:00+07:00')
    const refused = {
      code: 'wrong_state',
      facts: { detail: expect.stringMatching(/Chứng thực.*sửa phòng, nộp tại Phòng Tư pháp.*Hãy/) },
    }
    await expect(preview()).rejects.toMatchObject(refused)
    await expect(app.write(counter, receiveDossier, receptionExample)).rejects.toMatchObject(refused)
    const away = { procedureId, applicant, content, items: [], reason: 'Nộp tại Phòng Tư pháp.' }
    await expect(
      app.write(counter, turnAway, { ...away, kind: 'supplement', items: ['Bản chính'] }),
    ).rejects.toMatchObject(refused)
    await app.write(counter, turnAway, { ...away, kind: 'refusal' })
    app.time.set('2026-04-06T09:00:00+07:00')
    await preview()
  })
})
