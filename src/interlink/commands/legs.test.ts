import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dossierAt, type MadeDossier } from '../../dossiers/factory.ts'
import { watchOffice } from '../../dossiers/jobs/deadlines.ts'
import { getDossier } from '../../dossiers/queries/get-dossier.ts'
import { trackDossier } from '../../dossiers/queries/track-dossier.ts'
import { publicActor } from '../../platform/http/context.ts'
import { practiceTwin } from '../../platform/practice.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { signingKey } from '../api/own-key.ts'
import { demoSide, enterPartner, openOtherOffice, type TestOffice } from '../factory.ts'
import { deliverHere } from '../jobs/deliver-here.ts'
import { exchangePackages } from '../jobs/exchange.ts'
import { signText } from '../model/signing.ts'
import { maySendLeg, requireSending } from '../policy.ts'
import { getLeg } from '../queries/get-leg.ts'
import { legsOfDossier } from '../queries/legs-of-dossier.ts'
import { listLegs } from '../queries/list-legs.ts'
import { answerLeg, recordAnswer, takeLeg } from './answer-leg.ts'
import { claimPackages } from './claim-packages.ts'
import { savePartner } from './save-partner.ts'
import { sendLeg } from './send-leg.ts'
import { goOnPaper } from './send-on-paper.ts'
import { recallLeg, supplementLeg } from './supplement-leg.ts'

let app: TestApp
let us: TestOffice
let them: TestOffice
let partnerId: string
let paperId: string
let dossier: MadeDossier

beforeAll(async () => {
  app = await startTestApp()
  us = await demoSide(app)
  them = await openOtherOffice(app, 'H56.22.98')
  partnerId = await enterPartner(app, us, {
    partner: them,
    reached: { via: 'here', officeId: them.officeId },
  })
  await enterPartner(app, them, { partner: us, reached: { via: 'here', officeId: us.officeId } })
  const paper = { code: 'H56.77', name: 'Công an Mẫu' }
  paperId = await enterPartner(app, us, { partner: paper, reached: { via: 'paper' } })
  dossier = await dossierAt(app, 'appraisal')
})
afterAll(() => app?.close())

const asked = (over: object = {}) => ({
  code: dossier.code,
  revision: dossier.revision,
  partnerId,
  question: 'Đề nghị xác nhận nguồn gốc thửa đất.',
  answerOn: '2026-03-27',
  ...over,
})
const exchange = async () => {
  for (let round = 0; round < 3; round += 1) {
    await exchangePackages(app.services, us.officeId)
    await exchangePackages(app.services, them.officeId)
  }
}
const ownLegs = async (code = dossier.code) => (await app.read(us.all, legsOfDossier, { code })).legs
const legThere = (legId: string) => app.read(them.all, getLeg, { legId })
const told = async () =>
  (await app.read(publicActor, trackDossier, { code: dossier.code })).events.map(({ text }) => text)

describe('who may not', () => {
  it('send a dossier of a field in which they neither receive nor handle', async () => {
    const social = await app.as('xahoi')
    await expect(app.write(social, sendLeg, asked())).rejects.toMatchObject({ code: 'not_allowed' })
    const clerk = await app.as('vanthu')
    await expect(app.write(clerk, sendLeg, asked())).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(app.read(social, legsOfDossier, { code: dossier.code })).rejects.toMatchObject({
      code: 'not_allowed',
    })
  })

  it('send anything from the practice office, where nothing has an effect outside', async () => {
    const practice = { ...us.all, officeId: practiceTwin(us.officeId) }
    const received = { status: 4, code: 'H56.22.17-20260324-0000001', fieldCode: 'ho-tich' }
    expect([maySendLeg(us.all, received), maySendLeg(practice, received)]).toEqual([true, false])
    expect(() => requireSending(practice, received)).toThrow(/Phòng thực hành/)
    expect(await exchangePackages(app.services, practice.officeId)).toBe(0)
  })

  it('send what is not received, ended, or to a partner that is not one today', async () => {
    const returned = await dossierAt(app, 'returned')
    const ended = { code: returned.code, revision: returned.revision }
    await expect(app.write(us.all, sendLeg, asked(ended))).rejects.toMatchObject({ code: 'wrong_state' })
    const { id } = await app.write(us.all, savePartner, {
      code: 'H56.88',
      name: 'Cơ quan đã giải thể',
      kind: 'other',
      reached: { via: 'paper' },
      validFrom: '2025-07-01',
      validTo: '2026-01-31',
    })
    await expect(app.write(us.all, sendLeg, asked({ partnerId: id }))).rejects.toMatchObject({
      facts: { fields: { partnerId: expect.any(String) } },
    })
  })

  it('ask for an answer on a day off, in the past, or in another century', async () => {
    for (const answerOn of ['2026-03-28', '2026-03-23', '2099-01-05']) {
      await expect(app.write(us.all, sendLeg, asked({ answerOn }))).rejects.toMatchObject({
        facts: { fields: { answerOn: expect.any(String) } },
      })
    }
  })

  it('enter themselves as a partner, two partners under one code, or an address that is none', async () => {
    const input = { code: 'H56.66', name: 'Mẫu', kind: 'other', validFrom: '2026-01-01' } as const
    const save = (over: object) =>
      app.write(us.all, savePartner, { ...input, reached: { via: 'paper' }, ...over })
    await expect(save({ reached: { via: 'here', officeId: us.officeId } })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await expect(save({ code: them.code })).rejects.toMatchObject({ code: 'conflict' })
    for (const url of [
      'http://10.0.0.1',
      'ftp://mau.example',
      'https://a:b@mau.example',
      'https://mau.example/?x=1',
      'mau',
    ]) {
      await expect(save({ reached: { via: 'https', url } })).rejects.toMatchObject({ code: 'invalid_input' })
    }
    await expect(save({ validTo: '2025-12-31' })).rejects.toMatchObject({ code: 'invalid_input' })
  })
})

describe('a dossier that goes to another office of the installation and back', () => {
  let legId: string

  it('arrives with what was chosen of it, and nothing else', async () => {
    const sent = await app.write(us.all, sendLeg, asked({ components: [0], withDeclaration: true }))
    legId = sent.id
    expect((await ownLegs())[0]).toMatchObject({ state: 'sending', actions: ['goOnPaper', 'recall'] })
    await exchange()
    const there = await legThere(legId)
    expect(there).toMatchObject({
      state: 'new',
      partnerName: us.name,
      dossierCode: dossier.code,
      question: 'Đề nghị xác nhận nguồn gốc thửa đất.',
      dueAt: new Date('2026-03-27T17:00:00+07:00'),
    })
    expect(there.content.handedIn).toEqual({ code: us.code, name: us.name })
    expect(there.content.components).toHaveLength(1)
    expect(there.content.applicant?.name).toBeTruthy()
    expect((await ownLegs())[0]).toMatchObject({ state: 'delivered', trouble: '' })
  })

  it('is one errand at a time with the same partner', async () => {
    await expect(app.write(us.all, sendLeg, asked())).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is told to the citizen in words, by agencies and days alone', async () => {
    expect(await told()).toContain(`${them.name} đã nhận đề nghị phối hợp.`)
    const tracked = await app.read(publicActor, trackDossier, { code: dossier.code })
    expect(tracked.partners).toEqual([`${them.name} đang giải quyết, hẹn trả lời 17:00 ngày 27/03/2026.`])
    expect(JSON.stringify(tracked)).not.toContain('thửa đất')
  })

  it('stands still while the partner waits for us, and its due time moves by just that', async () => {
    app.time.set('2026-03-25T10:00:00+07:00')
    const taken = await app.write(them.all, takeLeg, { legId, revision: (await legThere(legId)).revision })
    await app.write(them.all, answerLeg, {
      legId,
      revision: taken.revision,
      outcome: 'more',
      text: 'Thiếu sơ đồ thửa đất.',
    })
    await exchange()
    const [asking] = await ownLegs()
    expect(asking).toMatchObject({ state: 'more', stateName: 'Chờ đơn vị mình bổ sung' })
    await expect(
      app.write(them.all, answerLeg, {
        legId,
        revision: (await legThere(legId)).revision,
        outcome: 'result',
        text: 'Xong.',
      }),
    ).rejects.toMatchObject({ code: 'wrong_state' })
    // One working day later.
    app.time.set('2026-03-26T10:00:00+07:00')
    await app.write(us.all, supplementLeg, { legId, revision: asking?.revision ?? 0, text: 'Gửi sơ đồ.' })
    await exchange()
    const dueAt = new Date('2026-03-30T17:00:00+07:00')
    expect((await ownLegs())[0]).toMatchObject({ state: 'delivered', dueAt })
    expect(await legThere(legId)).toMatchObject({ state: 'taken', dueAt })
  })

  it('may be promised for later, which moves no due time', async () => {
    const { revision } = await legThere(legId)
    await app.write(them.all, answerLeg, {
      legId,
      revision,
      outcome: 'longer',
      text: 'Phải đo lại.',
      promisedOn: '2026-04-03',
    })
    await exchange()
    expect((await ownLegs())[0]).toMatchObject({
      state: 'delivered',
      dueAt: new Date('2026-03-30T17:00:00+07:00'),
      promisedAt: new Date('2026-04-03T17:00:00+07:00'),
    })
  })

  it('is noted as late once, and told', async () => {
    app.time.set('2026-03-31T08:00:00+07:00')
    await exchange()
    await exchange()
    const late = (await told()).filter((text) => text.includes('chưa trả lời đúng hẹn'))
    expect(late).toEqual([`${them.name} chưa trả lời đúng hẹn 17:00 ngày 30/03/2026.`])
    const { outgoing } = await app.read(us.all, listLegs, {})
    expect(outgoing.find(({ id }) => id === legId)).toMatchObject({ isLate: true })
  })

  it('that is late is charged to the partner, and the holder is told', async () => {
    await watchOffice(app.services, us.officeId)
    const { apology } = await app.read(us.all, getDossier, { code: dossier.code })
    expect(apology.lateness).toContainEqual(
      expect.objectContaining({ stepName: them.name, isPartner: true, roleName: 'Cơ quan phối hợp' }),
    )
    const notices = await app.owner.query<{ event: string }>(
      `select distinct event from messages where office_id = $1 and subject_id = $2 and channel = 'app'`,
      [us.officeId, dossier.id],
    )
    const told = notices.rows.map(({ event }) => event)
    expect(told).toEqual(expect.arrayContaining(['partner_answered', 'partner_late']))
  })

  it('ends with the answer and its file, which the office can open', async () => {
    const [file] = await storedFile(them)
    const { revision } = await legThere(legId)
    await app.write(them.all, answerLeg, {
      legId,
      revision,
      outcome: 'result',
      text: 'Không có tranh chấp.',
      fileIds: [file ?? ''],
    })
    await exchange()
    const [leg] = await ownLegs()
    expect(leg).toMatchObject({ state: 'answered', isLate: true, actions: [] })
    const answer = leg?.events.find(({ kind }) => kind === 'result')
    expect(answer).toMatchObject({ text: 'Không có tranh chấp.', files: [{ name: 'ket-qua.pdf' }] })
    expect(answer?.author).toContain(them.name)
    const owned = await app.owner.query('select office_id from files where id = $1', [answer?.files[0]?.id])
    expect(owned.rows).toEqual([{ office_id: us.officeId }])
    expect((await app.read(publicActor, trackDossier, { code: dossier.code })).partners).toEqual([])
  })

  it('can be recalled, on both sides', async () => {
    const sent = await app.write(us.all, sendLeg, asked({ answerOn: '2026-04-03' }))
    await exchange()
    const [leg] = await ownLegs()
    await app.write(us.all, recallLeg, {
      legId: sent.id,
      revision: leg?.revision ?? 0,
      reason: 'Công dân đã nộp giấy xác nhận.',
    })
    await exchange()
    expect((await ownLegs())[0]).toMatchObject({ state: 'recalled' })
    expect(await legThere(sent.id)).toMatchObject({ state: 'recalled', actions: [] })
  })

  it('recalled before it set out, goes nowhere', async () => {
    const other = await dossierAt(app, 'appraisal')
    const ref = { code: other.code, revision: other.revision }
    const { id } = await app.write(us.all, sendLeg, asked({ ...ref, answerOn: '2026-04-06' }))
    await app.write(us.all, recallLeg, { legId: id, revision: 1, reason: 'Gửi nhầm.' })
    await exchange()
    expect((await ownLegs(other.code))[0]).toMatchObject({ state: 'recalled', isStuck: false })
    await expect(legThere(id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is refused by a partner that has stopped meanwhile, and the officer is told why', async () => {
    const other = await dossierAt(app, 'appraisal')
    const ref = { code: other.code, revision: other.revision }
    await closeAt(them, us, '2026-03-30')
    await app.write(us.all, sendLeg, asked({ ...ref, answerOn: '2026-04-06' }))
    await exchange()
    expect((await ownLegs(other.code))[0]).toMatchObject({
      state: 'undelivered',
      trouble: 'Cơ quan nhận đã ngừng phối hợp với đơn vị gửi.',
      actions: ['goOnPaper', 'recall'],
    })
    await closeAt(them, us, null)
  })
})

describe('between offices of one installation', () => {
  it('a program that dies between the effect and noting it leaves one effect', async () => {
    const other = await dossierAt(app, 'appraisal')
    const ref = { code: other.code, revision: other.revision }
    const sent = await app.write(us.all, sendLeg, asked({ ...ref, answerOn: '2026-04-06' }))
    const { packages } = await app.write(systemActor(us.officeId), claimPackages, { limit: 10 })
    const [claimed] = packages
    const key = await signingKey(app.services, us.officeId, null)
    const text = claimed?.manifest ?? ''
    const signed = { text, keyId: key.keyId, signature: signText('package', text, key.privateKey) }
    expect(await deliverHere(app.services, them.officeId, signed)).toHaveProperty('signature')
    await exchange()
    expect((await ownLegs(other.code))[0]).toMatchObject({ state: 'sending' })
    app.time.advanceMinutes(11)
    await exchange()
    expect((await ownLegs(other.code))[0]).toMatchObject({ state: 'delivered' })
    expect((await legThere(sent.id)).events).toHaveLength(1)
  })

  it('what was begun is brought to its end though they work together no longer', async () => {
    const other = await dossierAt(app, 'appraisal')
    const ref = { code: other.code, revision: other.revision }
    const sent = await app.write(us.all, sendLeg, asked({ ...ref, answerOn: '2026-04-06' }))
    await exchange()
    await closeAt(us, them, '2026-03-30')
    await closeAt(them, us, '2026-03-30')
    const { revision } = await legThere(sent.id)
    await app.write(them.all, answerLeg, {
      legId: sent.id,
      revision,
      outcome: 'refused',
      text: 'Không thuộc thẩm quyền.',
    })
    await exchange()
    expect((await ownLegs(other.code))[0]).toMatchObject({ state: 'declined' })
    await closeAt(us, them, null)
    await closeAt(them, us, null)
  })

  it('nothing goes to one that has not entered the sender, and the officer reads why', async () => {
    const stranger = await openOtherOffice(app, 'H56.22.97')
    const reached = { via: 'here' as const, officeId: stranger.officeId }
    const strangerId = await enterPartner(app, us, { partner: stranger, reached })
    const other = await dossierAt(app, 'appraisal')
    const ref = { code: other.code, revision: other.revision, partnerId: strangerId }
    await app.write(us.all, sendLeg, asked({ ...ref, answerOn: '2026-04-06' }))
    for (let round = 0; round < 4; round += 1) {
      await exchange()
      app.time.advanceMinutes(16)
    }
    const [leg] = await ownLegs(other.code)
    expect(leg).toMatchObject({ state: 'sending', isStuck: true })
    expect(leg?.trouble).toContain('chưa được khai báo')
  })
})

describe('on paper', () => {
  it('a partner that is reached no other way gets the dossier with a hand-over slip', async () => {
    const other = await dossierAt(app, 'appraisal')
    const ref = { code: other.code, revision: other.revision }
    const sent = await app.write(
      us.all,
      sendLeg,
      asked({ ...ref, partnerId: paperId, answerOn: '2026-04-06' }),
    )
    expect(sent.slipCode).toMatch(/^BG-H56\.22\.17-2026-\d{5}$/)
    await exchange()
    const [leg] = await ownLegs(other.code)
    expect(leg).toMatchObject({ stateName: 'Đã chuyển bản giấy', slipCode: sent.slipCode })
    await app.write(us.all, recordAnswer, {
      legId: sent.id,
      revision: leg?.revision ?? 0,
      outcome: 'refused',
      text: 'Không thuộc thẩm quyền.',
    })
    expect((await ownLegs(other.code))[0]).toMatchObject({ state: 'declined' })
  })

  it('goes what could not be delivered, and is not sent over the network any more', async () => {
    const other = await dossierAt(app, 'appraisal')
    const ref = { code: other.code, revision: other.revision }
    const sent = await app.write(us.all, sendLeg, asked({ ...ref, answerOn: '2026-04-06' }))
    await app.write(us.all, goOnPaper, { legId: sent.id, revision: 1 })
    await exchange()
    expect((await ownLegs(other.code))[0]).toMatchObject({ state: 'delivered', via: 'paper' })
    await expect(legThere(sent.id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

/** A stored PDF of an office. */
async function storedFile(office: TestOffice): Promise<string[]> {
  const { storeFiles } = await import('../../files/commands.ts')
  const { sha256, size } = await app.services.blobs.put(
    (async function* () {
      yield Buffer.from('%PDF-1.4\n% ket qua\n%%EOF\n')
    })(),
    1000,
  )
  const stored = await app.write(office.all, storeFiles, {
    files: [{ sha256, size, name: 'ket-qua.pdf', mediaType: 'application/pdf' }],
  })
  return stored.files.map(({ id }) => id)
}

/** The last day on which `office` works together with `partner`. */
async function closeAt(office: TestOffice, partner: TestOffice, validTo: string | null): Promise<void> {
  const row = await app.owner.query(
    'select id, revision from interlink_partners where office_id = $1 and code = $2',
    [office.officeId, partner.code],
  )
  await app.write(systemActor(office.officeId), savePartner, {
    ...row.rows[0],
    code: partner.code,
    name: partner.name,
    kind: 'commune',
    reached: { via: 'here', officeId: partner.officeId },
    validFrom: '2025-07-01',
    validTo,
  })
}
