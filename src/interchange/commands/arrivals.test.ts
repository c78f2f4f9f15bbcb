import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../demo/outgoing.ts'
import { demoSide, type TestOffice } from '../../interlink/factory.ts'
import { practiceTwin } from '../../platform/practice.ts'
import { directIncoming } from '../../records/commands/direct-incoming.ts'
import { getIncomingFile } from '../../records/queries/incoming-file.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { type AxisStandIn, startAxisStandIn } from '../../testing/axis-stand-in/server.ts'
import { writtenDocument } from '../../testing/edxml-samples.ts'
import { makeSigningKey } from '../../testing/signing-key.ts'
import { arriveOverAxis, connectAxis, edxmlBytes, issuedDocument, someLetter } from '../factory.ts'
import { exchangeDocuments } from '../jobs/exchange.ts'
import { readCertificate } from '../model/certificate.ts'
import type { EdxmlDocumentInput } from '../model/edxml/message.ts'
import { readEdxml } from '../model/edxml/read.ts'
import type { KeptMessage } from '../model/read-message.ts'
import { registrationOf } from '../model/registration.ts'
import { incomingCard, outgoingCard } from '../queries/cards.ts'
import { getArrival } from '../queries/get-arrival.ts'
import { interchangeInbox } from '../queries/inbox.ts'
import { retryArrival, skipArrival } from './decide-arrival.ts'
import { decideRecall } from './decide-recall.ts'
import { registerArrival } from './register-arrival.ts'
import { saveAgency } from './save-agency.ts'
import { saveCertificate, saveInterchangeSettings } from './save-settings.ts'
import { sendDocument } from './send-document.ts'
import { dropMessage, retryMessage } from './settle-unsent.ts'

let app: TestApp
let us: TestOffice
let axis: AxisStandIn

const far = { organId: 'H99.02', name: 'Sở Mẫu tỉnh Ví Dụ', systemId: 'so-mau', secretKey: 'bi-mat-2' }

beforeAll(async () => {
  app = await startTestApp()
  await loadDemoOutgoing(app.services)
  us = await demoSide(app)
  const own = { organId: us.code, name: us.name, systemId: 'xa-mau', secretKey: 'bi-mat-1' }
  axis = await startAxisStandIn({ members: [own, far], clock: app.time.clock })
  await connectAxis(app, us, { url: axis.url, ...own })
})
afterAll(async () => {
  await axis?.close()
  await app?.close()
})

const ours = () => ({ to: [{ organId: us.code, organName: us.name }] })
const letter = (own: Partial<EdxmlDocumentInput> = {}) => someLetter(app, { ...ours(), ...own })
const arrive = (message: EdxmlDocumentInput) => arriveOverAxis(app, edxmlBytes(message))
const see = (id: string) => app.read(us.all, getArrival, { id })
const register = async (id: string) => {
  const { revision, message } = await see(id)
  if (message?.kind !== 'document') throw new Error('only documents are registered')
  return app.write(us.all, registerArrival, { id, revision, ...registrationOf(message) } as never)
}

describe('who may not', () => {
  it('see, register, refuse, skip or settle what came', async () => {
    const id = await arrive(letter())
    for (const username of ['tiepnhan', 'chuyenmon', 'quantri', 'bientap']) {
      const actor = await app.as(username)
      const allowed = { code: 'not_allowed' }
      await expect(app.read(actor, interchangeInbox, {})).rejects.toMatchObject(allowed)
      await expect(app.read(actor, getArrival, { id })).rejects.toMatchObject(allowed)
      const ref = { id, revision: 2 }
      await expect(
        app.write(actor, skipArrival, { ...ref, reason: 'Không cần nữa đâu.' }),
      ).rejects.toMatchObject(allowed)
      await expect(app.write(actor, decideRecall, { ...ref, agree: true })).rejects.toMatchObject(allowed)
      await expect(app.write(actor, dropMessage, { id, reason: 'Không cần nữa đâu.' })).rejects.toMatchObject(
        allowed,
      )
    }
    await expect(
      app.write(await app.as('vanthu'), saveAgency, { organId: 'H1', name: 'Mẫu', via: 'axis' }),
    ).rejects.toMatchObject({ code: 'not_allowed' })
  })

  it('send anything from a practice office', async () => {
    const actor = { ...us.all, officeId: practiceTwin(us.officeId) }
    const input = { id: us.officeId, revision: 1, agencyIds: [us.officeId] }
    await expect(app.write(actor, sendDocument, input)).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

describe('what is broken', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><edXML>&b;</edXML>`
  const external = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><edXML>&a;</edXML>`
  it.each([
    ['an XML bomb', () => Buffer.from(bomb)],
    ['an external entity', () => Buffer.from(external)],
    ['cut off', () => edxmlBytes(letter()).subarray(0, 900)],
    ['no message at all', () => Buffer.from('không phải edXML')],
    ['not UTF-8', () => Buffer.from([0xff, 0xfe, 0x00, 0x41])],
  ])('stands in the tray with its bytes and a reason: %s', async (_, make) => {
    const bytes = make()
    const id = await arriveOverAxis(app, bytes)
    expect(await see(id)).toMatchObject({
      state: 'trouble',
      troubleCode: 'unreadable',
      actions: ['retry', 'skip'],
    })
    const { trouble, rawFileId } = await see(id)
    expect(trouble.length).toBeGreaterThan(10)
    const kept = await app.owner.query('select size::int, guarded from files where id = $1', [rawFileId])
    expect(kept.rows).toEqual([{ size: bytes.length, guarded: true }])
  })

  it('is read again, or left with a reason, and never gone', async () => {
    const id = await arriveOverAxis(app, Buffer.from('vẫn không phải edXML'))
    const clerk = await app.as('vanthu')
    const { revision } = await see(id)
    await app.write(clerk, retryArrival, { id, revision })
    await exchangeDocuments(app.services, us.officeId)
    const again = await see(id)
    expect(again.state).toBe('trouble')
    await expect(
      app.write(clerk, skipArrival, { id, revision: again.revision, reason: 'ngắn' }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
    await app.write(clerk, skipArrival, { id, revision: again.revision, reason: 'Gửi thử, không cần.' })
    const { arrivals } = await app.read(clerk, interchangeInbox, { done: 'true' })
    expect(arrivals.find((line) => line.id === id)).toMatchObject({ state: 'skipped' })
  })
})

describe('from whom it is', () => {
  it('a message for another office, or in our own name, waits in the tray', async () => {
    const elsewhere = await arrive(letter({ to: [{ organId: 'H99.55', organName: 'Nơi khác' }] }))
    expect(await see(elsewhere)).toMatchObject({ troubleCode: 'not_for_us' })
    const ownName = await arrive(letter({ from: { organId: us.code, organName: us.name } }))
    expect(await see(ownName)).toMatchObject({ troubleCode: 'sender' })
  })

  it('signed by the wrong agency, changed after signing or unsigned it is not let in, and after mending the directory it is', async () => {
    const [right, wrong] = [makeSigningKey('Sở Ký Mẫu'), makeSigningKey('Kẻ Mạo Danh')]
    const fingerprint = readCertificate(right.certificate)?.fingerprint ?? ''
    const from = { organId: 'H99.03', organName: 'Sở Ký Mẫu' }
    const agency = { organId: from.organId, name: from.organName, via: 'axis' as const }
    const { id: agencyId } = await app.write(us.all, saveAgency, {
      ...agency,
      fingerprint: fingerprint.toUpperCase().match(/../g)?.join(':') ?? '',
    })
    const signed = await arriveOverAxis(app, edxmlBytes(letter({ from }), right))
    expect(await see(signed)).toMatchObject({ state: 'waiting', fingerprint })
    const forged = await arriveOverAxis(app, edxmlBytes(letter({ from }), wrong))
    expect(await see(forged)).toMatchObject({ state: 'trouble', troubleCode: 'signature' })
    expect((await see(forged)).trouble).toContain('Kẻ Mạo Danh')
    expect(await see(await arrive(letter({ from })))).toMatchObject({ troubleCode: 'signature' })
    const text = Buffer.from(edxmlBytes(letter({ from, subject: 'V/v chi 1 triệu đồng' }), right)).toString(
      'utf8',
    )
    const changed = await arriveOverAxis(app, Buffer.from(text.replace('1 triệu', '9 triệu')))
    expect(await see(changed)).toMatchObject({ troubleCode: 'signature' })
    // The agency has a new certificate, and the administrator has asked.
    const renewed = { ...agency, id: agencyId, revision: 1 }
    await app.write(us.all, saveAgency, {
      ...renewed,
      fingerprint: readCertificate(wrong.certificate)?.fingerprint ?? '',
    })
    await app.write(us.all, retryArrival, { id: forged, revision: (await see(forged)).revision })
    await exchangeDocuments(app.services, us.officeId)
    expect(await see(forged)).toMatchObject({ state: 'waiting' })
  })

  it('where the office asks for signatures, a signature nobody has compared is not enough', async () => {
    const settings = (requireSignature: boolean, revision: number) =>
      app.write(us.all, saveInterchangeSettings, {
        revision,
        active: true,
        organId: us.code,
        baseUrl: axis.url,
        systemId: 'xa-mau',
        secretSealed: null,
        pollMinutes: 1,
        requireSignature,
      })
    const { revision } = await settings(true, 1)
    const from = { organId: 'H99.04', organName: 'Sở Chưa Biết' }
    const id = await arriveOverAxis(app, edxmlBytes(letter({ from }), makeSigningKey('Sở Chưa Biết')))
    expect((await see(id)).trouble).toContain('đối chiếu dấu vân tay')
    await settings(false, revision)
  })
})

describe('the same again', () => {
  it('the same bytes and the same content in other bytes have no second effect; another content under the name waits', async () => {
    const message = letter()
    const id = await arrive(message)
    expect(await arrive(message)).toBe(id)
    expect(await see(id)).toMatchObject({ state: 'waiting', repeats: 1 })
    const carried = await arrive({
      ...message,
      traces: [{ organId: 'H99', timestamp: '2026-03-24T09:00:00+07:00' }],
    })
    expect(await see(carried)).toMatchObject({ state: 'skipped', about: { arrivalId: id } })
    const other = await arrive({ ...message, subject: 'V/v một việc khác hẳn' })
    expect(await see(other)).toMatchObject({ state: 'trouble', troubleCode: 'reused' })
    const told = await app.owner.query(
      `select status_code from interchange_messages where office_id = $1 and document_id = $2`,
      [us.officeId, message.documentId],
    )
    expect(told.rows).toEqual([{ status_code: '01' }])
  })

  it('another writer, with an order of its own, is read like ours', async () => {
    const bytes = Buffer.from(writtenDocument.replace('<edXML:OrganId>H99.02<', `<edXML:OrganId>${us.code}<`))
    expect(readEdxml(bytes)).not.toHaveProperty('faults')
    const id = await arriveOverAxis(app, bytes)
    expect(await see(id)).toMatchObject({ state: 'waiting', title: '12/UBND-VP' })
    // Entered by the message, and nobody has looked at it.
    expect(await see(id)).toMatchObject({ agency: { organId: 'H99.01.05', isNew: true } })
  })
})

describe('a recall', () => {
  const recallOf = (message: EdxmlDocumentInput) =>
    letter({
      documentId: `${message.documentId}/thu-hoi`,
      attachments: [],
      business: { type: 'recall', reason: 'Gửi nhầm nơi nhận.', documentId: message.documentId },
    })

  it('that comes before its document waits for it in sight', async () => {
    const message = letter()
    const early = await arrive(recallOf(message))
    expect(await see(early)).toMatchObject({ state: 'trouble', troubleCode: 'no_original' })
    const id = await arrive(message)
    await exchangeDocuments(app.services, us.officeId)
    expect(await see(early)).toMatchObject({ state: 'applied' })
    expect(await see(id)).toMatchObject({ state: 'withdrawn' })
  })

  it('of a document that was answered shows the answer; agreed, its files open for clerks and leaders alone', async () => {
    const message = letter()
    const { id: incomingId } = await register(await arrive(message))
    const officer = await app.as('chuyenmon')
    await app.write(us.all, directIncoming, {
      id: incomingId,
      revision: 1,
      kind: 'action',
      leadId: officer.id,
      words: 'Trả lời.',
    })
    const reply = await issuedDocument(app, { example: 'cong-van', repliesTo: [incomingId] })
    const recall = await arrive(recallOf(message))
    const before = await see(recall)
    expect(before).toMatchObject({ state: 'waiting', about: { incoming: { replies: [reply.code] } } })
    const [file] = (
      await app.owner.query('select file_id from incoming_files where incoming_id = $1', [incomingId])
    ).rows
    const opened = () => app.read(officer, getIncomingFile, { id: incomingId, fileId: file.file_id })
    expect((await opened()).file?.name).toBe('van-ban.pdf')
    await app.write(await app.as('chutich'), decideRecall, {
      id: recall,
      revision: before.revision,
      agree: true,
    })
    await expect(opened()).rejects.toMatchObject({ code: 'not_found' })
    const clerk = await app.as('vanthu')
    expect(
      (await app.read(clerk, getIncomingFile, { id: incomingId, fileId: file.file_id })).file,
    ).not.toBeNull()
    const { from, messages } = await app.read(officer, incomingCard, { id: incomingId })
    expect({ from, kinds: messages.map(({ kind }) => kind) }).toEqual({ from: far.name, kinds: ['recall'] })
    // Asked once more, it is told the same at once.
    const again = await arrive({ ...recallOf(message), documentId: `${message.documentId}/thu-hoi-2` })
    expect(await see(again)).toMatchObject({ state: 'applied' })
  })
})

describe('what goes out', () => {
  it('a reply names what it answers; signed where there is a certificate; to all in one message; more receivers later', async () => {
    const key = makeSigningKey('UBND xã Mẫu')
    const revision = (
      await app.owner.query('select revision from interchange_settings where office_id = $1', [us.officeId])
    ).rows[0].revision
    await app.write(us.all, saveCertificate, {
      revision,
      certificate: key.certificate,
      keySealed: app.services.secrets.seal(key.privateKey),
    })
    const asked = letter()
    const { id: incomingId } = await register(await arrive(asked))
    const reply = await issuedDocument(app, { example: 'cong-van', repliesTo: [incomingId] })
    const agencies = await app.owner.query<{ id: string; organ_id: string }>(
      `select id, organ_id from interchange_agencies where office_id = $1 and organ_id in ('H99.02', 'H99.03')`,
      [us.officeId],
    )
    const idOf = (organId: string) => agencies.rows.find((row) => row.organ_id === organId)?.id ?? ''
    const send = { id: reply.id, revision: reply.revision, agencyIds: [idOf('H99.02')] }
    const { revision: next } = await app.write(us.all, sendDocument, send)
    await exchangeDocuments(app.services, us.officeId)
    const kept = axis.book.messages.findLast(({ envelope }) => envelope.kind === 'edoc')
    const sent = readEdxml(kept?.bytes ?? new Uint8Array())
    if ('faults' in sent || sent.message.kind !== 'document') throw new Error('the axis has got a document')
    expect(sent.signature).toMatchObject({ state: 'valid' })
    expect(sent.message.responseFor).toMatchObject([{ organId: 'H99.02', documentId: asked.documentId }])
    expect(sent.message.attachments.map(({ name }) => name)).toEqual(['ban-da-ky.pdf'])
    // The axis does not know the second one: refused for good, it stands in sight, with both ways on.
    await app.write(us.all, sendDocument, { ...send, revision: next, agencyIds: [idOf('H99.03')] })
    await exchangeDocuments(app.services, us.officeId)
    const clerk = await app.as('vanthu')
    const { unsent } = await app.read(clerk, interchangeInbox, {})
    const [line] = unsent.filter(({ outgoingId }) => outgoingId === reply.id)
    expect(line).toMatchObject({ state: 'failed', trouble: expect.stringContaining('không có cơ quan nhận') })
    await expect(
      app.write(await app.as('chutich'), retryMessage, { id: line?.id ?? '' }),
    ).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await app.write(clerk, retryMessage, { id: line?.id ?? '' })
    await exchangeDocuments(app.services, us.officeId)
    await app.write(clerk, dropMessage, { id: line?.id ?? '', reason: 'Đã gửi bản giấy.' })
    const card = await app.read(clerk, outgoingCard, { id: reply.id })
    expect(card.receivers.map(({ agency, state }) => [agency, state]).toSorted()).toEqual([
      ['Sở Ký Mẫu', 'dropped'],
      [far.name, 'sent'],
    ])
  })

  it('late is said: signed on Tuesday, it goes out by Wednesday', async () => {
    app.time.set('2026-03-24T16:00:00+07:00')
    const document = await issuedDocument(app)
    app.time.set('2026-03-26T08:00:00+07:00')
    const { rows } = await app.owner.query(
      `select id from interchange_agencies where office_id = $1 and organ_id = 'H99.02'`,
      [us.officeId],
    )
    await app.write(us.all, sendDocument, {
      id: document.id,
      revision: document.revision,
      agencyIds: [rows[0].id],
    })
    await exchangeDocuments(app.services, us.officeId)
    const card = await app.read(us.all, outgoingCard, { id: document.id })
    expect(card.receivers).toMatchObject([{ state: 'sent', late: true }])
  })
})

it('keeps of a message what the page shows, and not the bytes of its files', async () => {
  const id = await arrive(letter())
  const { rows } = await app.owner.query<{ message: KeptMessage }>(
    'select message from interchange_arrivals where id = $1',
    [id],
  )
  expect(JSON.stringify(rows[0]?.message).length).toBeLessThan(3000)
})

describe('the clerks', () => {
  it('are told once of what waits for them, of broken messages too', async () => {
    const toldOf = async (id: string) => {
      const { rows } = await app.owner.query(
        `select s.username, m.body from messages m join staff_members s on s.id = m.staff_id
          where m.event = 'interchange_arrived' and m.subject_id = $1`,
        [id],
      )
      return rows
    }
    const id = await arrive(letter())
    await exchangeDocuments(app.services, app.officeId)
    expect(await toldOf(id)).toEqual([
      { username: 'vanthu', body: expect.stringContaining('Sở Mẫu tỉnh Ví Dụ') },
    ])
    const broken = await arriveOverAxis(app, edxmlBytes(letter()).subarray(0, 400))
    expect(await toldOf(broken)).toEqual([
      { username: 'vanthu', body: expect.stringContaining('không đọc được') },
    ])
  })
})
