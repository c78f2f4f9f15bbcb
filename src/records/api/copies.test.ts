import { degrees, PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { readPdf, runOnPdf } from '../../testing/read-pdf.ts'
import { sendFile, tokenDesk, trustedAuthority } from '../../testing/signing/desk.ts'
import type { Holder } from '../../testing/signing/pki.ts'
import { askPrograms } from '../../testing/signing/programs.ts'
import { letter, signPdf, signWith } from '../../testing/signing/signed-pdf.ts'
import { dropCopy, makeCopy } from '../commands/copies.ts'
import { registerIncoming } from '../commands/register-incoming.ts'
import { type Cast, cast, someDocument, storedFile } from '../factory.ts'
import { checkSignatures } from '../jobs/check-signatures.ts'
import { copiesForToken, copyDeciders } from '../queries/copies.ts'
import { getIncoming } from '../queries/get-incoming.ts'

let test: TestApp
let people: Cast
let authority: Awaited<ReturnType<typeof trustedAuthority>>
let office: Holder
let officeName: string
beforeAll(async () => {
  test = await startTestApp()
  people = await cast(test)
  authority = await trustedAuthority(test)
  const { rows } = await test.owner.query('select name from offices where office_id = $1', [test.officeId])
  officeName = rows[0].name
  office = authority.certificate(officeName)
})
afterAll(() => test?.close())

/** A scanned page of A4, turned as scanners do. */
async function scan(rotation = 0): Promise<Uint8Array> {
  const made = await PDFDocument.create()
  const page = made.addPage(rotation % 180 === 0 ? [595, 842] : [842, 595])
  page.setRotation(degrees(rotation))
  return made.save({ useObjectStreams: false })
}

async function registered(bytes: Uint8Array, mediaType = 'application/pdf') {
  const fileId = await storedFile(test, people.clerk, { bytes, name: 'quet.pdf', mediaType })
  const { id } = await test.write(
    people.clerk,
    registerIncoming,
    someDocument({ channel: 'scan', fileIds: [fileId] }),
  )
  return { id, fileId }
}

const ask = (document: { id: string; fileId: string }, decidedBy = people.leader.id) =>
  test.write(people.clerk, makeCopy, { ...document, decidedBy })

const thing = (id: string) => ({ kind: 'document_copy', id })

async function sign(copyId: string, { as = 'vanthu', holder = office } = {}) {
  const desk = tokenDesk(test, as)
  const { prepared, faults } = await desk.prepare(holder, [thing(copyId)])
  if (faults[0]) return faults[0].detail
  const signatures = prepared.map(({ id, attributes }) => ({
    id,
    signature: signWith(holder)(Buffer.from(attributes, 'base64')),
  }))
  return (await desk.finish(signatures)).outcomes[0]?.state
}

const shown = (id: string) => test.read(people.clerk, getIncoming, { id })

async function fileOf(id: string, fileId: string): Promise<Buffer> {
  const url = `/api/v1/incoming/${id}/files/${fileId}`
  return (await test.app.server.inject({ url, headers: { cookie: await test.cookie('vanthu') } })).rawPayload
}

/** Signs a copy of a page that is turned by so many degrees, and gives the file. */
async function signedCopy(rotation = 0): Promise<Buffer> {
  const document = await registered(await scan(rotation))
  const { copyId } = await ask(document)
  expect(await sign(copyId)).toBe('signed')
  const { document: view } = await shown(document.id)
  return fileOf(document.id, view?.copies[0]?.fileId ?? '')
}

describe('an electronic copy', () => {
  it('bears form, office and time of the office’s signature, takes the next number, and leaves the file as it is', async () => {
    const bytes = await scan()
    const document = await registered(bytes)
    const { copyId } = await ask(document)
    const waiting = await test.read(people.clerk, copiesForToken, {})
    expect(waiting.items.map(({ id }) => id)).toContain(copyId)
    expect(await sign(copyId)).toBe('signed')
    const { document: view } = await shown(document.id)
    const copy = view?.copies[0]
    expect(copy).toMatchObject({ symbol: 'SY-UBND', decidedByName: people.leader.name })
    const file = await fileOf(document.id, copy?.fileId ?? '')
    expect(file.subarray(0, bytes.length).equals(Buffer.from(bytes))).toBe(true)
    expect(readPdf(file)).toContain(`SAO Y ${officeName} Thời gian ký: 2026-03-24T09:00:00+07:00`)
    const programs = askPrograms(authority.root)
    expect(programs.pdfsig(file)).toEqual([{ isValid: true, isTrusted: true, isWhole: true }])
    programs.stop()
    expect((await fileOf(document.id, document.fileId)).equals(Buffer.from(bytes))).toBe(true)
    const next = await registered(await scan())
    const second = await ask(next)
    expect(await sign(second.copyId)).toBe('signed')
    expect((await shown(next.id)).document?.copies[0]?.number).toBe((copy?.number ?? 0) + 1)
  })

  it.each([0, 90, 180, 270])(
    'bears it upright at the top right of a page turned by %i°',
    async (rotation) => {
      const said = runOnPdf('pdftotext', ['-bbox', '-', '-'], await signedCopy(rotation))
      const word = /xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">SAO</.exec(said)
      const [left = 0, top = 0, right = 0, bottom = 0] = (word ?? []).slice(1).map(Number)
      // Read from left to right within the upper margin of 20 mm, in the right half.
      expect(right - left).toBeGreaterThan(bottom - top)
      expect(bottom).toBeLessThan(57)
      expect(top).toBeGreaterThan(10)
      expect(left).toBeGreaterThan(595 / 2)
    },
  )

  it('comes back from another program too, and only as itself', async () => {
    const document = await registered(await scan())
    const { copyId } = await ask(document)
    const headers = { cookie: await test.cookie('vanthu') }
    const given = await test.app.server.inject({
      url: `/api/v1/document-copies/${copyId}/to-sign.pdf`,
      headers,
    })
    const upload = (bytes: Uint8Array) =>
      sendFile(test, `/document-copies/${copyId}/signed-file`, { bytes, as: 'vanthu' })
    const foreign = await upload(await signPdf(await letter(), { holder: office }))
    expect(foreign.json().detail).toMatch(/không phải tệp vừa tải về/)
    const signed = await signPdf(given.rawPayload, { holder: office })
    expect((await upload(signed)).statusCode).toBe(200)
    expect((await upload(signed)).statusCode).toBe(403)
  })
})

describe('no copy', () => {
  it('is made of a file that is signed itself, of a Word file, or of none', async () => {
    const signed = await registered(await signPdf(await letter(), { holder: office }))
    await checkSignatures(test.services, test.officeId)
    await expect(ask(signed)).rejects.toMatchObject({
      facts: { detail: expect.stringContaining('đã có chữ ký số') },
    })
    const word = await registered(
      new TextEncoder().encode('PK'),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    )
    await expect(ask(word)).rejects.toMatchObject({
      facts: { detail: expect.stringContaining('Chỉ sao y được tệp PDF') },
    })
    await expect(ask({ id: signed.id, fileId: word.fileId })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is allowed by somebody who leads nothing, or waits twice', async () => {
    const document = await registered(await scan())
    await expect(ask(document, people.clerk.id)).rejects.toMatchObject({ code: 'invalid_input' })
    const { people: deciders } = await test.read(people.clerk, copyDeciders, {})
    expect(deciders.map(({ id }) => id)).toEqual(expect.arrayContaining([people.leader.id, people.deputy.id]))
    expect(deciders.map(({ id }) => id)).not.toContain(people.clerk.id)
    const both = await Promise.allSettled([ask(document), ask(document)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('is signed by another certificate, by who is no văn thư, after it was dropped, or twice', async () => {
    const document = await registered(await scan())
    const { copyId } = await ask(document)
    expect(await sign(copyId, { holder: authority.certificate('Người Khác Mẫu') })).toMatch(/chứng thư/i)
    expect(await sign(copyId, { as: 'chuyenmon' })).not.toBe('signed')
    await test.write(people.clerk, dropCopy, document)
    expect(await sign(copyId)).toMatch(/không chờ ký số/)
    expect((await shown(document.id)).document?.copies).toEqual([])
    const again = await ask(document)
    const desk = tokenDesk(test, 'vanthu')
    const { prepared } = await desk.prepare(office, [thing(again.copyId)])
    const signatures = prepared.map(({ id, attributes }) => ({
      id,
      signature: signWith(office)(Buffer.from(attributes, 'base64')),
    }))
    const answers = await Promise.all([desk.finish(signatures), desk.finish(signatures)])
    expect(answers.map(({ outcomes }) => outcomes[0]?.state).toSorted()).toEqual(['failed', 'signed'])
  })
})
