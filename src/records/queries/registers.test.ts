import readXlsxFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoRecords } from '../../demo/records.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { checkPdf, readPdf } from '../../testing/read-pdf.ts'
import { watchIncoming } from '../commands/watch-incoming.ts'
import { demoIncomingId } from '../examples.ts'
import { cast, givenDocument } from '../factory.ts'
import { watchIncomingOf } from '../jobs/watch-incoming.ts'
import { type Figure, figures } from '../model/handling-report.ts'
import { registerColumns } from '../model/incoming-registers.ts'
import { getIncoming } from './get-incoming.ts'
import { handlingReport } from './handling-report.ts'
import { incomingInbox } from './incoming-inbox.ts'
import { listIncomingRegister } from './incoming-register.ts'
import { listIncoming } from './list-incoming.ts'
import { getOutgoing } from './outgoing/get-outgoing.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
  await loadDemoRecords(test.services)
})
afterAll(() => test?.close())

const period = { from: '2026-01-01', to: '2026-12-31' }
const get = async (url: string, as = 'vanthu') =>
  test.app.server.inject({ url: `/api/v1${url}`, headers: { cookie: await test.cookie(as) } })
const inPeriod = 'from=2026-01-01&to=2026-12-31'

describe('the registers of incoming documents', () => {
  it('have the columns of Phụ lục IV, in its words and order', () => {
    expect(registerColumns['dang-ky'].map(({ label }) => label)).toEqual([
      'Ngày đến',
      'Số đến',
      'Tác giả',
      'Số, ký hiệu văn bản',
      'Ngày tháng văn bản',
      'Tên loại và trích yếu nội dung văn bản',
      'Đơn vị hoặc người nhận',
      'Ngày chuyển',
      'Ký nhận',
      'Ghi chú',
    ])
    expect(registerColumns['theo-doi'].map(({ label }) => label)).toEqual([
      'Số đến',
      'Tên loại, số và ký hiệu, ngày tháng và tên cơ quan ban hành',
      'Đơn vị hoặc người nhận',
      'Thời hạn giải quyết',
      'Tiến độ giải quyết',
      'Số, ký hiệu văn bản trả lời',
      'Ghi chú',
    ])
    for (const columns of Object.values(registerColumns)) {
      expect(columns.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
    }
  })

  it('are for clerks and leaders, for a period that makes sense', async () => {
    for (const url of ['/incoming-register', '/incoming-report']) {
      expect((await get(`${url}?kind=dang-ky&${inPeriod}`, 'chuyenmon')).statusCode).toBe(403)
    }
    for (const asked of [
      'kind=dang-ky&from=2026-02-01&to=2026-01-01',
      'kind=dang-ky&from=2020-01-01&to=2026-01-01',
      'kind=khac&from=2026-01-01&to=2026-01-02',
      'kind=dang-ky&from=hom-nay&to=2026-01-02',
      `kind=dang-ky&${inPeriod}&cursor=khong`,
    ]) {
      expect((await get(`/incoming-register?${asked}`)).statusCode, asked).toBe(422)
    }
  })

  it('tell every number once and in order, on the page, on paper and as a sheet', async () => {
    const shown = await test.read(await test.as('vanthu'), listIncomingRegister, {
      kind: 'dang-ky',
      ...period,
    })
    const numbers = shown.items.map(({ cells }) => Number(cells[1]))
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1))
    expect(numbers.length).toBeGreaterThan(15)
    const pdf = (await get(`/incoming-register.pdf?kind=dang-ky&${inPeriod}`)).rawPayload
    expect(checkPdf(pdf)).toContain('No syntax or stream encoding errors')
    const words = readPdf(pdf)
    expect(words).toContain('SỔ ĐĂNG KÝ VĂN BẢN ĐẾN')
    const bare = words.replaceAll(/\s/g, '')
    for (const { cells } of shown.items) expect(bare).toContain(String(cells[3]).replaceAll(/\s/g, ''))
    const sheet = await get(`/incoming-register.xlsx?kind=dang-ky&${inPeriod}`)
    const rows = (await readXlsxFile(sheet.rawPayload))[0]?.data ?? []
    expect(rows.filter((row) => typeof row[1] === 'number').map((row) => row[1])).toEqual(numbers)
  })

  it('track only what asks for action, with its answer', async () => {
    const { items } = await test.read(await test.as('vanthu'), listIncomingRegister, {
      kind: 'theo-doi',
      ...period,
    })
    expect(items.some(({ cells }) => /^\d+\/UBND-TTPVHCC$/.test(cells[5] ?? ''))).toBe(true)
    expect(items.some(({ cells }) => cells[4]?.includes('chậm hạn'))).toBe(false)
    const all = await test.read(await test.as('vanthu'), listIncomingRegister, { kind: 'dang-ky', ...period })
    expect(items.length).toBeLessThan(all.items.length)
  })
})

describe('the report', () => {
  it('adds up, and each of its figures opens a list of as many', async () => {
    const clerk = await test.as('vanthu')
    const { total, rows } = await test.read(clerk, handlingReport, period)
    const { received, undirected, information, onTime, doneLate, inTime, overdue } = total
    expect(undirected + information + onTime + doneLate + inTime + overdue).toBe(received)
    expect(Math.min(undirected, information, onTime, inTime, overdue)).toBeGreaterThan(0)
    for (const row of [total, ...rows]) {
      for (const [name, { filter }] of Object.entries(figures)) {
        const lead = row === total ? {} : { leadId: row.leadId ?? ('none' as const) }
        const asked = { ...filter, ...lead, arrivedFrom: period.from, arrivedTo: period.to }
        const { count } = await test.read(clerk, listIncoming, asked)
        expect(count, `${row.leadName}: ${name}`).toBe(row[name as Figure])
      }
    }
    const words = readPdf((await get(`/incoming-report.pdf?${inPeriod}`, 'chutich')).rawPayload)
    expect(words).toContain('Toàn đơn vị')
    expect((await get(`/incoming-report.xlsx?${inPeriod}`)).statusCode).toBe(200)
  })
})

describe('the slip', () => {
  it('tells who directed, who leads and what is proposed; of a restricted document it is a look', async () => {
    const words = readPdf((await get(`/incoming/${demoIncomingId('decideOutcome')}/slip.pdf`)).rawPayload)
    expect(words).not.toMatch(/Về việc:\s+Về việc/)
    for (const each of [
      'PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN',
      'Lãnh đạo Mẫu Chín',
      'Công chức Mẫu Ba',
      'Nội dung đã thực hiện',
    ]) {
      expect(words).toContain(each)
    }
    const id = demoIncomingId('restricted')
    expect((await get(`/incoming/${id}/slip.pdf`)).statusCode).toBe(200)
    expect((await get(`/incoming/${id}/slip.pdf`, 'diachinh')).statusCode).toBe(404)
    const looks = await test.owner.query(
      `select count(*)::int as n from incoming_events where incoming_id = $1 and kind = 'looked'`,
      [id],
    )
    expect(looks.rows[0].n).toBe(1)
  })
})

describe('the list', () => {
  it('goes page by page without losing or repeating, and refuses a place that is none', async () => {
    const people = await cast(test)
    for (let index = 0; index < 40; index += 1) await givenDocument(test, people, { upTo: 'registered' })
    const first = await test.read(people.clerk, listIncoming, {})
    const second = await test.read(people.clerk, listIncoming, { cursor: first.next ?? '' })
    const seen = [...first.items, ...second.items].map(({ arrivalNumber }) => arrivalNumber)
    expect(seen).toEqual(seen.toSorted((one, other) => other - one))
    expect(new Set(seen).size).toBe(first.count)
    await expect(test.read(people.clerk, listIncoming, { cursor: 'x' })).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })

  it('shows whoever is neither clerk nor leader what was given to them or their unit alone', async () => {
    const { items } = await test.read(await test.as('bientap'), listIncoming, {})
    expect(items.length).toBeGreaterThan(0)
    const all = await test.read(await test.as('chutich'), listIncoming, {})
    expect(items.length).toBeLessThan(all.items.length)
    expect(items.every(({ leadName }) => leadName === '' || /Năm|Mười Hai/.test(leadName))).toBe(true)
  })
})

describe('an issued reply', () => {
  it('leads from what it answers to itself and back, for those who may see it', async () => {
    const id = demoIncomingId('finish')
    const outcome = async (username: string) =>
      (await test.read(await test.as(username), getIncoming, { id })).document?.outcomes[0]
    const found = await outcome('tuphap')
    expect(found).toMatchObject({ kind: 'reply', mayOpen: true, label: expect.stringContaining('/UBND-') })
    const target = found?.targetId ?? ''
    const reply = await test.read(await test.as('tuphap'), getOutgoing, { id: target })
    expect(reply).toMatchObject({ state: 'issued', code: found?.label, repliesTo: [{ id }] })
    await test.owner.query('update outgoing_documents set restricted = true where id = $1', [target])
    expect((await outcome('tuphap'))?.mayOpen).toBe(false)
    expect((await outcome('tiepnhan'))?.mayOpen).toBe(true)
  })
})

describe('the job', () => {
  it('is the program alone, tells each thing once, and leaves a quiet run out of the journal', async () => {
    await expect(test.write(await test.as('quantri'), watchIncoming, { limit: 10 })).rejects.toMatchObject({
      code: 'not_allowed',
    })
    test.time.set('2026-03-25T08:00:00+07:00')
    const [first, second] = await Promise.all([
      watchIncomingOf(test.services, test.officeId),
      watchIncomingOf(test.services, test.officeId),
    ])
    expect(first + second).toBeGreaterThan(5)
    const told = await test.owner.query(
      `select kind, count(*)::int as n from incoming_alerts group by kind order by kind`,
    )
    expect(told.rows.map(({ kind }) => kind)).toEqual(['due_soon', 'late', 'undirected', 'urgent_late'])
    const doubled = await test.owner.query(
      `select 1 from messages where event in ('document_late', 'document_due_soon') group by subject_id, staff_id, event having count(*) > 1`,
    )
    expect(doubled.rows).toEqual([])
    const events = await test.owner.query('select count(*)::int as n from audit_events')
    expect(await watchIncomingOf(test.services, test.officeId)).toBe(0)
    expect((await test.owner.query('select count(*)::int as n from audit_events')).rows).toEqual(events.rows)
  })

  it('puts what is late before what is due later in the inbox of who leads it', async () => {
    const { items } = await test.read(await test.as('diachinh'), incomingInbox, {})
    expect(items[0]).toMatchObject({ task: 'handle', dueUrgency: 'late' })
  })
})
