import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPdfRenderer, type PdfRenderer } from '../../../platform/pdf.ts'
import { countPages, readPdf, runOnPdf } from '../../../testing/read-pdf.ts'
import { type PaperEdition, type PaperFormKind, paperForms } from './forms.ts'
import { handoverSlipPaper, registerPaper } from './lists.ts'
import {
  registerRow,
  sampleControlSheet,
  sampleExtension,
  sampleHandoverSlip,
  sampleReceipt,
  sampleRefusal,
  sampleRegister,
  sampleStopNotice,
  sampleSupplementRequest,
} from './samples.ts'
import { controlSheetPaper, extensionPaper } from './shapes.ts'

let pdfs: PdfRenderer
beforeAll(() => {
  pdfs = createPdfRenderer({ templatesDir: 'templates', clock: () => new Date('2026-11-05T01:00:00Z') })
})
afterAll(async () => {
  await pdfs.close()
})

/** Expects every label once more after the one before it. */
function expectInOrder(text: string, labels: readonly string[]): void {
  let from = 0
  for (const label of labels) {
    const at = text.indexOf(label, from)
    expect(at, `“${label}” sau vị trí ${from} trong: ${text}`).toBeGreaterThanOrEqual(0)
    from = at + label.length
  }
}

/** As it was before and as it has been since 01/7/2025: the name of the reception unit, and the day. */
const editions = {
  '2018': { edition: '2018', agency: 'Bộ phận Tiếp nhận và Trả kết quả', date: '2024-02-05' },
  '2025': { edition: '2025', agency: 'Trung tâm Phục vụ hành chính công', date: '2026-11-05' },
} as const
const resolving = (edition: PaperEdition) => ({ edition, date: editions[edition].date })
const titled = (kind: PaperFormKind, edition: PaperEdition) => ({
  title: paperForms.find((form) => form.kind === kind && form.edition === edition)?.title ?? '',
})

const state = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc']
const day = { '2018': 'ngày 05 tháng 02 năm 2024', '2025': 'ngày 05 tháng 11 năm 2026' }
const unitLabel = {
  '2018': 'Bộ phận tiếp nhận và trả kết quả: ',
  '2025': 'Trung tâm Phục vụ hành chính công: ',
}
const reception = (edition: PaperEdition, title: string) => [
  'ỦY BAN NHÂN DÂN XÃ CẨM LONG',
  editions[edition].agency.toUpperCase(),
  ...state,
  'Số:',
  day[edition],
  title,
]
const contact = ['Địa chỉ: ', 'Số điện thoại: ', 'Email: ']
const bothSign = ['NGƯỜI NỘP HỒ SƠ', 'NGƯỜI TIẾP NHẬN HỒ SƠ', '(Ký và ghi rõ họ tên)']

/** Form and edition → template, data, labels in the order of the domain notes, §1.4–1.9. */
const forms: [string, string, object, readonly string[]][] = [
  [
    'Mẫu 01 (2018)',
    'receipt',
    sampleReceipt({ ...editions['2018'], copies: ['Lưu'] }),
    [
      ...reception('2018', 'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ'),
      'Mã hồ sơ: ',
      '(Liên: Lưu)',
      unitLabel['2018'],
      'Tiếp nhận hồ sơ của: ',
      ...contact,
      'Nội dung yêu cầu giải quyết: ',
      '1. Thành phần hồ sơ nộp gồm:',
      '2. Số lượng hồ sơ: 01 (bộ)',
      '3. Thời gian giải quyết hồ sơ theo quy định là: ',
      '4. Thời gian nhận hồ sơ: 08 giờ 05 phút, ngày',
      '5. Thời gian trả kết quả giải quyết hồ sơ: 16 giờ 30 phút, ngày',
      '6. Đăng ký nhận kết quả tại: ',
      'Vào Sổ theo dõi hồ sơ, Quyển số: ',
      'Số thứ tự: ',
      ...bothSign,
      'Giấy lập thành 02 liên',
    ],
  ],
  [
    'Mẫu 01 (2025)',
    'receipt',
    sampleReceipt({ ...editions['2025'], copies: ['Giao khách hàng'] }),
    [
      ...reception('2025', 'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ'),
      'Mã hồ sơ: ',
      '(Liên: Giao khách hàng)',
      unitLabel['2025'],
      'Tiếp nhận hồ sơ của: ',
      'Số CCCD/định danh hoặc MST: ',
      ...contact,
      'Thủ tục hành chính cần giải quyết: ',
      '1. Thành phần hồ sơ, yêu cầu và số lượng mỗi loại giấy tờ gồm:',
      'STT Tên giấy tờ Loại giấy tờ Số lượng',
      '2. Số lượng hồ sơ: 01 (bộ)',
      '3. Thời gian nhận hồ sơ: ',
      '4. Thời gian trả kết quả giải quyết hồ sơ: ',
      '5. Đăng ký trả kết quả tại: ',
      '6. Phí, lệ phí (nếu có): ',
      'Vào Sổ theo dõi hồ sơ, Quyển số: ',
      'Số thứ tự: ',
      ...bothSign,
    ],
  ],
  ...(['2018', '2025'] as const).flatMap((edition): typeof forms => {
    const content =
      edition === '2018' ? 'Nội dung yêu cầu giải quyết: ' : 'Thủ tục hành chính cần giải quyết: '
    return [
      [
        `Mẫu 02 (${edition})`,
        'supplement-request',
        sampleSupplementRequest(editions[edition]),
        [
          ...reception(edition, 'PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ'),
          unitLabel[edition],
          'Tiếp nhận hồ sơ của: ',
          content,
          ...contact,
          'Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:',
          '1. ',
          '2. ',
          'Lý do: ',
          'liên hệ với ',
          'số điện thoại ',
          'NGƯỜI HƯỚNG DẪN',
          '(Ký và ghi rõ họ tên)',
        ],
      ],
      [
        `Mẫu 03 (${edition})`,
        'refusal',
        sampleRefusal(editions[edition]),
        [
          ...reception(edition, 'PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ'),
          unitLabel[edition],
          'Tiếp nhận hồ sơ của: ',
          ...contact,
          content,
          'không tiếp nhận, giải quyết hồ sơ này',
          'Lý do cụ thể như sau:',
          'Xin thông báo',
          'liên hệ với ',
          ...bothSign,
        ],
      ],
      [
        `Mẫu 04 (${edition})`,
        'extension',
        sampleExtension({ ...resolving(edition), ...titled('extension', edition) }),
        [
          'ỦY BAN NHÂN DÂN TỈNH THANH HÓA',
          'ỦY BAN NHÂN DÂN XÃ CẨM LONG',
          ...state,
          'Số: 04/XL-UBND',
          day[edition],
          edition === '2018'
            ? 'PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ'
            : 'VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT',
          'Kính gửi: ',
          'Địa chỉ: ',
          'Số điện thoại: ',
          'Ngày 05 tháng 11 năm 2026, Ủy ban nhân dân xã Cẩm Long tiếp nhận hồ sơ của ',
          'thủ tục: Đăng ký khai sinh',
          edition === '2018' ? 'Số biên nhận hồ sơ: H56' : 'Mã số hồ sơ: H56',
          'Thời gian hẹn trả kết quả giải quyết hồ sơ: 16 giờ 30 phút, ngày 06 tháng 11 năm 2026',
          'chưa trả được kết quả',
          'Lý do: ',
          'xin lỗi Ông/Bà',
          'Thời gian hẹn trả kết quả lần sau: 16 giờ 30 phút, ngày 10 tháng 11 năm 2026',
          'Nơi nhận:',
          '- Như trên;',
          '- Lưu: VT',
          'TM. ỦY BAN NHÂN DÂN CHỦ TỊCH',
          'Trần Quốc Vượng',
        ],
      ],
      [
        `Phiếu kiểm soát, mẫu ${edition === '2018' ? '05 (2018)' : '06 (2025)'}`,
        'control-sheet',
        sampleControlSheet(editions[edition]),
        [
          'ỦY BAN NHÂN DÂN XÃ CẨM LONG',
          'PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ',
          'Mã hồ sơ: ',
          'Cơ quan (bộ phận) giải quyết hồ sơ: ',
          'Cơ quan phối hợp giải quyết hồ sơ: ',
          'TÊN CƠ QUAN',
          'THỜI GIAN GIAO, NHẬN HỒ SƠ',
          'KẾT QUẢ GIẢI QUYẾT HỒ SƠ',
          '(Trước hạn/ Đúng hạn/ Quá hạn)',
          'GHI CHÚ',
          '1. Giao: ',
          '2. Nhận: ',
          '1. Giao: 08 giờ 20 phút, ngày 05 tháng 11 năm 2026',
          '2. Nhận: 08 giờ 35 phút, ngày 05 tháng 11 năm 2026',
          'Người giao',
          'Người nhận',
          'Đúng hạn',
        ],
      ],
      [
        `Sổ theo dõi hồ sơ, mẫu ${edition === '2018' ? '06 (2018)' : '07 (2025)'}`,
        'register',
        sampleRegister({ form: edition === '2018' ? '06' : '07' }),
        [
          'ỦY BAN NHÂN DÂN XÃ CẨM LONG',
          'SỔ THEO DÕI HỒ SƠ',
          'Năm 2026',
          'Quyển số: 01/2026',
          'Từ ngày 01/11/2026 đến ngày 30/11/2026',
          `Mẫu số ${edition === '2018' ? '06' : '07'}`,
        ],
      ],
    ]
  }),
  [
    'Mẫu 05 (2025)',
    'stop-notice',
    sampleStopNotice(),
    [
      'ỦY BAN NHÂN DÂN XÃ CẨM LONG',
      ...state,
      'Số: 15/TB-UBND',
      'THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ',
      'Mã hồ sơ: ',
      'Kính gửi: ',
      'Thủ tục hành chính: ',
      'Ngày tiếp nhận hồ sơ: ',
      'dừng giải quyết hồ sơ',
      'Lý do: ',
      'Giấy tờ trả lại kèm theo:',
      'Phí, lệ phí (nếu có): ',
      'Nơi nhận:',
      'CHỦ TỊCH',
    ],
  ],
  [
    'Phiếu bàn giao hồ sơ',
    'handover-slip',
    handoverSlipPaper.parse(sampleHandoverSlip({ toCode: 'H56.18', note: 'Lấy ý kiến phối hợp' })),
    [
      'TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG',
      ...state,
      'Số: 12/PBG',
      'PHIẾU BÀN GIAO HỒ SƠ',
      'BG-H56.45-2026-00012',
      'Bên giao: ',
      'Người giao: ',
      'Bên nhận: Phòng Văn hóa - Xã hội (mã định danh: H56.18)',
      'Thời gian giao: 15 giờ 10 phút, ngày 05 tháng 11 năm 2026',
      'Ghi chú: ',
      'Số hồ sơ bàn giao: 02',
      'STT Mã hồ sơ Thủ tục hành chính, người nộp Số bộ Bên nhận xác nhận',
      'H56.45-20261105-0000012',
      'H56.45-20261105-0000013',
      'NGƯỜI GIAO',
      'NGƯỜI NHẬN',
      'Phiếu lập thành 02 bản',
    ],
  ],
]

test.each(forms)('%s has every field in its order', async (_, template, data, labels) => {
  const text = readPdf(await pdfs.render(template, data))
  expectInOrder(text, labels)
  expect(text).not.toMatch(/none|null|undefined|□/)
})

describe('register', () => {
  /** The register has its 13 columns side by side, so that they are told by where they stand. */
  test('has 13 numbered columns in order under a head that every sheet repeats', async () => {
    const rows = Array.from({ length: 60 }, () => registerRow)
    const pdf = await pdfs.render('register', registerPaper.parse(sampleRegister({ rows })))
    const pages = countPages(pdf)
    expect(pages).toBeGreaterThan(3)
    for (let page = 2; page <= pages; page += 1) {
      const text = runOnPdf('pdftotext', ['-layout', '-f', `${page}`, '-l', `${page}`, '-', '-'], pdf)
      expect(text.replaceAll(/\s+/g, ' ')).toContain(
        '(1) (2) (3) (4) (5) (6) (7) (8) (9) (10) (11) (12) (13)',
      )
      expect(text).toMatch(/Ngày, tháng, năm\s+Trả kết quả/)
      expect(text).toContain(`Sổ theo dõi hồ sơ, tờ ${page - 1}`)
    }
    const words = readPdf(pdf)
    expectInOrder(words, [
      'TT',
      'Mã hồ sơ',
      'Tên thủ tục hành chính',
      'Số lượng hồ sơ (bộ)',
      'Tên cá nhân, tổ chức',
    ])
    expectInOrder(words, [
      'Địa chỉ, số điện thoại',
      'Cơ quan chủ trì giải quyết',
      'Ngày, tháng, năm',
      'Trả kết quả',
    ])
    expectInOrder(words, [
      'Ghi chú',
      'Nhận hồ sơ',
      'Hẹn trả kết quả',
      'Ngày trả kết quả',
      'Phương thức nhận kết quả',
      'Ký nhận',
    ])
    expect(runOnPdf('pdfinfo', ['-'], pdf)).toContain('841.89 x 595.276 pts (A4)')
  })

  test('leaves the cover away in a part that goes on', async () => {
    const text = readPdf(await pdfs.render('register', sampleRegister({ cover: false })))
    expect(text).not.toContain('Quyển số')
    expect(text).toContain('H56.45-')
  })
})

describe('control sheet', () => {
  test('leaves eleven rows on one sheet', async () => {
    const pdf = await pdfs.render('control-sheet', controlSheetPaper.parse(sampleControlSheet()))
    expect(countPages(pdf)).toBe(1)
    expect(readPdf(pdf).match(/Người giao/g)).toHaveLength(11)
  })

  test('asks for the reason of a late step where none was given', async () => {
    const late = { ...sampleControlSheet().handovers[0], outcome: 'Quá hạn' }
    const sheet = (note: string | null) =>
      pdfs.render('control-sheet', { ...sampleControlSheet(), handovers: [{ ...late, note }] })
    expect(readPdf(await sheet(null))).toContain('Lý do: ')
    const given = readPdf(await sheet('Chờ xác minh'))
    expect(given).toContain('Chờ xác minh')
    expect(given).not.toContain('Lý do: ')
  })
})

describe('apology', () => {
  test('without a number and a day leaves room for both, and says so nowhere', async () => {
    const draft = extensionPaper.parse(sampleExtension({ number: null, date: null, signerName: null }))
    const text = readPdf(await pdfs.render('extension', draft))
    expectInOrder(text, ['Số: /XL-UBND', 'ngày tháng năm', 'VĂN BẢN XIN LỖI'])
    expect(text.toLowerCase()).not.toContain('dự thảo')
  })

  test('a second one says that it is the second', async () => {
    expect(readPdf(await pdfs.render('extension', sampleExtension({ sequence: 2 })))).toContain(
      'hẹn lại lần thứ 2',
    )
  })
})

test('names of 300 letters stay inside the margins of every list', async () => {
  const name = 'Ẩ'.repeat(300)
  const row = registerRow.map((cell, column) => (column === 4 || column === 12 ? name : cell))
  const items = sampleHandoverSlip().items.map((item) => ({ ...item, applicantName: name }))
  const papers: [string, unknown, number][] = [
    ['register', sampleRegister({ rows: [row] }), 841.89 - 25],
    ['handover-slip', sampleHandoverSlip({ items, toName: name }), 595.28 - 40],
    ['extension', sampleExtension({ applicantName: name }), 595.28 - 40],
  ]
  for (const [template, data, margin] of papers) {
    const boxes = runOnPdf('pdftotext', ['-bbox', '-', '-'], await pdfs.render(template, data))
    const right = [...boxes.matchAll(/xMax="([\d.]+)"/g)].map((match) => Number(match[1]))
    expect(Math.max(...right), template).toBeLessThanOrEqual(margin)
  }
})
