import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPdfRenderer, type PdfRenderer } from '../../../platform/pdf.ts'
import { checkPdf, countPages, readPdf, runOnPdf, scanPdf } from '../../../testing/read-pdf.ts'
import {
  sampleControlSheet,
  sampleReceipt,
  sampleRefusal,
  sampleReply,
  sampleStopNotice,
  sampleSupplementRequest,
} from './samples.ts'
import {
  controlSheetPaper,
  receiptPaper,
  refusalPaper,
  replyPaper,
  stopNoticePaper,
  supplementRequestPaper,
} from './shapes.ts'

let pdfs: PdfRenderer
beforeAll(() => {
  pdfs = createPdfRenderer({ templatesDir: 'templates', clock: () => new Date('2026-11-05T01:00:00Z') })
})
afterAll(async () => {
  await pdfs.close()
})

/** Expects the phrases in this order, each after the one before. */
function expectInOrder(text: string, phrases: string[]): void {
  let from = 0
  for (const phrase of phrases) {
    const at = text.indexOf(phrase, from)
    expect(at, `"${phrase}" sau vị trí ${from} trong: ${text}`).toBeGreaterThanOrEqual(0)
    from = at + phrase.length
  }
}

const state = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc']
const dossierHead = ['ỦY BAN NHÂN DÂN XÃ CẨM LONG', 'TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG', ...state]
const day = 'Cẩm Long, ngày 05 tháng 11 năm 2026'
const code = 'H56.45-20261105-0000012'
const applicantLines = [
  'Địa chỉ: Thôn Quý Lộc',
  'Số điện thoại: 0912 345 678',
  'Email: thao.nguyen@example.vn',
]
const signatures = ['NGƯỜI NỘP HỒ SƠ', '(Ký và ghi rõ họ tên)', 'Nguyễn Thị Phương Thảo']

const typical: [string, unknown, string[]][] = [
  [
    'receipt',
    receiptPaper.parse(sampleReceipt({ copies: ['Lưu'] })),
    [
      ...dossierHead,
      'Số: 012/TNHS',
      day,
      'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ',
      `Mã hồ sơ: ${code}`,
      '(Liên: Lưu)',
      'Trung tâm Phục vụ hành chính công: xã Cẩm Long',
      'Tiếp nhận hồ sơ của: Nguyễn Thị Phương Thảo',
      'Số CCCD/định danh hoặc MST: 038195012345',
      ...applicantLines,
      'Thủ tục hành chính cần giải quyết: Đăng ký khai sinh',
      '1. Thành phần hồ sơ, yêu cầu và số lượng mỗi loại giấy tờ gồm:',
      'STT Tên giấy tờ Loại giấy tờ Số lượng',
      '3 Giấy chứng nhận kết hôn của cha, mẹ trẻ Bản sao có chứng thực 02',
      '2. Số lượng hồ sơ: 01 (bộ)',
      '3. Thời gian nhận hồ sơ: 08 giờ 05 phút, ngày 05 tháng 11 năm 2026',
      '4. Thời gian trả kết quả giải quyết hồ sơ: 16 giờ 30 phút, ngày 06 tháng 11 năm 2026',
      '5. Đăng ký trả kết quả tại: Trung tâm',
      '6. Phí, lệ phí (nếu có): 8.000 đ/bản sao',
      'Vào Sổ theo dõi hồ sơ, Quyển số: 01/2026',
      'Số thứ tự: 1204',
      ...signatures.slice(0, 1),
    ],
  ],
  [
    'receipt',
    receiptPaper.parse(sampleReceipt({ edition: '2018', copies: ['Giao khách hàng'], date: '2024-02-05' })),
    [
      'Cẩm Long, ngày 05 tháng 02 năm 2024',
      '(Liên: Giao khách hàng)',
      'Bộ phận tiếp nhận và trả kết quả: ',
      'Tiếp nhận hồ sơ của: Nguyễn Thị Phương Thảo',
      ...applicantLines,
      'Nội dung yêu cầu giải quyết: Đăng ký khai sinh',
      '1. Thành phần hồ sơ nộp gồm:',
      '3. Giấy chứng nhận kết hôn của cha, mẹ trẻ (02 bản sao có chứng thực)',
      '2. Số lượng hồ sơ: 01 (bộ)',
      '3. Thời gian giải quyết hồ sơ theo quy định là: 01 ngày làm việc',
      '4. Thời gian nhận hồ sơ: 08 giờ 05 phút',
      '5. Thời gian trả kết quả giải quyết hồ sơ: 16 giờ 30 phút',
      '6. Đăng ký nhận kết quả tại: ',
      'Vào Sổ theo dõi hồ sơ',
    ],
  ],
  [
    'control-sheet',
    controlSheetPaper.parse(sampleControlSheet()),
    [
      ...dossierHead,
      'PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ',
      code,
      'Cơ quan (bộ phận) giải quyết hồ sơ: Phòng Văn hóa - Xã hội',
      'Cơ quan phối hợp giải quyết hồ sơ: ',
      'TÊN CƠ QUAN',
      '1. Giao: Trung tâm Phục vụ hành chính công',
      ...Array.from({ length: 5 }, () => 'Người giao'),
      'Người nhận',
    ],
  ],
  [
    'supplement-request',
    supplementRequestPaper.parse(sampleSupplementRequest()),
    [
      ...dossierHead,
      'Số: 07/HDHS',
      'PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ',
      'Tiếp nhận hồ sơ của: ',
      'Thủ tục hành chính cần giải quyết: ',
      ...applicantLines,
      'Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:',
      '1. Bản chính Giấy chứng sinh',
      'Lý do: Giấy chứng sinh',
      'liên hệ với bà Lê Thị Hoa, số điện thoại 0237 3876 543',
      'NGƯỜI HƯỚNG DẪN (Ký và ghi rõ họ tên) Lê Thị Hoa',
    ],
  ],
  [
    'refusal',
    refusalPaper.parse(sampleRefusal()),
    [
      ...dossierHead,
      'Số: 03/TCHS',
      'PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ',
      'Tiếp nhận hồ sơ của: ',
      ...applicantLines,
      'Lý do cụ thể như sau:',
      'Thủ tục không thuộc thẩm quyền',
      'Xin thông báo',
      'NGƯỜI NỘP HỒ SƠ',
    ],
  ],
  [
    'stop-notice',
    stopNoticePaper.parse(sampleStopNotice()),
    [
      'ỦY BAN NHÂN DÂN XÃ CẨM LONG',
      'Số: 15/TB-UBND',
      'THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ',
      code,
      'Kính gửi: Nguyễn Thị Phương Thảo',
      'Ngày tiếp nhận hồ sơ: ngày 05 tháng 11 năm 2026',
      'Lý do: Quá thời hạn',
      'Căn cứ: Nghị định số 118/2025/NĐ-CP',
      'Giấy tờ trả lại kèm theo: 1. Giấy chứng sinh',
      'Phí, lệ phí (nếu có): chưa thu',
      'Nơi nhận:',
    ],
  ],
  [
    'reply',
    replyPaper.parse(sampleReply()),
    [
      'ỦY BAN NHÂN DÂN XÃ CẨM LONG',
      ...state,
      'Số: 45/UBND-VHXH',
      day,
      'V/v trả lời đề nghị cấp bản sao trích lục khai sinh',
      'Kính gửi: Bà Nguyễn Thị Phương Thảo',
      'Quyết định số 12/QĐ-UBND, Ủy ban',
      'Trân trọng./.',
      'Nơi nhận: - Như trên; - Trung tâm Phục vụ hành chính công; - Lưu: VT, VHXH.',
      'TM. ỦY BAN NHÂN DÂN CHỦ TỊCH',
      'Trần Quốc Vượng',
    ],
  ],
]

test.each(typical)(
  '%s: one page, every field in its order, a sound file',
  async (template, data, phrases) => {
    const pdf = await pdfs.render(template, data)
    expectInOrder(readPdf(pdf), phrases)
    expect(countPages(pdf)).toBe(1)
    expect(checkPdf(pdf)).toContain('No syntax or stream encoding errors found')
    expect(await pdfs.render(template, data)).toEqual(pdf)
  },
)

describe('receipt', () => {
  test('each copy has its page, its name and its place for two signatures', async () => {
    const { pdf, boxes } = await pdfs.renderWithBoxes('receipt', receiptPaper.parse(sampleReceipt()))
    expect(countPages(pdf)).toBe(2)
    expectInOrder(readPdf(pdf), ['(Liên: Lưu)', '(Liên: Giao khách hàng)'])
    expect(boxes.map(({ name, page }) => `${name} ${page}`)).toEqual([
      'submitter 1',
      'receiver 1',
      'submitter 2',
      'receiver 2',
    ])
    for (const { x, y, width, height } of boxes) {
      expect(x).toBeGreaterThan(85)
      expect(x + width).toBeLessThan(595.28 - 42)
      expect(y + height).toBeLessThan(841.89 - 56)
    }
  })

  test('the QR code on the page opens the tracking page', async () => {
    const data = receiptPaper.parse(sampleReceipt())
    const pdf = await pdfs.render('receipt', data)
    expect([scanPdf(pdf, 1), scanPdf(pdf, 2)]).toEqual([data.trackingUrl, data.trackingUrl])
    expect(readPdf(pdf)).toContain('Quét mã để theo dõi hồ sơ')
  })

  test.each(['2018', '2025'] as const)(
    'eight papers still fit on one page, forty flow on (%s)',
    async (edition) => {
      const name = 'Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất'
      const paper = (count: number) => {
        const components = Array.from({ length: count }, () => ({
          name,
          kind: 'Bản sao có chứng thực',
          quantity: 1,
        }))
        return receiptPaper.parse(sampleReceipt({ edition, components, copies: ['Lưu'] }))
      }
      expect(countPages(await pdfs.render('receipt', paper(8)))).toBe(1)
      const long = await pdfs.render('receipt', paper(40))
      expect(countPages(long)).toBeLessThanOrEqual(3)
      expect(readPdf(long).split(name)).toHaveLength(41)
      expectInOrder(readPdf(long), ['Vào Sổ theo dõi hồ sơ', 'NGƯỜI NỘP HỒ SƠ', 'Ghi chú:'])
    },
  )
})

test('a long letter keeps its last paragraph with the signature and numbers its pages from the second', async () => {
  const paragraph = `${sampleReply().body[1]} `.repeat(2)
  const body = Array.from({ length: 9 }, (_, index) => `Đoạn ${index + 1}. ${paragraph}`)
  const { pdf, boxes } = await pdfs.renderWithBoxes('reply', replyPaper.parse(sampleReply({ body })))
  expect(boxes[0]?.page).toBe(countPages(pdf))
  const last = runOnPdf('pdftotext', ['-raw', '-f', String(countPages(pdf)), '-', '-'], pdf)
  expect(last).toMatch(/^\s*3\s+Đoạn 9\./)
})

test('a named document has its type and subject instead of V/v', async () => {
  const data = replyPaper.parse(
    sampleReply({ typeName: 'Thông báo', subject: 'về kết quả kiểm tra', addressees: [] }),
  )
  const text = readPdf(await pdfs.render('reply', data))
  expectInOrder(text, ['THÔNG BÁO', 'về kết quả kiểm tra', 'Ủy ban nhân dân xã'])
  expect(text).not.toContain('V/v')
})
