import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../demo/outgoing.ts'
import { storeFiles } from '../../files/commands.ts'
import { makeOfficeFile } from '../../files/factory.ts'
import { renderDocx } from '../../platform/docx.ts'
import { fileTypes } from '../../platform/http/send-file.ts'
import { createOfficeConverter } from '../../platform/office-converter.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { templatesDirectory } from '../../testing/places.ts'
import { readDocx, wordsOf } from '../../testing/read-docx.ts'
import { readPdf } from '../../testing/read-pdf.ts'
import { approveOutgoing } from '../commands/outgoing/approve-outgoing.ts'
import { createOutgoing } from '../commands/outgoing/draft-outgoing.ts'
import { passOutgoingForm, submitOutgoing } from '../commands/outgoing/step-outgoing.ts'
import { demoOutgoingId } from '../model/outgoing/demo-outgoing.ts'
import { outgoingExample } from '../model/outgoing/outgoing-examples.ts'
import { getOutgoing } from '../queries/outgoing/get-outgoing.ts'
import { previewOutgoing, printOutgoing } from '../queries/outgoing/print-outgoing.ts'

let test: TestApp
let word: Uint8Array
beforeAll(async () => {
  test = await startTestApp()
  await loadDemoOutgoing(test.services)
  const { paper } = await test.read(await test.as('chuyenmon'), printOutgoing, {
    id: demoOutgoingId('issue'),
  })
  word = await renderDocx(paper)
})
afterAll(() => test.close())

const get = async (path: string) =>
  test.app.server.inject({
    url: `/api/v1/outgoing-documents/${path}`,
    headers: { cookie: await test.cookie('chuyenmon') },
  })

describe('a draft brought as a Word file', () => {
  it('is printed through LibreOffice and given back byte by byte', async () => {
    const drafter = await test.as('chuyenmon')
    const content = await test.services.blobs.put(Readable.from([word]), 2 ** 24)
    const file = { ...content, name: 'cong-van.docx', mediaType: fileTypes.docx }
    const { files } = await test.write(drafter, storeFiles, { files: [file] })
    const parts = { secrecy: 'open' as const, repliesTo: [], replyBy: null, fileId: files[0]?.id ?? '' }
    const { id } = await test.write(drafter, createOutgoing, {
      content: { ...outgoingExample, body: '' },
      ...parts,
    })
    const pdf = await get(`${id}/paper.pdf`)
    expect(readPdf(pdf.rawPayload)).toContain('Kính gửi: Trường Tiểu học Mẫu')
    expect(Buffer.compare((await get(`${id}/paper.docx`)).rawPayload, Buffer.from(word))).toBe(0)
  }, 60_000)

  it('is read and checked before it passes the form check, and carries number and day once approved', async () => {
    const drafter = await test.as('chuyenmon')
    const clerk = await test.as('vanthu')
    const chair = await test.as('chutich')
    const faultsOf = async (id: string) =>
      (await test.read(clerk, getOutgoing, { id })).faults.map(({ place }) => place)
    const readNow = () => test.app.jobs.find(({ name }) => name === 'read-texts')?.run()
    const draft = await test.read(drafter, previewOutgoing, { content: outgoingExample })
    const bad = await draftOf(await renderDocx({ ...draft.paper, symbol: 'UBND-TB' }))
    const good = await draftOf(await renderDocx(draft.paper))
    expect(await faultsOf(good)).toEqual(['body'])
    await readNow()
    expect(await faultsOf(bad)).toEqual(['symbol'])
    expect(await faultsOf(good)).toEqual([])

    await test.write(drafter, submitOutgoing, { id: bad, revision: 1 })
    await test.write(drafter, submitOutgoing, { id: good, revision: 1 })
    const passing = (id: string) => test.write(clerk, passOutgoingForm, { id, revision: 2 })
    await expect(passing(bad)).rejects.toMatchObject({ code: 'wrong_state' })
    await passing(good)
    const { code } = await test.write(chair, approveOutgoing, { id: good, revision: 3 })
    const printed = await readDocx((await get(`${good}/paper.docx`)).rawPayload)
    const words = wordsOf(printed.get('word/document.xml') ?? '')
    expect(words).toContain(`Số: ${code} `)
    expect(words).toContain('Cẩm Long, ngày 24 tháng 3 năm 2026')

    async function draftOf(docx: Uint8Array): Promise<string> {
      const content = await test.services.blobs.put(Readable.from([docx]), 2 ** 24)
      const file = { ...content, name: 'thong-bao.docx', mediaType: fileTypes.docx }
      const { files } = await test.write(drafter, storeFiles, { files: [file] })
      const parts = { secrecy: 'open' as const, repliesTo: [], replyBy: null, fileId: files[0]?.id ?? '' }
      return (await test.write(drafter, createOutgoing, { content: outgoingExample, ...parts })).id
    }
  })

  it('stays a Word file where LibreOffice is not installed', async () => {
    expect(
      await createOfficeConverter({ fontsDir: templatesDirectory, program: 'no-such-program' }).toPdf(word),
    ).toBeNull()
  }, 60_000)

  it('is refused at the door when it holds macros', async () => {
    const boundary = 'ranh-gioi'
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="du-thao.docx"\r\n\r\n`
    const payload = Buffer.concat([
      Buffer.from(head),
      makeOfficeFile('docm'),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ])
    const answer = await test.app.server.inject({
      method: 'POST',
      url: '/api/v1/files',
      headers: {
        cookie: await test.cookie('chuyenmon'),
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      payload,
    })
    expect(answer.statusCode).toBe(415)
    expect(answer.json()).toMatchObject({ detail: expect.stringMatching(/macro/i) })
  })
})

describe('papers', () => {
  it('come as Word files too, and as a preview of what is being typed', async () => {
    const docx = await get(`${demoOutgoingId('submit')}/paper.docx`)
    expect(docx.headers['content-type']).toBe(fileTypes.docx)
    const preview = async (content: object) =>
      test.app.server.inject({
        method: 'POST',
        url: '/api/v1/outgoing-documents/preview.pdf',
        headers: { cookie: await test.cookie('chuyenmon') },
        payload: { content, documentId: null },
      })
    const words = readPdf((await preview(outgoingExample)).rawPayload)
    expect(words).toContain('DỰ THẢO')
    expect(words).toContain('TM. ỦY BAN NHÂN DÂN CHỦ TỊCH')
    expect((await preview({ ...outgoingExample, typeCode: 'luat' })).statusCode).toBe(422)
    expect(
      (
        await test.app.server.inject({
          method: 'POST',
          url: '/api/v1/outgoing-documents/preview.pdf',
          payload: {},
        })
      ).statusCode,
    ).toBe(401)
  })

  it('print typed markup as it was typed, never as a program', async () => {
    const odd = '#read("/etc/passwd") $x$ *đậm* @nguồn [khối] \\ `mã`'
    const drafter = await test.as('chuyenmon')
    const parts = { secrecy: 'open' as const, repliesTo: [], replyBy: null, fileId: null }
    const { id } = await test.write(drafter, createOutgoing, {
      content: { ...outgoingExample, body: odd },
      ...parts,
    })
    expect(readPdf((await get(`${id}/paper.pdf`)).rawPayload)).toContain(
      '#read("/etc/passwd") $x$ *đậm* @nguồn [khối]',
    )
  })
})
