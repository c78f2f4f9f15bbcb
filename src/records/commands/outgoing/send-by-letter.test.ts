import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../../demo/outgoing.ts'
import { localMail, setSettings } from '../../../notifications/factory.ts'
import { sendMessages } from '../../../notifications/jobs/send-messages.ts'
import type { Actor } from '../../../platform/operations.ts'
import { startTestApp, type TestApp } from '../../../testing/app.ts'
import { startMailServer } from '../../../testing/mail-server.ts'
import { demoOutgoingRef } from '../../model/outgoing/demo-outgoing.ts'
import { getOutgoing } from '../../queries/outgoing/get-outgoing.ts'
import { sendOutgoing } from './issue-outgoing.ts'

let test: TestApp
let clerk: Actor
let mail: Awaited<ReturnType<typeof startMailServer>>
beforeAll(async () => {
  test = await startTestApp()
  await loadDemoOutgoing(test.services)
  // The demonstration is a practice office, which sends nothing.
  await test.owner.query('update offices set practice = false where office_id = $1', [test.officeId])
  clerk = await test.as('vanthu')
  mail = await startMailServer()
})
afterAll(async () => {
  await mail.close()
  await test.close()
})

const sending = {
  ...demoOutgoingRef('send'),
  recipients: ['Sở Tư pháp Mẫu', 'Trường Tiểu học Mẫu'],
  addresses: ['So-Tu-Phap@mau.invalid', 'truong@mau.invalid'],
  way: 'email' as const,
  sentOn: '2026-03-24',
  copies: 1,
  envelopes: 0,
  receivedBy: '',
  note: '',
}

it('goes nowhere with an address missing or wrong, from an office that sends no e-mail, or if its readers are limited', async () => {
  const refused = (change: object) =>
    test.write(clerk, sendOutgoing, { ...sending, ...change }).catch((error) => error.facts)
  expect(await refused({ addresses: ['so-tu-phap@mau.invalid'] })).toMatchObject({
    fields: { addresses: expect.stringMatching(/2 nơi nhận nhưng 1 địa chỉ/) },
  })
  expect(
    await refused({ addresses: ['a@mau.invalid', 'b@mau.invalid\r\nBcc: c@mau.invalid'] }),
  ).toMatchObject({
    fields: { addresses: expect.any(String) },
  })
  await setSettings(test, {})
  expect(await refused({})).toMatchObject({ detail: expect.stringMatching(/chưa bật gửi thư/) })
  await setSettings(test, localMail(mail.port))
  const limit = (to: boolean) =>
    test.owner.query('update outgoing_documents set restricted = $1 where id = $2', [to, sending.id])
  await limit(true)
  expect(await refused({})).toMatchObject({ detail: expect.stringMatching(/hạn chế/) })
  await limit(false)
  const { rows } = await test.owner.query("select count(*) from messages where channel = 'email'")
  expect(Number(rows[0].count)).toBe(0)
})

it('takes the signed file to each address once, and its page tells what became of it', async () => {
  await test.write(clerk, sendOutgoing, sending)
  const lettersOf = async () =>
    (await test.read(clerk, getOutgoing, { id: sending.id })).sendings
      .filter(({ way }) => way === 'email')
      .map(({ recipient, letter }) => `${recipient}: ${letter?.address} ${letter?.state}`)
  expect(await lettersOf()).toEqual([
    'Sở Tư pháp Mẫu: so-tu-phap@mau.invalid waiting',
    'Trường Tiểu học Mẫu: truong@mau.invalid waiting',
  ])
  await sendMessages(test.services, test.officeId)
  await sendMessages(test.services, test.officeId)
  expect(mail.letters.map(({ to }) => to).toSorted()).toEqual([
    ['so-tu-phap@mau.invalid'],
    ['truong@mau.invalid'],
  ])
  expect((await lettersOf()).every((each) => each.endsWith(' sent'))).toBe(true)

  const [letter] = mail.letters
  expect(letter?.headers.get('subject')?.[0]).toMatch(/^UBND xã Cẩm Long: .* số \d+\/.*ngày 24\/03\/2026/)
  const { rows } = await test.owner.query(
    'select f.sha256 from files f join outgoing_documents d on d.signed_file_id = f.id where d.id = $1',
    [sending.id],
  )
  const signed = await buffer(test.services.blobs.read(rows[0].sha256))
  expect(letter?.raw.replaceAll(/\s/g, '')).toContain(signed.toString('base64'))
  expect(letter?.raw).toMatch(/filename="?\d+-.*\.pdf/)
})
