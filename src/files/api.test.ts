import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { makeOfficeFile } from './factory.ts'
import { getFile } from './queries.ts'

const PDF = '%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'
const EXE = Buffer.concat([Buffer.from('MZ\x90\x00\x03', 'latin1'), Buffer.alloc(500)])

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())

interface Sent {
  name: string
  content: string | Uint8Array
}

async function upload(
  files: readonly Sent[],
  { as = 'tiepnhan', key }: { as?: string | null; key?: string } = {},
) {
  const form = new FormData()
  for (const { name, content } of files) form.append('file', new Blob([Buffer.from(content)]), name)
  const body = new Response(form)
  const answer = await test.app.server.inject({
    method: 'POST',
    url: '/api/v1/files',
    headers: {
      'content-type': body.headers.get('content-type') ?? '',
      ...(as ? { cookie: await test.cookie(as) } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
    },
    payload: Buffer.from(await body.arrayBuffer()),
  })
  return { status: answer.statusCode, body: answer.json() }
}

async function download(id: string, as: string | null = 'tiepnhan', query = '') {
  const headers = as ? { cookie: await test.cookie(as) } : {}
  return test.app.server.inject({ method: 'GET', url: `/api/v1/files/${id}${query}`, headers })
}

/** Digests in the store, and what is still arriving. */
async function stored(): Promise<string[]> {
  const entries = await readdir(join(test.config.dataDir, 'files'), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

async function rowCount(): Promise<number> {
  const found = await test.owner.query<{ n: number }>('select count(*)::int as n from files')
  return found.rows[0]?.n ?? -1
}

describe('who may not', () => {
  it('nobody uploads or reads without signing in', async () => {
    expect(await upload([{ name: 'a.pdf', content: PDF }], { as: null })).toMatchObject({
      status: 401,
      body: { code: 'not_signed_in' },
    })
    expect((await download(randomUUID(), null)).statusCode).toBe(401)
    expect(await stored()).toEqual([])
  })

  it('an editor reads their own upload but not what citizens handed in', async () => {
    const own = await upload([{ name: 'a.pdf', content: PDF }], { as: 'bientap' })
    expect((await download(own.body.files[0].id, 'bientap')).statusCode).toBe(200)
    const citizens = await upload([{ name: 'a.pdf', content: PDF }])
    const refused = await download(citizens.body.files[0].id, 'bientap')
    expect(refused.statusCode).toBe(403)
    expect(refused.json().detail).toContain('được xem tệp này')
    expect((await download(citizens.body.files[0].id, 'chutich')).statusCode).toBe(200)
  })

  it('another office does not find the file, though it knows the id', async () => {
    const { body } = await upload([{ name: 'a.pdf', content: PDF }])
    const actor = await test.as('tiepnhan')
    const elsewhere = { ...actor, officeId: randomUUID() }
    await expect(test.read(elsewhere, getFile, { id: body.files[0].id })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await download(randomUUID())).statusCode).toBe(404)
    expect((await download('../../../etc/passwd')).statusCode).toBe(404)
    expect((await download('%2e%2e%2fpasswd')).statusCode).toBe(422)
  })
})

describe('an upload', () => {
  it('of many files comes back as it was sent, under its Vietnamese name', async () => {
    const docx = makeOfficeFile('docx')
    const sent = await upload([
      { name: 'Đơn đề nghị (1).pdf', content: PDF },
      { name: 'tờ khai.docx', content: docx },
    ])
    expect(sent.status).toBe(201)
    expect(sent.body.files).toMatchObject([
      { name: 'Đơn đề nghị (1).pdf', size: PDF.length, mediaType: 'application/pdf' },
      { name: 'tờ khai.docx', size: docx.length },
    ])
    const got = await download(sent.body.files[0].id)
    expect(got.body).toBe(PDF)
    expect(got.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition':
        'inline; filename="Don de nghi (1).pdf"; filename*=UTF-8\'\'%C4%90%C6%A1n%20%C4%91%E1%BB%81%20ngh%E1%BB%8B%20%281%29.pdf',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    })
    expect((await download(sent.body.files[0].id, 'tiepnhan', '?download=1')).headers).toMatchObject({
      'content-disposition': expect.stringMatching(/^attachment/),
    })
    expect((await download(sent.body.files[1].id)).headers['content-disposition']).toMatch(/^attachment/)
    const audit = await test.owner.query(
      "select actor_name, action from audit_events where subject_type = 'file' and subject_id = $1",
      [sent.body.files[1].id],
    )
    expect(audit.rows).toMatchObject([{ action: 'files.store' }])
  })

  it('is answered the same when it is sent twice with one key, and stored once', async () => {
    const key = randomUUID()
    const before = await rowCount()
    const first = await upload([{ name: 'a.pdf', content: `${PDF}một` }], { key })
    const second = await upload([{ name: 'a.pdf', content: `${PDF}một` }], { key })
    expect(second).toEqual(first)
    expect(await rowCount()).toBe(before + 1)
    expect(await upload([{ name: 'a.pdf', content: `${PDF}hai` }], { key })).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    })
  })

  it('of a photo loses the place where it was taken, and the original is not kept', async () => {
    const photo = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#c00' } })
      .jpeg()
      .withExif({ IFD0: { Make: 'MAY-ANH' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '19/1 48/1 0/1' } })
      .toBuffer()
    const before = await stored()
    const { body } = await upload([{ name: 'ảnh.jpg', content: photo }])
    const got = await download(body.files[0].id)
    expect((await sharp(got.rawPayload).metadata()).exif).toBeUndefined()
    expect(got.rawPayload.includes('MAY-ANH')).toBe(false)
    expect(await stored()).toHaveLength(before.length + 1)
  })

  it('keeps only the last part of a name with a path', async () => {
    const { body } = await upload([{ name: '../../etc/đơn\u202Efdp.pdf', content: PDF }])
    expect(body.files[0].name).toBe('đơnfdp.pdf')
  })
})

describe('a bad upload', () => {
  it.each<[string, Sent, number, string[]]>([
    ['a program called PDF', { name: 'đơn xin.pdf', content: EXE }, 415, ['đơn xin.pdf', 'chương trình']],
    ['a page called PDF', { name: 'a.pdf', content: '<!DOCTYPE html><script>1</script>' }, 415, ['HTML']],
    ['Word with macros', { name: 'a.docm', content: makeOfficeFile('docm') }, 415, ['không có macro']],
    [
      'a script in a drawing',
      { name: 'a.svg', content: '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>' },
      415,
      ['a.svg', 'SVG'],
    ],
    [
      'half a picture',
      { name: 'a.jpg', content: Buffer.from('ffd8ffe000104a46494600', 'hex') },
      415,
      ['a.jpg'],
    ],
    ['an empty file', { name: 'a.pdf', content: '' }, 415, ['a.pdf', 'rỗng']],
    [
      'a file over 50 MB',
      { name: 'quét.pdf', content: Buffer.concat([Buffer.from(PDF), Buffer.alloc(51 * 2 ** 20)]) },
      413,
      ['quét.pdf', '50 MB'],
    ],
  ])('%s: nothing is kept, also not the good file before it', async (_, file, status, words) => {
    const before = [await stored(), await rowCount()]
    const answer = await upload([{ name: 'tốt.pdf', content: `${PDF}${randomUUID()}` }, file])
    expect(answer.status).toBe(status)
    for (const word of words) expect(answer.body.detail).toContain(word)
    expect([await stored(), await rowCount()]).toEqual(before)
  })

  it('does not take along the same content that somebody else stored', async () => {
    const { body } = await upload([{ name: 'a.pdf', content: PDF }])
    expect((await upload([{ name: 'a.exe', content: PDF }])).status).toBe(415)
    expect((await download(body.files[0].id)).body).toBe(PDF)
  })

  it('without a file, with too many, or no upload at all', async () => {
    expect(await upload([])).toMatchObject({ status: 422, body: { fields: { file: /ít nhất một tệp/ } } })
    const many = Array.from({ length: 21 }, (_, index) => ({ name: `${index}.pdf`, content: PDF }))
    expect(await upload(many)).toMatchObject({ status: 413 })
    const json = await test.app.server.inject({
      method: 'POST',
      url: '/api/v1/files',
      headers: { cookie: await test.cookie('tiepnhan') },
      payload: { file: 'x' },
    })
    expect(json.statusCode).toBe(400)
  })

  it('of endless length is cut off: the line is closed and the disk is free again', async () => {
    const address = await test.app.server.listen({ host: '127.0.0.1', port: 0 })
    const { port } = test.app.server.server.address() as AddressInfo
    expect(address).toContain(String(port))
    const before = await stored()
    const { sent } = await sendEndlessly(port, await test.cookie('tiepnhan'))
    expect(sent).toBeLessThan(120 * 2 ** 20)
    await expect.poll(stored).toEqual(before)
  })
})

/** Sends zeros as a PDF until the other side ends it; resolves with the bytes handed over. */
function sendEndlessly(port: number, cookie: string): Promise<{ sent: number }> {
  const chunk = Buffer.alloc(2 ** 20)
  return new Promise((resolve) => {
    let sent = 0
    const request = httpRequest({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/api/v1/files',
      headers: { cookie, 'content-type': 'multipart/form-data; boundary=x', 'content-length': 10 * 2 ** 30 },
    })
    let ended = false
    const end = () => {
      ended = true
      request.destroy()
      resolve({ sent })
    }
    request.on('error', end)
    request.on('response', (response) => {
      expect(response.statusCode).toBe(413)
      response.resume()
      response.on('close', end)
    })
    request.write(
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n',
    )
    const more = () => {
      if (ended) return
      sent += chunk.length
      request.write(chunk, more)
    }
    more()
  })
}
