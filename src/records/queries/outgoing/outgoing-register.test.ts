import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../../demo/outgoing.ts'
import { startTestApp, type TestApp } from '../../../testing/app.ts'
import { checkPdf, readPdf } from '../../../testing/read-pdf.ts'
import { sendOutgoing } from '../../commands/outgoing/issue-outgoing.ts'
import { outgoingRegister, postalBook } from '../../model/outgoing/register-columns.ts'
import { listOutgoing } from './list-outgoing.ts'
import { printOutgoingRegister } from './outgoing-register.ts'
import { outgoingReport } from './outgoing-report.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
  await loadDemoOutgoing(test.services)
  await test.write(await test.as('vanthu'), sendOutgoing, sendOutgoing.example as never)
})
afterAll(() => test.close())

/** Columns of Phụ lục IV as the decree lists them. */
const decreed = {
  register:
    'Số, ký hiệu văn bản; Ngày tháng văn bản; Tên loại và trích yếu nội dung văn bản; Người ký; Nơi nhận văn bản; Đơn vị, người nhận bản lưu; Số lượng bản; Ngày chuyển; Ký nhận; Ghi chú',
  post: 'Ngày chuyển; Số, ký hiệu văn bản; Nơi nhận văn bản; Số lượng bì; Ký nhận và dấu bưu điện; Ghi chú',
}
const year = { from: '2026-01-01', to: '2026-12-31' }
const get = async (username: string, path: string) =>
  test.app.server.inject({ url: `/api/v1/${path}`, headers: { cookie: await test.cookie(username) } })

describe('registers of outgoing documents (Phụ lục IV)', () => {
  it('are not for everybody', async () => {
    await expect(test.read(await test.as('chuyenmon'), printOutgoingRegister, year)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    expect((await get('bientap', 'outgoing-register.pdf?from=2026-01-01&to=2026-12-31')).statusCode).toBe(403)
  })

  it('have the columns of the decree in their order, on paper and as a file', async () => {
    expect(outgoingRegister.columns.map(({ label }) => label).join('; ')).toBe(decreed.register)
    expect(postalBook.columns.map(({ label }) => label).join('; ')).toBe(decreed.post)
    for (const [book, columns] of Object.entries(decreed)) {
      const query = `?book=${book}&from=${year.from}&to=${year.to}`
      const pdf = (await get('vanthu', `outgoing-register.pdf${query}`)).rawPayload
      expect(checkPdf(pdf)).toContain('No syntax or stream encoding errors')
      const words = readPdf(pdf)
      expect(words).toContain('ỦY BAN NHÂN DÂN XÃ CẨM LONG')
      for (const column of columns.split('; ')) expect(words).toContain(column)
      const rows = await readSheet(
        Buffer.from((await get('vanthu', `outgoing-register.xlsx${query}`)).rawPayload),
      )
      expect(rows[3]?.join('; ')).toBe(columns)
    }
  })

  it('hold every number once in its order, those given up with their reason, and what was sent by post', async () => {
    const clerk = await test.as('vanthu')
    const { paper } = await test.read(clerk, printOutgoingRegister, year)
    const numbers = paper.rows.map(([code = '']) => Number(code.split('/')[0]))
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    expect(paper.rows.filter((row) => row[2] === 'Số đã hủy').map((row) => row[9])).toEqual([
      expect.stringMatching(/bão/),
    ])
    expect(paper.rows.some((row) => row[7] === '24/03/2026')).toBe(true)
    const post = await test.read(clerk, printOutgoingRegister, { ...year, book: 'post' })
    expect(post.paper.rows).toMatchObject([
      ['24/03/2026', expect.stringContaining('/TB-UBND'), 'Các thôn trong xã', '1', '', ''],
    ])
    await expect(
      test.read(clerk, printOutgoingRegister, { from: '2026-02-01', to: '2026-01-01' }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
  })
})

describe('the report', () => {
  it('counts what the list with the same filter holds, figure by figure', async () => {
    const leader = await test.as('chutich')
    const report = await test.read(leader, outgoingReport, { year: 2026 })
    const listed = async (filter: object) =>
      (await test.read(leader, listOutgoing, { drafted: '2026', ...filter })).rows.length
    const filters = { officers: 'officer', types: 'type', months: 'drafted' } as const
    for (const [group, filter] of Object.entries(filters) as ['officers', 'officer'][]) {
      for (const line of report[group]) {
        expect(await listed({ [filter]: line.key })).toBe(line.drafted)
        expect(await listed({ [filter]: line.key, issued: true })).toBe(line.issued)
        expect(await listed({ [filter]: line.key, issued: true, signedAs: 'digital' })).toBe(line.digital)
      }
      const sum = (of: 'drafted' | 'issued') => report[group].reduce((all, line) => all + line[of], 0)
      expect([sum('drafted'), sum('issued')]).toEqual([report.total.drafted, report.total.issued])
    }
    expect(report.total.issued).toBeGreaterThan(0)
  })
})
