import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { subscribersOf } from '../../jobs.ts'
import { saveWording } from '../../notifications/commands/save-wording.ts'
import { stopByLink } from '../../notifications/commands/stop-by-link.ts'
import { localMail, setSettings } from '../../notifications/factory.ts'
import { sendMessages } from '../../notifications/jobs/send-messages.ts'
import { optOutOfLink } from '../../notifications/queries/opt-out-link.ts'
import { listNotices } from '../../notifications/queries/own-notices.ts'
import { publicActor } from '../../platform/http/context.ts'
import { deliverNews } from '../../platform/outbox.ts'
import { readForCaller } from '../../platform/read.ts'
import { writeForCaller } from '../../platform/write.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { startMailServer } from '../../testing/mail-server.ts'
import { dossierAt, receivedDossier } from '../factory.ts'
import { receptionExample } from '../model/examples.ts'
import { messagesOf } from '../queries/messages-of.ts'
import { stopMessages } from './stop-messages.ts'

let test: TestApp
let mail: Awaited<ReturnType<typeof startMailServer>>
beforeEach(async () => {
  test = await startTestApp()
  mail = await startMailServer()
  // The demonstration office is for practice, which sends nothing outside.
  await test.owner.query('update offices set practice = false')
  await setSettings(test, localMail(mail.port))
})
afterEach(async () => {
  await test?.close()
  await mail?.close()
})

const applicant = {
  ...receptionExample.applicant,
  name: 'Nguyễn Văn Mẫu\r\nBcc: ke-gian@example.vn',
  phone: '0912 345 678',
  email: 'cong-dan-mau@example.vn',
}
const deliver = () => deliverNews(test.services, test.officeId, subscribersOf(test.services))
const send = () => sendMessages(test.services, test.officeId)
const written = async () =>
  (
    await test.owner.query(
      `select event, channel, state, body, template_version from messages where channel <> 'app' order by created_at, event, channel`,
    )
  ).rows
const visitor = { actor: publicActor, ip: '127.0.0.9' }
const tokenIn = (text: string) => /ngung-tin\/([\w-]+)/.exec(text)?.[1] ?? ''
const stop = (token: string, stopped = true) =>
  writeForCaller(
    test.services,
    { call: { actor: publicActor, requestId: randomUUID() }, ip: visitor.ip },
    { command: stopByLink, input: { token, stopped } },
  )

describe('the citizen', () => {
  it('is told by e-mail that the dossier was received, with its code and link and nothing about the person', async () => {
    const dossier = await receivedDossier(test, { applicant })
    await deliver()
    await send()
    expect(mail.letters).toHaveLength(1)
    const [letter] = mail.letters
    expect(letter?.to).toEqual(['cong-dan-mau@example.vn'])
    expect(letter?.headers.get('subject')).toEqual([`Đã tiếp nhận hồ sơ ${dossier.code}`])
    expect(letter?.text).toContain(`/tra-cuu/${dossier.code}`)
    expect(letter?.raw).not.toMatch(/Mẫu\b.*Bcc|ke-gian|0912/)
    expect(letter?.text).not.toContain('Nguyễn')
    expect(letter?.text).not.toContain('{')
  })

  it('gets one message however often the news is delivered, also by two programs at once', async () => {
    await receivedDossier(test, { applicant })
    await Promise.all([deliver(), deliver()])
    for (const _ of [1, 2]) {
      await test.owner.query('update outbox set delivered_at = null')
      await deliver()
    }
    // Even when the remembered answers have been swept away.
    await test.owner.query('delete from idempotency_keys')
    await test.owner.query('update outbox set delivered_at = null')
    await deliver()
    expect(await written()).toHaveLength(1)
    expect(
      (await test.owner.query('select count(*)::int as n from outbox where attempts > 0')).rows[0].n,
    ).toBe(0)
  })

  it('hears of a finished dossier though its result is kept on the same news', async () => {
    const dossier = await dossierAt(test, 'finished', { applicant })
    await deliver()
    const { rows } = await test.owner.query(
      `select (select count(*)::int from messages where event = 'finished' and channel = 'email') as told,
        (select electronic_file_id is not null from dossier_results where dossier_id = $1) as kept,
        (select count(*)::int from outbox where attempts > 0) as failed`,
      [dossier.id],
    )
    expect(rows).toEqual([{ told: 1, kept: true, failed: 0 }])
  })

  it('who declared no address gets nothing, and neither does one whose number takes no messages', async () => {
    await receivedDossier(test, { applicant: { ...applicant, email: '', phone: '02373852001' } })
    await setSettings(test, { ...localMail(mail.port), gatewayOn: true, gatewayUrl: 'http://127.0.0.1:9/' })
    await deliver()
    expect(await written()).toEqual([])
  })

  it('is told in the words that were in force when it happened, though they change while the message waits', async () => {
    await receivedDossier(test, { applicant })
    await deliver()
    await test.write(await test.as('quantri'), saveWording, {
      event: 'received',
      channel: 'email',
      validFrom: '2026-03-24',
      active: true,
      subject: 'Mẫu mới {ma_ho_so}',
      body: 'Nội dung mới. {ngung_nhan}',
      seenVersion: 0,
    })
    await receivedDossier(test, { applicant })
    await deliver()
    await send()
    expect(mail.letters.map(({ text }) => text.startsWith('Nội dung mới')).toSorted()).toEqual([false, true])
    expect((await written()).map((row) => row.template_version).toSorted()).toEqual([0, 1])
  })

  it('is told of the way to the result, and not asked to fetch what was already handed over', async () => {
    await dossierAt(test, 'finished', { applicant })
    await deliver()
    expect((await written()).map(({ event }) => event).toSorted()).toEqual(['finished', 'received'])
    await dossierAt(test, 'returned', { applicant })
    await deliver()
    expect((await written()).map(({ event }) => event).toSorted()).toEqual([
      'finished',
      'received',
      'returned',
    ])
  })

  it('gets text messages without diacritics, within what one message holds', async () => {
    await setSettings(test, { gatewayOn: true, gatewayUrl: 'http://127.0.0.1:9/' })
    await receivedDossier(test, { applicant })
    await deliver()
    const [message] = await written()
    expect(message).toMatchObject({ channel: 'sms', event: 'received' })
    expect(message?.body).toMatch(/^[\x20-\x7e]{1,160}$/)
  })

  it('is told nothing by a practice office, whose log shows what would have gone', async () => {
    await test.owner.query('update offices set practice = true')
    await receivedDossier(test, { applicant })
    await deliver()
    await send()
    expect((await written()).map(({ channel, state }) => `${channel} ${state}`)).toEqual([
      'email suppressed',
      'sms suppressed',
    ])
    expect(mail.letters).toEqual([])
  })
})

describe('the link in a message', () => {
  it('ends messages to that address without a name, shows no more than its owner knows, and can be taken back', async () => {
    await receivedDossier(test, { applicant })
    await deliver()
    await send()
    const token = tokenIn(mail.letters[0]?.text ?? '')
    const seen = () => readForCaller(test.services, visitor, { query: optOutOfLink, input: { token } })
    expect(await seen()).toEqual({
      channel: 'email',
      address: 'co•••@example.vn',
      stopped: false,
      officeName: expect.any(String),
    })
    await stop(token)
    await stop(token)
    expect((await seen()).stopped).toBe(true)
    await receivedDossier(test, { applicant: { ...applicant, email: 'CONG-DAN-MAU@example.vn' } })
    await deliver()
    await send()
    expect(mail.letters).toHaveLength(1)
    expect((await written()).map(({ state }) => state).toSorted()).toEqual(['sent', 'suppressed'])
    await stop(token, false)
    await receivedDossier(test, { applicant })
    await deliver()
    await send()
    expect(mail.letters).toHaveLength(2)
  })

  it('forged, cut off or of another channel ends nothing', async () => {
    await receivedDossier(test, { applicant })
    await deliver()
    const token = tokenIn((await written())[0]?.body ?? '')
    expect(token).toHaveLength(16)
    const forged = [
      token.slice(0, -1),
      `${token}x`,
      token.toLowerCase(),
      '',
      "' or 1=1 --",
      'AAAAAAAAAAAAAAAA',
    ]
    for (const each of forged.filter((other) => other !== token))
      await expect(stop(each), each).rejects.toMatchObject({ code: 'not_found' })
    expect((await test.owner.query('select * from message_stops')).rows).toEqual([])
    // What is kept does not let whoever reads the table make a link.
    expect((await test.owner.query('select opt_out_hash from messages')).rows[0].opt_out_hash).not.toContain(
      token,
    )
  })

  it('tried at random is soon refused', async () => {
    const tries = Array.from({ length: 40 }, (_, index) => `thu-bua-${index}`.padEnd(16, 'x'))
    const codes: unknown[] = []
    for (const each of tries) codes.push(await stop(each).catch((error) => error.code))
    expect(codes).toContain('too_many_requests')
  })
})

describe('at the desk', () => {
  it('messages are ended and begun again by who receives, for the declared address alone', async () => {
    const { code } = await receivedDossier(test, { applicant })
    const ended = { code, channel: 'email' as const, stopped: true }
    for (const username of ['chuyenmon', 'quantri', 'ketoan'])
      await expect(test.write(await test.as(username), stopMessages, ended)).rejects.toMatchObject({
        code: 'not_allowed',
      })
    const counter = await test.as('tiepnhan')
    await expect(test.write(counter, stopMessages, { ...ended, code: 'H56-khong-co' })).rejects.toMatchObject(
      {
        code: 'not_found',
      },
    )
    await test.write(counter, stopMessages, ended)
    await deliver()
    expect(await written()).toMatchObject([{ state: 'suppressed' }])
    const shown = await test.read(counter, messagesOf, { code })
    expect(shown.addresses).toEqual([
      { channel: 'email', address: 'cong-dan-mau@example.vn', stopped: true },
      { channel: 'sms', address: '0912345678', stopped: false },
    ])
    expect(shown.items).toMatchObject([{ event: 'received', state: 'suppressed' }])
    // The link that ends messages is the citizen's alone.
    expect(shown.items[0]?.body).toContain('/ngung-tin/…')
    await test.write(counter, stopMessages, { ...ended, stopped: false })
    const without = await receivedDossier(test, { applicant: { ...applicant, email: '' } })
    await expect(test.write(counter, stopMessages, { ...ended, code: without.code })).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })

  it('are shown only to who may read the dossier', async () => {
    const { code } = await receivedDossier(test, { applicant })
    await expect(test.read(await test.as('ketoan'), messagesOf, { code })).rejects.toMatchObject({
      code: 'not_allowed',
    })
  })
})

describe('officers', () => {
  const noticesOf = async (username: string) =>
    (await test.read(await test.as(username), listNotices, {})).items.map(({ event }) => event)

  it('are told inside the program what comes to them, and nobody else is', async () => {
    const { code } = await dossierAt(test, 'appraisal', { applicant })
    await deliver()
    const { items } = await test.read(await test.as('chuyenmon'), listNotices, {})
    expect(items).toMatchObject([{ event: 'handed_over', link: `/ho-so/${code}`, isNew: true }])
    expect(items[0]?.body).toContain(code)
    expect(items[0]?.body).not.toContain('Nguyễn')
    expect(await noticesOf('vanthu')).toEqual([])
    expect(await noticesOf('ketoan')).toEqual([])
  })

  it('are told what is due soon and what is late, by the news of the deadline job; not once it is done', async () => {
    const open = await dossierAt(test, 'appraisal', { applicant })
    const done = await dossierAt(test, 'returned', { applicant })
    await deliver()
    const before = (await noticesOf('chuyenmon')).length
    for (const [topic, id] of [
      ['dossier.due_soon', open.id],
      ['dossier.late', open.id],
      ['dossier.late', done.id],
    ])
      await test.owner.query(
        `insert into outbox (office_id, id, topic, payload, created_at) values ($1, $2, $3, $4, now())`,
        [test.officeId, randomUUID(), topic, JSON.stringify({ dossierId: id, step: -1 })],
      )
    await deliver()
    const after = await noticesOf('chuyenmon')
    expect(after).toHaveLength(before + 2)
    expect(after).toEqual(expect.arrayContaining(['late', 'due_soon']))
  })
})
