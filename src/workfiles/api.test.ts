import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { attachToWorkFile } from './commands/file-documents.ts'
import { openFile } from './factory.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())

/** The head of an MP3 with a tag, and sound that is silence. */
const sound = Buffer.concat([
  Buffer.from('ID3\u0003\0\0\0\0\0\u0000', 'latin1'),
  Buffer.from('fffb9000', 'hex'),
  Buffer.alloc(600),
])

async function upload(path: string, name: string) {
  const mark = 'mot-cua-ranh-gioi'
  const payload = Buffer.concat([
    Buffer.from(`--${mark}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`),
    sound,
    Buffer.from(`\r\n--${mark}--\r\n`),
  ])
  return test.app.server.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    headers: {
      cookie: await test.cookie('chuyenmon'),
      'content-type': `multipart/form-data; boundary=${mark}`,
      'idempotency-key': `tai-len-${name}-${path.length}`,
    },
    payload,
  })
}

it('sound is taken for work files, not for dossiers, and is heard by who sees the file', async () => {
  expect((await upload('/files', 'ghi-am.mp3')).statusCode).toBe(415)
  expect((await upload('/work-file-uploads', 'ghi-am.pdf')).statusCode).toBe(415)
  const stored = await upload('/work-file-uploads', 'ghi-am.mp3')
  expect(stored.statusCode).toBe(201)
  const fileId = stored.json().files[0].id as string
  const lead = await test.as('chuyenmon')
  const { id } = await openFile(test, lead)
  const title = 'Ghi âm cuộc họp'
  await test.write(lead, attachToWorkFile, {
    workFileId: id,
    fileIds: [fileId],
    title,
    datedOn: '2026-03-20',
  })
  const url = `/api/v1/work-files/${id}/files/${fileId}`
  const heard = await test.app.server.inject({ url, headers: { cookie: await test.cookie('vanthu') } })
  expect([heard.statusCode, heard.headers['content-type']]).toEqual([200, 'audio/mpeg'])
  const refused = await test.app.server.inject({ url, headers: { cookie: await test.cookie('xahoi') } })
  expect(refused.statusCode).toBe(404)
})

it('papers: the table of contents as a sheet and as a page', async () => {
  const { id } = await openFile(test, await test.as('chuyenmon'))
  const headers = { cookie: await test.cookie('chuyenmon') }
  for (const form of ['pdf', 'xlsx']) {
    const paper = await test.app.server.inject({ url: `/api/v1/work-files/${id}/muc-luc.${form}`, headers })
    expect(paper.statusCode).toBe(200)
    expect(paper.rawPayload.length).toBeGreaterThan(1000)
  }
})
