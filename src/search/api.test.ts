import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { registerIncoming } from '../records/commands/register-incoming.ts'
import { type Cast, cast, someDocument } from '../records/factory.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { readPdf } from '../testing/read-pdf.ts'
import { exportFound } from './queries/export-found.ts'
import { searchEverything } from './queries/search-everything.ts'

let test: TestApp
let people: Cast
beforeAll(async () => {
  test = await startTestApp()
  people = await cast(test)
  for (let number = 1; number <= 23; number += 1)
    await test.write(
      people.clerk,
      registerIncoming,
      someDocument({ subject: `Kiểm tra cầu treo số ${number}` }),
    )
  await test.write(
    people.clerk,
    registerIncoming,
    someDocument({ subject: 'Kiểm tra cầu treo, chuyện riêng', restricted: true }),
  )
})
afterAll(() => test?.close())

const get = async (path: string, username = 'vanthu') =>
  test.app.server.inject({
    url: `/api/v1/search/export.${path}`,
    headers: { cookie: await test.cookie(username) },
  })
/** Words of a part of an Office file. */
const wordsIn = (file: Buffer, part: RegExp) =>
  Object.entries(unzipSync(file))
    .filter(([name]) => part.test(name))
    .map(([, bytes]) =>
      Buffer.from(bytes)
        .toString('utf8')
        .replaceAll(/<[^>]+>/g, ' '),
    )
    .join(' ')

it('gives all pages of what the search shows, each thing once, with the columns that were chosen', async () => {
  const { rows, sheet } = await test.read(people.clerk, exportFound, {
    q: 'cau treo',
    columns: ['title', 'on', 'access'],
  })
  expect(rows).toBe(24)
  expect(sheet.head.at(-2)?.map((cell) => cell?.value)).toEqual([
    'STT',
    'Ngày',
    'Trích yếu, tiêu đề',
    'Chế độ xem',
  ])
  expect(sheet.body.map(([number]) => number)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1))
  expect(new Set(sheet.body.map(([, , title]) => title)).size).toBe(24)
  expect(sheet.body.filter(([, , , access]) => access === 'Hạn chế')).toHaveLength(1)
})

it('gives nobody more than they find', async () => {
  const few = await test.read(people.lead, exportFound, { q: 'cau treo' })
  const shown = await test.read(people.lead, searchEverything, { q: 'cau treo' })
  expect(few.rows).toBe(shown.items.length)
  expect(JSON.stringify(few)).not.toContain('chuyện riêng')
})

it('as a page, a Word file and a workbook says who made it and when', async () => {
  const asked = '?q=cau+treo&columns=title&columns=code'
  const [pdf, docx, xlsx] = await Promise.all(['pdf', 'docx', 'xlsx'].map((type) => get(`${type}${asked}`)))
  const said = [
    readPdf(pdf?.rawPayload ?? Buffer.alloc(0)),
    wordsIn(docx?.rawPayload ?? Buffer.alloc(0), /document\.xml$/),
    wordsIn(xlsx?.rawPayload ?? Buffer.alloc(0), /sharedStrings|sheet1\.xml$/),
  ].map((text) => text.replaceAll(/\s+/g, ''))
  for (const text of said) {
    expect(text).toContain('IntừphầnmềmMộtCửalúc09:00')
    expect(text).toContain(`ngườiin:${people.clerk.name.replaceAll(' ', '')}`)
    expect(text).toContain('Kiểmtracầutreosố23')
    expect(text).not.toContain('Trạngthái')
  }
  expect(xlsx?.headers['content-disposition']).toMatch(
    /^attachment; filename="ket-qua-tim-kiem-2026-03-24\.xlsx"/,
  )
})

it('refuses what asks for nothing, a column that is none, and who is not signed in', async () => {
  const nothing = await get('xlsx')
  expect([nothing.statusCode, nothing.json().fields.q]).toEqual([422, expect.stringContaining('Hãy gõ')])
  expect((await get('xlsx?q=cau&columns=mat_khau')).statusCode).toBe(422)
  expect((await test.app.server.inject({ url: '/api/v1/search/export.pdf?q=cau' })).statusCode).toBe(401)
})
