import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../demo/outgoing.ts'
import { registerIncoming } from '../../records/commands/register-incoming.ts'
import { type Cast, cast, someDocument, storedFile } from '../../records/factory.ts'
import { demoInternalId } from '../../records/model/outgoing/demo-outgoing.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { readPdf } from '../../testing/read-pdf.ts'
import { askPackage } from '../commands/ask-package.ts'
import { reopenWorkFile } from '../commands/change-work-file.ts'
import { closeWorkFile } from '../commands/close-work-file.ts'
import { attachToWorkFile, fileDocuments } from '../commands/file-documents.ts'
import { openFile } from '../factory.ts'
import { getWorkFile } from '../queries/get-work-file.ts'
import { buildPackages, dropOldPackages } from './build-packages.ts'

let test: TestApp
let people: Cast
beforeAll(async () => {
  test = await startTestApp()
  people = await cast(test)
  await loadDemoOutgoing(test.services)
})
afterAll(() => test?.close())

async function pdfOf(...pages: string[]): Promise<Buffer> {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.Helvetica)
  for (const text of pages) document.addPage().drawText(text, { font, x: 50, y: 500 })
  return Buffer.from(await document.save())
}

/** Closed, with uploads of those dates in another order, one of which is broken, and the meeting of the demonstration. */
async function someFile() {
  const { id } = await openFile(test, people.lead)
  const uploads = [
    { bytes: await pdfOf('SECOND one', 'SECOND two'), title: 'Biên bản sau', datedOn: '2026-02-20' },
    { bytes: await pdfOf('FIRST one'), title: 'Biên bản trước', datedOn: '2026-01-20' },
    { bytes: Buffer.from('%PDF-1.7 hỏng'), title: 'Bản quét hỏng', datedOn: '2026-02-25' },
  ]
  for (const { bytes, title, datedOn } of uploads) {
    const name = `${title}.pdf`
    const fileId = await storedFile(test, people.lead, { bytes, name })
    const about = { title, author: 'Nguyễn Văn Mẫu', datedOn }
    await test.write(people.lead, attachToWorkFile, { workFileId: id, fileIds: [fileId], ...about })
  }
  const meeting = { kind: 'meeting' as const, documentId: demoInternalId('meeting') }
  const { revision } = await test.write(people.lead, fileDocuments, { workFileId: id, documents: [meeting] })
  return test.write(people.lead, closeWorkFile, { id, revision, endedOn: '2026-03-20' })
}

async function ask(id: string): Promise<void> {
  await test.write(people.lead, askPackage, { id, form: 'reading' })
  await buildPackages(test.services, test.officeId)
}
const fetched = async (id: string, username = 'chuyenmon') =>
  test.app.server.inject({
    url: `/api/v1/work-files/${id}/toan-van.zip`,
    headers: { cookie: await test.cookie(username) },
  })
const lookAt = (id: string) => test.read(people.lead, getWorkFile, { id })

it('lays all documents in the order of their dates behind the table of contents, and says what could not be laid in', async () => {
  const { id } = await someFile()
  await ask(id)
  const answer = await fetched(id)
  expect([answer.statusCode, answer.headers['content-disposition']]).toEqual([
    200,
    expect.stringMatching(/filename="toan-van-2026-\d+-TEST\.zip"/),
  ])
  const parts = unzipSync(answer.rawPayload)
  const merged = Buffer.from(parts['toan-van.pdf'] ?? [])
  const text = readPdf(merged).replaceAll(/\s+/g, ' ')
  const inOrder = ['MỤC LỤC', 'Biên bản trước', 'FIRST one', 'Biên bản sau', 'SECOND one', 'SECOND two']
  const sheets = text.slice(text.indexOf('VĂN BẢN THỨ 1'))
  const places = inOrder.slice(1).map((words) => sheets.indexOf(words))
  expect(text.toUpperCase().indexOf(inOrder[0] ?? '')).toBeGreaterThanOrEqual(0)
  expect(places).toEqual(places.toSorted((one, other) => one - other))
  expect(places.every((place) => place >= 0)).toBe(true)
  expect(text).toContain('Tệp “Biên bản sau.pdf”: 2 trang tiếp theo.')
  expect(text).toContain('Tệp “Bản quét hỏng.pdf”: không ghép được')
  expect(text).toContain('Họp giao ban tuần')
  expect((await lookAt(id)).events[0]?.words).toContain('Xuất toàn văn')

  const folder = await mkdtemp(join(tmpdir(), 'motcua-toan-van-'))
  try {
    for (const [name, bytes] of Object.entries(parts)) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), bytes)
    }
    const xml = Object.keys(parts).filter((name) => name.endsWith('.xml'))
    expect(xml.filter((name) => name.startsWith('van-ban/'))).toHaveLength(4)
    execFileSync('xmllint', ['--noout', '--nonet', '--schema', 'luoc-do.xsd', ...xml], {
      cwd: folder,
      stdio: 'pipe',
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

it('is fetched by nobody else, nor after the file was opened again, nor when it was kept long enough', async () => {
  const { id, revision } = await someFile()
  expect((await fetched(id)).json()).toMatchObject({ code: 'wrong_state' })
  await ask(id)
  expect((await fetched(id, 'xahoi')).statusCode).toBe(404)
  expect((await fetched(id, 'vanthu')).statusCode).toBe(200)
  await ask(id)
  const start = test.time.clock().toISOString()
  test.time.advanceMinutes(31 * 24 * 60)
  await dropOldPackages(test.services, test.officeId)
  test.time.set(start)
  expect((await lookAt(id)).reading).toMatchObject({ state: 'done', kept: false })
  await ask(id)
  expect((await lookAt(id)).reading?.kept).toBe(true)
  await test.write(people.lead, reopenWorkFile, { id, revision, reason: 'Còn thiếu văn bản của Sở.' })
  expect((await fetched(id)).statusCode).toBe(409)
})

it('of a file with a restricted document is no look that goes unnoted', async () => {
  const secret = await test.write(people.clerk, registerIncoming, someDocument({ restricted: true }))
  const { id } = await someFile()
  await test.owner.query(
    `insert into work_file_documents (office_id, work_file_id, id, ordinal, kind, document_id, added_at, added_by)
     select office_id, id, gen_random_uuid(), 9, 'incoming', $2, now(), keeper_id from work_files where id = $1`,
    [id, secret.id],
  )
  await expect(ask(id)).rejects.toMatchObject({ code: 'not_allowed' })
  await test.write(people.clerk, askPackage, { id, form: 'reading' })
  await buildPackages(test.services, test.officeId)
  expect((await fetched(id)).statusCode).toBe(403)
  expect((await fetched(id, 'vanthu')).statusCode).toBe(200)
  const looks = await test.owner.query(
    "select words from incoming_events where incoming_id = $1 and kind = 'looked'",
    [secret.id],
  )
  expect(looks.rows).toEqual([{ words: expect.stringContaining('toàn văn hồ sơ') }])
})
