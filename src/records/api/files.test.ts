import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { makeOfficeFile, makeZip } from '../../files/factory.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { countPages, readPdf, runOnPdf } from '../../testing/read-pdf.ts'
import { registerIncoming } from '../commands/register-incoming.ts'
import { type Cast, cast, givenDocument, someDocument, storedFile } from '../factory.ts'
import { getIncoming } from '../queries/get-incoming.ts'
import { listIncoming } from '../queries/list-incoming.ts'

let test: TestApp
let people: Cast
let folder: string
let letter: Uint8Array
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

beforeAll(async () => {
  test = await startTestApp()
  people = await cast(test)
  folder = await mkdtemp(join(tmpdir(), 'records-'))
  letter = await test.services.pdf.render('arrival-stamp', {
    agency: 'Trường Mầm non Hoa Sen',
    number: '7',
    date: '24/03/2026',
    forwarded: 'Đề nghị hỗ trợ',
    fileSymbol: '',
  })
})
afterAll(async () => {
  await test?.close()
  await rm(folder, { recursive: true, force: true })
})

async function register(bytes: Uint8Array, mediaType?: string, own = {}) {
  const name = mediaType ? 'van-ban.docx' : 'van-ban.pdf'
  const fileId = await storedFile(test, people.clerk, { bytes, name, ...(mediaType ? { mediaType } : {}) })
  const registered = await test.write(
    people.clerk,
    registerIncoming,
    someDocument({ channel: 'scan', fileIds: [fileId], ...own }),
  )
  return { ...registered, fileId }
}

async function locked(): Promise<Uint8Array> {
  const [from, to] = [join(folder, 'open.pdf'), join(folder, 'locked.pdf')]
  await writeFile(from, letter)
  execFileSync('qpdf', ['--encrypt', 'nguoi-doc', 'chu', '256', '--', from, to])
  return readFile(to)
}

/** 600 scanned pages without letters. */
function longScan(): Uint8Array {
  const count = 600
  const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>'
  const kids = Array.from({ length: count }, (_, index) => `${index + 3} 0 R`).join(' ')
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${count}/Kids[${kids}]>>`,
    ...Array.from({ length: count }, () => page),
  ]
  let body = '%PDF-1.4\n'
  const places = objects.map((object, index) => {
    const at = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const rows = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  return Buffer.from(
    `${body}xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`,
  )
}

const readNow = () => test.app.jobs.find(({ name }) => name === 'read-texts')?.run()
const textState = async (id: string) => {
  const { document } = await test.read(people.clerk, getIncoming, { id })
  return { state: document?.files[0]?.textState, pages: document?.pageCount }
}
const found = async (q: string) =>
  (await test.read(people.clerk, listIncoming, { q })).items.map(({ id }) => id)

describe('the text of a file', () => {
  it('is read as soon as the document is registered, and found without diacritics', async () => {
    const stop = test.app.workAtOnce()
    try {
      // The line on which it listens opens with the first watch; what comes before it is read by the next notice.
      await vi.waitFor(async () => {
        const { id } = await register(letter)
        await vi.waitFor(async () => expect((await textState(id)).state).toBe('read'), 5000)
        expect(await found('truong mam non hoa sen')).toContain(id)
        expect((await textState(id)).pages).toBe(1)
      }, 20_000)
    } finally {
      stop()
    }
  }, 30_000)

  it('says what it could not read, and keeps the document: a password, a broken file, 600 pages, an empty one', async () => {
    const docx = makeOfficeFile('docx', {
      parts: {
        '_rels/.rels':
          '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        'word/document.xml':
          '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Kế hoạch phòng chống lụt bão</w:t></w:r></w:p></w:body></w:document>',
      },
    })
    const cases = [
      [await register(await locked()), { state: 'locked', pages: null }],
      [await register(letter.slice(0, 700)), { state: 'broken', pages: null }],
      [await register(longScan()), { state: 'none', pages: 600 }],
      [await register(makeZip({ 'word/x.xml': 'x' }), word), { state: 'broken', pages: null }],
      [await register(docx, word), { state: 'read', pages: null }],
    ] as const
    await readNow()
    for (const [{ id }, expected] of cases) expect(await textState(id)).toEqual(expected)
    expect(await found('phong chong lut bao')).toEqual([cases[4][0].id])
    const quiet = await test.owner.query('select count(*)::int as n from audit_events')
    await readNow()
    expect((await test.owner.query('select count(*)::int as n from audit_events')).rows).toEqual(quiet.rows)
  }, 30_000)

  it('of a document not for them is found by nobody', async () => {
    const { id } = await register(letter, undefined, { subject: 'Văn bản riêng' })
    await readNow()
    expect(await found('hoa sen')).toContain(id)
    const { items } = await test.read(people.other, listIncoming, { q: 'hoa sen' })
    expect(items).toEqual([])
  })
})

describe('the arrival stamp', () => {
  const stamp = async (id: string, body: object, as = 'vanthu') =>
    test.app.server.inject({
      method: 'POST',
      url: `/api/v1/incoming/${id}/stamp`,
      headers: { cookie: await test.cookie(as) },
      payload: body,
    })
  const open = async (id: string, fileId: string, as = 'vanthu') =>
    test.app.server.inject({
      url: `/api/v1/incoming/${id}/files/${fileId}`,
      headers: { cookie: await test.cookie(as) },
    })

  it('is for the clerk, in one of four corners, and only on a PDF', async () => {
    const { id } = await register(letter)
    expect((await stamp(id, { corner: 'top-right' }, 'chuyenmon')).statusCode).toBe(403)
    for (const corner of ['middle', '', null]) expect((await stamp(id, { corner })).statusCode).toBe(422)
    const paper = await test.write(people.clerk, registerIncoming, someDocument())
    const refused = await stamp(paper.id, { corner: 'top-right' })
    expect(refused.json().detail).toContain('chưa có tệp PDF')
  })

  it('lies 35 by 50 mm on the first page of a copy; what came stays as it came', async () => {
    const scan = longScan()
    const { id, arrivalNumber, fileId } = await register(scan)
    expect((await stamp(id, { corner: 'top-right' })).statusCode).toBe(200)
    const { document } = await test.read(people.clerk, getIncoming, { id })
    const stamped = document?.files.find(({ kind }) => kind === 'stamped')
    const pdf = (await open(id, stamped?.id ?? '')).rawPayload
    expect(countPages(pdf)).toBe(600)
    expect(readPdf(pdf)).toContain(`Số: ${arrivalNumber}`)
    expect(readPdf(pdf)).toContain('Ngày: 24/03/2026')
    // Where its words stand, in points of a page of 595 × 842: within 50 × 35 mm at the top right, 8 mm from the edges.
    const words = [
      ...runOnPdf('pdftotext', ['-bbox', '-l', '1', '-', '-'], pdf).matchAll(
        /xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"/g,
      ),
    ].map((match) => match.slice(1).map(Number))
    expect(words.length).toBeGreaterThan(8)
    for (const [left = 0, top = 0, right = 0, bottom = 0] of words) {
      expect(left).toBeGreaterThan(595 - 22.7 - 141.8)
      expect(top).toBeGreaterThan(22)
      expect(right).toBeLessThan(595 - 22)
      expect(bottom).toBeLessThan(22.8 + 99.3)
    }
    expect((await open(id, fileId)).rawPayload.equals(Buffer.from(scan))).toBe(true)
  })

  it('says why it cannot be laid on: a password, a broken file', async () => {
    for (const [bytes, words] of [
      [await locked(), 'mật khẩu'],
      [letter.slice(0, 700), 'hỏng'],
    ] as const) {
      const { id } = await register(bytes)
      const refused = await stamp(id, { corner: 'top-left' })
      expect([refused.statusCode, refused.json().detail]).toEqual([409, expect.stringContaining(words)])
    }
  })
})

describe('a file of a document', () => {
  const open = async (id: string, fileId: string, as: string) =>
    test.app.server.inject({
      url: `/api/v1/incoming/${id}/files/${fileId}`,
      headers: { cookie: await test.cookie(as) },
    })
  const looks = async (id: string) =>
    Number(
      (
        await test.owner.query(
          `select count(*) as n from incoming_events where incoming_id = $1 and kind = 'looked'`,
          [id],
        )
      ).rows[0].n,
    )

  it('is sent to those who may see the document, and to nobody else', async () => {
    const bytes = Buffer.from(letter)
    const fileId = await storedFile(test, people.clerk, { bytes })
    const given = await givenDocument(test, people, { channel: 'scan', fileIds: [fileId] })
    for (const as of ['vanthu', 'chutich', 'chuyenmon', 'tuphap']) {
      expect((await open(given.id, fileId, as)).statusCode, as).toBe(200)
    }
    expect((await open(given.id, fileId, 'xahoi')).statusCode).toBe(404)
    expect(await looks(given.id)).toBe(0)
  })

  it('of a restricted one leaves a record every time, also with what the browser kept', async () => {
    const fileId = await storedFile(test, people.clerk, { bytes: Buffer.from(letter) })
    const given = await givenDocument(test, people, { channel: 'scan', fileIds: [fileId], restricted: true })
    const sent = await open(given.id, fileId, 'chuyenmon')
    expect(sent.headers['cache-control']).toBe('private, no-store')
    expect(sent.headers.etag).toBeUndefined()
    await open(given.id, fileId, 'vanthu')
    // Of the same unit, but not named.
    expect((await open(given.id, fileId, 'ketoan')).statusCode).toBe(404)
    expect(await looks(given.id)).toBe(2)
  })
})
