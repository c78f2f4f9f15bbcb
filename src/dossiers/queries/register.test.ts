import { randomUUID } from 'node:crypto'
import readXlsxFile from 'read-excel-file/node'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoProcedureId, demoSlowProcedureId } from '../../procedures/examples.ts'
import { demoStaffId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { countPages, readPdf } from '../../testing/read-pdf.ts'
import { requestSupplement } from '../commands/request-supplement.ts'
import { turnAway } from '../commands/turn-away.ts'
import { answerWithdrawal, askWithdrawal } from '../commands/withdraw-dossier.ts'
import { dossierAt, receivedDossier } from '../factory.ts'
import { receptionExample } from '../model/examples.ts'
import { printRegister } from './export-register.ts'
import { listRegister } from './list-register.ts'
import { printReceipt } from './print-paper.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())

const slow = { procedureId: demoSlowProcedureId }
let month = 0
let period = { from: '', to: '' }
/** Every test has a month of its own. */
beforeEach(() => {
  month += 1
  const name = `${2026 + Math.floor((month - 1) / 12)}-${String(((month - 1) % 12) + 1).padStart(2, '0')}`
  period = { from: `${name}-01`, to: `${name}-28` }
  test.time.set(`${name}-24T09:00:00+07:00`)
})

const cellsOf = async (as = 'tiepnhan', more: object = {}) =>
  (await test.read(await test.as(as), listRegister, { ...period, ...more })).items.map(({ cells }) => cells)

async function refusedField(input: object): Promise<string[]> {
  const error = await test
    .read(await test.as('tiepnhan'), listRegister, input as typeof period)
    .then(() => null)
    .catch((thrown) => thrown)
  return Object.keys(error?.facts?.fields ?? {})
}

async function fetched(kind: 'pdf' | 'xlsx', query: object, as = 'tiepnhan') {
  return test.app.server.inject({
    url: `/api/v1/register.${kind}?${new URLSearchParams(query as Record<string, string>)}`,
    headers: { cookie: await test.cookie(as) },
  })
}

describe('who may', () => {
  it('nobody without a duty on dossiers', async () => {
    for (const url of ['/api/v1/register.pdf', '/api/v1/register.xlsx']) {
      expect((await test.app.server.inject({ url })).statusCode).toBe(401)
      const answer = await test.app.server.inject({ url, headers: { cookie: await test.cookie('ketoan') } })
      expect(answer.statusCode).toBe(403)
    }
  })

  it('an officer sees the dossiers of their own fields, and the paper says so', async () => {
    const dossier = await receivedDossier(test, { procedureId: demoProcedureId })
    const [own, foreign] = [await cellsOf('tuphap'), await cellsOf('diachinh')]
    expect(own.flat()).toContain(dossier.code)
    expect(foreign.flat()).not.toContain(dossier.code)
    const printed = await test.read(await test.as('diachinh'), printRegister, period)
    expect(printed.data.parts[0]?.scope).toBe('các lĩnh vực Công chức Mẫu Sáu được phân công')
  })
})

describe('rows', () => {
  it('have the number that stands on the receipt', async () => {
    const dossier = await receivedDossier(test, slow)
    const { data } = await test.read(await test.as('tiepnhan'), printReceipt, {
      code: dossier.code,
      trackingUrl: 'https://motcua.example.vn/tra-cuu/x',
    })
    const [row] = await cellsOf()
    expect(row?.slice(0, 2)).toEqual([data.registerEntry, dossier.code])
    const printed = await test.read(await test.as('tiepnhan'), printRegister, period)
    expect(printed.data.parts.map(({ volume }) => volume)).toEqual([data.registerVolume])
  })

  it('tell of supplements, refusals, withdrawals and returns with their numbers and days', async () => {
    const counter = await test.as('tiepnhan')
    const asked = await dossierAt(test, 'appraisal', slow)
    await test.write(await test.as('chuyenmon'), requestSupplement, {
      ...requestSupplement.example,
      code: asked.code,
      revision: asked.revision,
    } as never)
    test.time.advanceMinutes(1)
    await test.write(counter, turnAway, {
      procedureId: demoSlowProcedureId,
      applicant: receptionExample.applicant,
      kind: 'refusal',
      reason: 'Không thuộc thẩm quyền.',
    })
    test.time.advanceMinutes(1)
    const withdrawn = await receivedDossier(test, slow)
    const revision = 1
    const asking = await test.write(counter, askWithdrawal, {
      code: withdrawn.code,
      revision,
      reason: 'Không còn nhu cầu',
    })
    test.time.advanceMinutes(1)
    await test.write(await test.as('chutich'), answerWithdrawal, {
      code: withdrawn.code,
      revision: asking.revision,
      accept: true,
      note: '',
    })
    test.time.advanceMinutes(1)
    const returned = await dossierAt(test, 'returned', slow)
    const rows = await cellsOf()
    expect(rows.map((row) => row[1])).toEqual([asked.code, 'Chưa có mã', withdrawn.code, returned.code])
    const notes = rows.map((row) => row[12] ?? '')
    expect(notes[0]).toMatch(/^Yêu cầu bổ sung \(số 01\/HDHS ngày 24\/\d\d\/2026\)$/)
    expect(notes[1]).toMatch(/^Từ chối tiếp nhận \(số 01 ngày/)
    expect(notes[2]).toMatch(/^Công dân xin rút ngày .*Dừng giải quyết \(số 01 ngày .*Rút hồ sơ ngày/)
    expect(notes[3]).toBe('')
    expect(rows[1]?.[0]).toBe('–')
    expect(rows[3]?.slice(9, 12)).toEqual([expect.stringMatching(/^24\//), 'Trực tiếp', 'Nguyễn Văn Mẫu'])
  })

  it('are those of one officer or one field where asked', async () => {
    const dossier = await receivedDossier(test, slow)
    expect((await cellsOf('chutich', { officerId: demoStaffId('tiepnhan') })).flat()).toContain(dossier.code)
    expect(await cellsOf('chutich', { officerId: demoStaffId('tiepnhan2') })).toEqual([])
    expect(await cellsOf('chutich', { field: 'khong-co' })).toEqual([])
  })

  it('of long names stay whole, on paper too', async () => {
    const name = 'Ẩ'.repeat(200)
    await receivedDossier(test, {
      ...slow,
      applicant: { ...receptionExample.applicant, name, address: name.repeat(2) },
    })
    const printed = await fetched('pdf', period)
    const text = readPdf(printed.rawPayload).replaceAll(' ', '').replaceAll('CẨM', '')
    expect(text.match(/Ẩ/g)).toHaveLength(600)
  })
})

describe('bad periods', () => {
  it.each([
    ['the wrong way round', { from: '2026-03-31', to: '2026-03-01' }, 'to'],
    ['longer than two years', { from: '2024-01-01', to: '2026-12-31' }, 'to'],
    ['of no day', { from: '2026-02-30', to: '2026-03-31' }, 'from'],
    ['of the year 1', { from: '0001-01-01', to: '0001-01-02' }, 'from'],
  ])('%s are refused at their field', async (_, input, field) => {
    expect(await refusedField(input)).toContain(field)
    expect((await fetched('pdf', input)).statusCode).toBe(422)
    expect((await fetched('xlsx', input)).statusCode).toBe(422)
  })

  it('without a dossier give an honest empty register', async () => {
    const empty = { from: '2024-02-01', to: '2024-02-29' }
    const printed = await fetched('pdf', empty)
    expect(readPdf(printed.rawPayload)).toContain('Không có hồ sơ nào trong thời gian này.')
    expect(countPages(printed.rawPayload)).toBe(2)
    expect((await fetched('xlsx', empty)).statusCode).toBe(200)
    expect((await fetched('pdf', { ...empty, part: '2' })).statusCode).toBe(404)
  })
})

describe('files', () => {
  it('the PDF has a cover for each edition and year of the period', async () => {
    const printed = await fetched('pdf', { from: '2025-06-01', to: '2026-01-31' })
    const text = readPdf(printed.rawPayload)
    expect(text.match(/Mẫu số 0\d, /g)).toEqual(['Mẫu số 06, ', 'Mẫu số 07, ', 'Mẫu số 07, '])
    expect(text.match(/Quyển số: \d\d\/\d{4}/g)).toEqual([
      'Quyển số: 01/2025',
      'Quyển số: 01/2025',
      'Quyển số: 01/2026',
    ])
  })

  it('the Excel file has the 13 columns, days as days, and no word run as a formula', async () => {
    const name = '=HYPERLINK("http://example.invalid")'
    await receivedDossier(test, { ...slow, applicant: { ...receptionExample.applicant, name } })
    const saved = await fetched('xlsx', period)
    expect(saved.headers['content-disposition']).toContain(`so-theo-doi-${period.from}-${period.to}.xlsx`)
    const sheets = await readXlsxFile(saved.rawPayload)
    const rows = sheets[0]?.data ?? []
    expect(rows[2]?.[0]).toBe('SỔ THEO DÕI HỒ SƠ')
    expect(rows[7]).toEqual(Array.from({ length: 13 }, (_, index) => `(${index + 1})`))
    const row = rows.find((each) => each[4] === name)
    expect(row?.[7]).toEqual(new Date(`${period.from.slice(0, 8)}24T00:00:00Z`))
    expect(typeof row?.[0]).toBe('number')
  })
})

describe('a long register', () => {
  it('goes page by page and part by part without losing, doubling or covering a row twice', async () => {
    const { from } = period
    const template = await receivedDossier(test, slow)
    const count = 1049
    await test.owner.query(
      `insert into dossiers select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(),
          'code', 'H56.22.17-20261231-' || lpad(n::text, 7, '0'), 'received_at', d.received_at + (n / 3) * interval '1 second'))).*
        from dossiers d, generate_series(1, $2::int) n where d.id = $1`,
      [template.id, count],
    )
    const reader = await test.as('chutich')
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await test.read(reader, listRegister, { ...period, ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map(({ id }) => id))
      if (page.count !== null) expect(page.count).toBe(count + 1)
      cursor = page.next ?? undefined
    } while (cursor)
    expect(new Set(seen).size).toBe(count + 1)
    expect(seen).toHaveLength(count + 1)

    const parts = await Promise.all(
      [1, 2].map((part) => test.read(reader, printRegister, { ...period, part })),
    )
    expect(parts.map(({ data }) => data.parts.map(({ cover, rows }) => [cover, rows.length]))).toEqual([
      [[true, 1000]],
      [[false, count + 1 - 1000]],
    ])
    expect(parts[1]?.data.sheetName).toBe('Sổ theo dõi hồ sơ, phần 2/2')
    const saved = await fetched('xlsx', { ...period, from }, 'chutich')
    expect((await readXlsxFile(saved.rawPayload))[0]?.data).toHaveLength(8 + count + 1)
  })
})

it('a cursor that was not given is refused', async () => {
  expect(await refusedField({ ...period, cursor: randomUUID() })).toEqual(['cursor'])
})
