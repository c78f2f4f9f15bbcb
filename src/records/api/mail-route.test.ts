import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { readPdf } from '../../testing/read-pdf.ts'
import { registerIncoming } from '../commands/register-incoming.ts'
import { someDocument } from '../factory.ts'
import { proposeFromMail } from '../model/mail-proposal.ts'
import type { TakenMail } from './mail-route.ts'

let test: TestApp
let pdf: Buffer
beforeAll(async () => {
  test = await startTestApp()
  const stamp = { agency: 'Trường Mẫu', number: '7', date: '24/03/2026', forwarded: '', fileSymbol: '' }
  pdf = Buffer.from(await test.services.pdf.render('arrival-stamp', stamp))
})
afterAll(() => test?.close())

const head = [
  'From: =?UTF-8?B?VsSDbiB0aMawIFNhIE3huqt1?= <vanthu@mau.invalid>',
  'Subject: =?UTF-8?B?Q8O0bmcgdsSDbiBz4buRIDEyMy9TTlYtQ0NIQyBuZ8OgeSAyMC8wMy8yMDI2IHYvdiBiw6FvIGPDoW8gcXXDvSBJ?=',
  'Date: Mon, 23 Mar 2026 16:30:00 +0700',
]
const attached = (name: string, bytes: Buffer, type = 'application/pdf') =>
  `Content-Type: ${type}\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64')}`
const letter = (parts: readonly string[], own: readonly string[] = head) =>
  Buffer.from(
    [
      ...own,
      'Content-Type: multipart/mixed; boundary="ranh"',
      '',
      ...parts.flatMap((part) => ['--ranh', part]),
      '--ranh--',
      '',
    ].join('\r\n'),
  )

async function send(mail: Buffer, username = 'vanthu') {
  const boundary = 'mot-cua-thu'
  const opening = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="thu.eml"\r\nContent-Type: message/rfc822\r\n\r\n`
  return test.app.server.inject({
    method: 'POST',
    url: '/api/v1/incoming-mail',
    headers: {
      cookie: await test.cookie(username),
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.concat([Buffer.from(opening), mail, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
}
const taken = async (mail: Buffer) => (await send(mail)).json() as TakenMail
const fileCount = async () => Number((await test.owner.query('select count(*) from files')).rows[0].count)

describe('who may not', () => {
  it('read mail into the register: everybody but the clerk', async () => {
    expect((await send(letter([attached('a.pdf', pdf)]), 'chuyenmon')).statusCode).toBe(403)
    expect(await fileCount()).toBe(0)
  })
})

describe('a saved message', () => {
  it('proposes what its head says and brings its files, registers nothing, and is known when it comes again', async () => {
    const mail = letter(['Content-Type: text/plain\r\n\r\nKính gửi.', attached('cong-van.pdf', pdf)])
    const first = await taken(mail)
    expect(first.proposal).toEqual({
      issuer: 'Văn thư Sa Mẫu',
      symbol: '123/SNV-CCHC',
      issuedOn: '2026-03-20',
      typeName: 'Công văn',
      subject: 'Về việc báo cáo quý I',
      arrivedOn: '2026-03-23',
    })
    expect(first.files).toMatchObject([{ name: 'cong-van.pdf', mediaType: 'application/pdf' }])
    expect(first.same).toEqual([])
    expect(Number((await test.owner.query('select count(*) from incoming_documents')).rows[0].count)).toBe(0)
    const fileIds = first.files.map(({ id }) => id)
    const registered = await test.write(
      await test.as('vanthu'),
      registerIncoming,
      someDocument({ channel: 'email', fileIds }),
    )
    expect((await taken(mail)).same).toMatchObject([{ arrivalNumber: registered.arrivalNumber }])
  })

  it('without files becomes one itself', async () => {
    const mail = Buffer.from(
      [
        ...head,
        'Content-Type: text/html; charset=utf-8',
        '',
        '<p>Đề nghị xã báo cáo.</p><script>x()</script>',
      ].join('\r\n'),
    )
    const { files } = await taken(mail)
    expect(files).toMatchObject([{ name: 'noi-dung-thu.pdf', mediaType: 'application/pdf' }])
    const kept = await test.app.server.inject({
      url: `/api/v1/files/${files[0]?.id}`,
      headers: { cookie: await test.cookie('vanthu') },
    })
    const text = await readPdf(kept.rawPayload)
    expect(text).toContain('Đề nghị xã báo cáo.')
    expect(text).not.toContain('x()')
  })

  it('in a message gives its files too', async () => {
    const inner = `Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename="goc.eml"\r\n\r\n${letter([attached('goc.pdf', pdf)]).toString('latin1')}`
    expect((await taken(letter([inner]))).files).toMatchObject([{ name: 'goc.pdf' }])
  })

  it('brings files with hostile names made safe, and says which it leaves out', async () => {
    const { files, refused } = await taken(
      letter([
        attached('../../etc/\u202Ecron.pdf', pdf),
        attached('hoa-don.exe', Buffer.from('MZ\u0000\u0000')),
        attached('an.pdf', Buffer.from('<html><script>alert(1)</script>')),
        attached('rong.pdf', Buffer.alloc(0)),
      ]),
    )
    expect(files.map(({ name }) => name)).toEqual(['cron.pdf'])
    expect(refused.map(({ name }) => name)).toEqual(['hoa-don.exe', 'an.pdf', 'rong.pdf'])
    expect(refused.every(({ words }) => words.length > 10)).toBe(true)
  })

  it.each([
    [
      'an unknown charset',
      () => letter(['Content-Type: text/plain; charset=x-la\r\n\r\nxin ch\u00e0o', attached('a.pdf', pdf)]),
    ],
    ['a part cut off', () => letter([attached('a.pdf', pdf)]).subarray(0, -60)],
  ])('is read as far as it goes with %s', async (_what, mail) => {
    const answer = await send(mail())
    expect(answer.statusCode).toBe(200)
  })

  it.each([
    ['bytes that are no message', Buffer.from('%PDF-1.7 \u0000'), 415],
    ['nothing', Buffer.alloc(0), 415],
    [
      'parts in parts without end',
      Buffer.from(
        `${head.join('\r\n')}\r\n${Array.from({ length: 600 }, (_, each) => `Content-Type: multipart/mixed; boundary="b${each}"\r\n\r\n--b${each}`).join('\r\n')}`,
      ),
      415,
    ],
    [
      'a mark of secrecy',
      Buffer.from('From: a@mau.invalid\r\nSubject: (MAT) x\r\n\r\nx'.replace('MAT', 'MẬT')),
      422,
    ],
  ])('is refused with a sentence: %s', async (_what, mail, status) => {
    const before = await fileCount()
    const answer = await send(mail)
    expect(answer.statusCode).toBe(status)
    expect(answer.json().detail.length).toBeGreaterThan(20)
    expect(await fileCount()).toBe(before)
  })

  it('of 600 MB is cut off at the limit, without being held', async () => {
    const answer = await send(Buffer.concat([letter([]), Buffer.alloc(71 * 2 ** 20, 'a')]))
    expect(answer.statusCode).toBe(413)
    expect(answer.json().detail).toContain('70 MB')
  })
})

describe('the proposal', () => {
  const now = new Date('2026-03-24T02:00:00Z')
  const of = (subject: string) => proposeFromMail({ subject, fromName: '', sentAt: null }, now)
  it.each([
    ['Fwd: RE: Thông báo số 45/TB-UBND ngày 3-2-2026', '45/TB-UBND', '2026-02-03', 'Thông báo'],
    ['QĐ 12/2026/QĐ-UBND', '12/2026/QĐ-UBND', '', null],
    ['Giấy mời họp 31/02/2026', '', '', 'Giấy mời'],
    ['Chào anh', '', '', null],
  ])('of “%s”', (subject, symbol, issuedOn, typeName) => {
    expect(of(subject)).toMatchObject({ symbol, issuedOn, typeName })
  })

  it('never fails and never takes a day to come or long ago for the arrival', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.date({ noInvalidDate: true }), (text, sent) => {
        const sentAt = sent.toISOString()
        const found = proposeFromMail({ subject: text, fromName: text, sentAt }, now)
        expect(found.subject.length).toBeLessThanOrEqual(2000)
        if (found.arrivedOn)
          expect(found.arrivedOn <= '2026-03-24' && found.arrivedOn >= '2026-02-20').toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
