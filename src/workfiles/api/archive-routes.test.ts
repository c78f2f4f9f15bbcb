import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { Document, Packer, Paragraph } from 'docx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../demo/outgoing.ts'
import { openBag } from '../../platform/bags/open-bag.ts'
import { bufferSource, openZipDirectory } from '../../platform/zip-directory.ts'
import { registerIncoming } from '../../records/commands/register-incoming.ts'
import { type Cast, cast, someDocument, storedFile } from '../../records/factory.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { readPdf } from '../../testing/read-pdf.ts'
import { fileDocuments } from '../commands/file-documents.ts'
import { offerHandOver, receiveHandOver } from '../commands/hand-over.ts'
import { closedFile, openFile } from '../factory.ts'
import { buildPackages } from '../jobs/build-packages.ts'
import { getWorkFile } from '../queries/get-work-file.ts'
import type { PackageCheck } from './archive-routes.ts'

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

let test: TestApp
let people: Cast
beforeAll(async () => {
  test = await startTestApp()
  people = await cast(test)
  await loadDemoOutgoing(test.services)
})
afterAll(() => test?.close())

const asPage = async (username: string) => ({ cookie: await test.cookie(username) })

/** Asks for the package, lets the job build it, and fetches it; what refuses it first is the answer. */
async function packageOf(id: string, username = 'vanthu') {
  const url = `/api/v1/work-files/${id}/archive-package`
  const headers = await asPage(username)
  const asked = await test.app.server.inject({ method: 'POST', url, headers, payload: {} })
  if (asked.statusCode !== 202) return asked
  await buildPackages(test.services, test.officeId)
  return test.app.server.inject({ url: `${url}.zip`, headers })
}

async function check(bytes: Buffer, username = 'vanthu') {
  const mark = 'ranh-gioi-goi'
  return test.app.server.inject({
    method: 'POST',
    url: '/api/v1/archive-packages/check',
    headers: {
      cookie: await test.cookie(username),
      'content-type': `multipart/form-data; boundary=${mark}`,
    },
    payload: Buffer.concat([
      Buffer.from(`--${mark}\r\ncontent-disposition: form-data; name="file"; filename="goi.zip"\r\n\r\n`),
      bytes,
      Buffer.from(`\r\n--${mark}--\r\n`),
    ]),
  })
}
const closed = () => closedFile(test, people.lead, { endedOn: '2026-03-20' })

describe('who may not', () => {
  it('make a package: whoever does not see the file, of an open one nobody; nor check one but the archive and leaders', async () => {
    const { id } = await closed()
    expect((await packageOf(id, 'xahoi')).statusCode).toBe(404)
    expect((await packageOf((await openFile(test, people.lead)).id)).json()).toMatchObject({
      code: 'wrong_state',
    })
    expect((await check(Buffer.from('PK'), 'chuyenmon')).statusCode).toBe(403)
    const made = await test.owner.query('select count(*)::int as n from work_file_packages')
    expect(made.rows[0].n).toBe(0)
  })

  it('pack what is hidden from them: the file would not be whole', async () => {
    const secret = await test.write(people.clerk, registerIncoming, someDocument({ restricted: true }))
    const { id } = await closed()
    await test.owner.query(
      `insert into work_file_documents (office_id, work_file_id, id, ordinal, kind, document_id, added_at, added_by)
       select office_id, id, gen_random_uuid(), 2, 'incoming', $2, now(), keeper_id from work_files where id = $1`,
      [id, secret.id],
    )
    expect((await packageOf(id, 'chuyenmon')).json()).toMatchObject({
      detail: expect.stringMatching(/không được xem/),
    })
  })
})

it('a package is known when it comes back, whole or not; its seal is received with the file and stands in the minutes', async () => {
  const { id } = await closed()
  const answer = await packageOf(id)
  expect(answer.statusCode).toBe(200)
  const bytes = answer.rawPayload
  const seal = String(answer.headers['x-fingerprint'])
  const { packages, events } = await test.read(people.clerk, getWorkFile, { id })
  expect(packages.map(({ fingerprint }) => fingerprint)).toEqual([seal])
  expect(events[0]?.words).toContain(seal)

  const whole = (await check(bytes)).json() as PackageCheck
  expect(whole).toMatchObject({ isWhole: true, faults: [], fingerprint: seal, known: { workFileId: id } })
  const at = Math.floor(bytes.length / 2)
  const changed = Buffer.from(bytes)
  changed[at] = (changed[at] ?? 0) ^ 1
  const broken = (await check(changed)).json() as PackageCheck
  expect(broken.isWhole).toBe(false)
  expect(broken.faults.length).toBeGreaterThan(0)
  // A header says another time of the day everywhere: nothing in the package contradicts it, the register does.
  const shifted = Buffer.from(bytes)
  const { entries = [], start = 0 } = (await openZipDirectory(bufferSource(shifted), shifted.length)) ?? {}
  let record = start
  for (const { name, offset } of entries) {
    shifted.writeUInt16LE(1, offset + 10)
    shifted.writeUInt16LE(1, record + 12)
    record += 46 + name.length
  }
  expect((await check(shifted)).json()).toMatchObject({
    isWhole: false,
    faults: [{ words: expect.stringContaining('Mã băm của cả tệp ZIP') }],
    known: { workFileId: id },
  })
  const nothing = (await check(Buffer.from('không phải tệp ZIP'))).json() as PackageCheck
  expect(nothing).toMatchObject({ isWhole: false, known: null, file: null })

  const offered = await test.write(people.lead, offerHandOver, { title: 'Hồ sơ năm 2026', workFileIds: [id] })
  await test.write(people.clerk, receiveHandOver, { id: offered.id, condition: 'Đủ, nguyên vẹn.' })
  const minutes = await test.app.server.inject({
    url: `/api/v1/work-file-handovers/${offered.id}/bien-ban.pdf`,
    headers: { cookie: await test.cookie('vanthu') },
  })
  expect(readPdf(minutes.rawPayload).replaceAll(/\s/g, '')).toContain(seal)
})

it('a look at a restricted document that goes into a package is recorded', async () => {
  const secret = await test.write(people.clerk, registerIncoming, someDocument({ restricted: true }))
  const { id } = await openFile(test, people.lead)
  await test.write(people.clerk, fileDocuments, {
    workFileId: id,
    documents: [{ kind: 'incoming', documentId: secret.id }],
  })
  await test.owner.query(
    `update work_files set state = 'closed', ended_on = '2026-03-20', closed_at = now(), closed_by = keeper_id where id = $1`,
    [id],
  )
  const answer = await packageOf(id)
  expect([answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([200, ''])
  const looks = await test.owner.query(
    'select words from incoming_events where incoming_id = $1 and kind = $2',
    [secret.id, 'looked'],
  )
  expect(looks.rows).toEqual([{ words: expect.stringContaining('gói lưu trữ') }])
})

it('each Word file of a package has its own PDF/A beside it, however many are turned together', async () => {
  const names = Array.from({ length: 28 }, (_, index) => `Phụ lục số ${index + 1}`)
  const paper = (text: string) =>
    Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph(text)] }] }))
  const fileIds: string[] = []
  for (const name of names) {
    const bytes = await paper(name)
    fileIds.push(await storedFile(test, people.clerk, { bytes, name: `${name}.docx`, mediaType: word }))
  }
  const document = someDocument({ channel: 'scan', fileIds: fileIds.slice(0, 14) })
  const other = someDocument({ channel: 'scan', fileIds: fileIds.slice(14) })
  const { id } = await openFile(test, people.lead)
  for (const each of [document, other]) {
    const { id: documentId } = await test.write(people.clerk, registerIncoming, each)
    await test.write(people.clerk, fileDocuments, {
      workFileId: id,
      documents: [{ kind: 'incoming', documentId }],
    })
  }
  await test.owner.query(
    `update work_files set state = 'closed', ended_on = '2026-03-20', closed_at = now(), closed_by = keeper_id where id = $1`,
    [id],
  )
  const { rawPayload } = await packageOf(id)
  const directory = await mkdtemp(join(tmpdir(), 'motcua-goi-'))
  try {
    const path = join(directory, 'goi.zip')
    await writeFile(path, rawPayload)
    const bag = await openBag(path)
    const found = bag.files.map((file) => file.path).filter((each) => each.endsWith('.pdfa.pdf'))
    const pdfs: Buffer[] = []
    for (const each of found.toSorted()) pdfs.push(await buffer(bag.read(each)))
    await bag.close()
    expect(pdfs.map((pdf) => readPdf(pdf).trim())).toEqual(names)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}, 120_000)
