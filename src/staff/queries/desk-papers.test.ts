import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { readDocx, wordsOf } from '../../testing/read-docx.ts'
import { checkPdf, readPdf } from '../../testing/read-pdf.ts'
import { endDuty } from '../commands/duties.ts'
import { setFieldReception } from '../commands/set-field-reception.ts'
import { demoDutyId } from '../examples.ts'
import { printRegulation, printRosterDecision } from './desk-papers.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())

const get = async (username: string, path: string) =>
  test.app.server.inject({
    url: `/api/v1/desk-papers/${path}`,
    headers: { cookie: await test.cookie(username) },
  })
const pdfWords = async (path: string) => readPdf((await get('quantri', path)).rawPayload)
const docxOf = async (path: string) => {
  const parts = await readDocx((await get('quantri', path)).rawPayload)
  return { xml: parts.get('word/document.xml') ?? '', parts }
}

/** What both the page and the Word file of the regulation must say. */
const regulation = [
  'ỦY BAN NHÂN DÂN XÃ CẨM LONG',
  'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'QUYẾT ĐỊNH',
  'CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ CẨM LONG',
  'Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025',
  'Căn cứ Thông tư số 03/2025/TT-VPCP',
  'CHỦ TỊCH Lãnh đạo Mẫu Chín',
  'QUY CHẾ',
  'Chương I QUY ĐỊNH CHUNG',
  'Nhiệm vụ, quyền hạn của Giám đốc Trung tâm Phục vụ hành chính công',
  'Từ thứ Hai đến thứ Sáu: buổi sáng từ 07 giờ',
  'Quầy 2: Đất đai, kinh tế và lĩnh vực khác (Khu B, bàn 1)',
  'hồ sơ nhận sau 15 giờ được chuyển vào đầu giờ ngày làm việc tiếp theo',
  'Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết (Mẫu số 04)',
  'Điều 17.',
]

const roster = [
  'Phân công 10 cán bộ, công chức',
  'DANH SÁCH',
  'Họ và tên',
  'Người thay thế',
  'Cán bộ Mẫu Một',
  'Tiếp nhận và trả kết quả: mọi lĩnh vực',
  'Quầy 1: Tư pháp, xã hội',
  '01/07/2025',
]

const inOrder = (words: string, wanted: readonly string[]) => {
  const text = words.replaceAll(/\s+/g, ' ')
  const missing = wanted.filter((each) => !text.includes(each))
  expect(missing).toEqual([])
}

describe('who may not', () => {
  it('is everybody but administrators and leaders', async () => {
    for (const username of ['tiepnhan', 'chuyenmon', 'vanthu', 'bientap']) {
      for (const path of ['regulation.pdf', 'roster.docx'])
        expect((await get(username, path)).statusCode).toBe(403)
      const actor = await test.as(username)
      await expect(test.read(actor, printRegulation, {})).rejects.toMatchObject({ code: 'not_allowed' })
      await expect(test.read(actor, printRosterDecision, {})).rejects.toMatchObject({ code: 'not_allowed' })
    }
    expect((await get('chutich', 'regulation.pdf')).statusCode).toBe(200)
  })
})

describe('the regulation', () => {
  it('says on paper and in the Word file the same, in the layout of NĐ 30/2020/NĐ-CP, Phụ lục I', async () => {
    const { rawPayload } = await get('quantri', 'regulation.pdf')
    expect(checkPdf(rawPayload)).toContain('No syntax or stream encoding errors')
    inOrder(readPdf(rawPayload), regulation)
    const { xml, parts } = await docxOf('regulation.docx')
    inOrder(wordsOf(xml), regulation)
    expect(xml).toContain('w:top="1134"')
    expect(xml).toContain('w:left="1701"')
    expect(xml).toContain('w:right="850"')
    expect(parts.get('word/styles.xml')).toContain('Times New Roman')
    expect(wordsOf(xml)).toMatch(/Số: +\/QĐ-UBND/)
  })

  it('takes bases, unit and forms by the day: NĐ 61/2018 before 01/7/2025', async () => {
    const old = await pdfWords('regulation.pdf?date=2025-06-30')
    inOrder(old, [
      'Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018',
      'Bộ phận Tiếp nhận và Trả kết quả xã Cẩm Long',
      'Phiếu xin lỗi và hẹn lại ngày trả kết quả (Mẫu số 04)',
    ])
    expect(old).not.toContain('118/2025')
    expect(await pdfWords('regulation.pdf?date=2025-07-01')).not.toContain('61/2018')
    const tooEarly = await get('quantri', 'regulation.pdf?date=2010-01-01')
    expect(tooEarly.json()).toMatchObject({ status: 422, fields: { date: expect.any(String) } })
    expect((await get('quantri', 'regulation.docx?date=hom-nay')).statusCode).toBe(422)
  })

  it('leaves out of its table what is not received at the desk on that day', async () => {
    await test.write(await test.as('quantri'), setFieldReception, {
      fieldCode: 'thu-vien',
      received: false,
      validFrom: '2026-05-01',
      reason: 'Thư viện xã đóng cửa',
    })
    expect(await pdfWords('regulation.pdf?date=2026-04-30')).toContain('Thư viện')
    expect(await pdfWords('regulation.pdf?date=2026-05-01')).not.toContain('Thư viện')
  })
})

describe('the roster decision', () => {
  it('lists who does what, where and who stands in, on paper and in the Word file', async () => {
    inOrder(await pdfWords('roster.pdf'), roster)
    const { xml } = await docxOf('roster.docx')
    inOrder(wordsOf(xml), roster)
    expect(xml).toContain('w:orient="landscape"')
    expect(wordsOf(xml)).not.toContain('DỰ THẢO')
    expect(wordsOf(xml)).toContain(
      'Công chức chuyên môn: Bồi thường nhà nước; Chứng thực; Hòa giải ở cơ sở; Hộ tịch; Nuôi con nuôi',
    )
  })

  it('is refused while a field has nobody, and is a draft that says so where that is accepted', async () => {
    const accept = { acceptGap: true, gapReason: 'Chờ điều động' }
    await test.write(await test.as('quantri'), endDuty, {
      dutyId: demoDutyId('chuyenmon', 0),
      endsOn: '2026-03-31',
      ...accept,
    })
    expect((await get('quantri', 'roster.pdf?date=2026-03-31')).statusCode).toBe(200)
    for (const path of ['roster.pdf?date=2026-04-01', 'roster.docx?date=2026-04-01']) {
      expect((await get('quantri', path)).json()).toMatchObject({
        status: 409,
        detail: expect.stringContaining('không còn ai giữ vai trò Công chức chuyên môn'),
      })
    }
    expect((await get('quantri', 'roster.pdf?date=2026-04-01&gaps=yes')).statusCode).toBe(422)
    const words = await pdfWords('roster.pdf?date=2026-04-01&gaps=accepted')
    expect(words.indexOf('CHỖ CÒN TRỐNG')).toBeLessThan(words.indexOf('QUYẾT ĐỊNH'))
    expect(words).toContain('BẢN DỰ THẢO – CHƯA TRÌNH KÝ')
    const { xml, parts } = await docxOf('roster.docx?date=2026-04-01&gaps=accepted')
    expect(wordsOf(xml)).toContain('Từ 01/04/2026 không còn ai giữ vai trò Công chức chuyên môn')
    const headers = [...parts]
      .filter(([name]) => name.startsWith('word/header'))
      .map(([, text]) => wordsOf(text))
    expect(headers.length).toBeGreaterThan(0)
    expect(headers.every((text) => text.includes('BẢN DỰ THẢO'))).toBe(true)
  })
})
