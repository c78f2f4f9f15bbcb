import type { HandoverSlipPaper, RegisterPaper } from './lists.ts'
import type {
  ControlSheetPaper,
  ExtensionPaper,
  ReceiptPaper,
  RefusalPaper,
  ReplyPaper,
  StopNoticePaper,
  SupplementRequestPaper,
} from './shapes.ts'

const office = {
  parentAgency: 'Ủy ban nhân dân xã Cẩm Long',
  agency: 'Trung tâm Phục vụ hành chính công',
  number: null,
  symbol: null,
  place: 'Cẩm Long',
  date: '2026-11-05',
}

const form = {
  ...office,
  edition: '2025' as const,
  dossierCode: 'H56.45-20261105-0000012',
  trackingUrl: 'https://motcua.example.vn/tra-cuu/H56.45-20261105-0000012',
}

const applicant = {
  applicantName: 'Nguyễn Thị Phương Thảo',
  address: 'Thôn Quý Lộc, xã Cẩm Long, tỉnh Thanh Hóa',
  phone: '0912 345 678',
  email: 'thao.nguyen@example.vn',
  procedureName: 'Đăng ký khai sinh',
}

const unit = 'Trung tâm Phục vụ hành chính công xã Cẩm Long'
const contact = { contactName: 'bà Lê Thị Hoa', contactPhone: '0237 3876 543' }

const letterEnd = {
  recipients: ['Như trên', 'Trung tâm Phục vụ hành chính công', 'Lưu: VT, VHXH'],
  signerAuthority: 'TM. Ủy ban nhân dân',
  signerPost: 'Chủ tịch',
  signerName: 'Trần Quốc Vượng',
}

/** A receipt as a counter prints it every day. */
export function sampleReceipt(changes: Partial<ReceiptPaper> = {}): ReceiptPaper {
  return {
    ...form,
    ...applicant,
    unit,
    title: 'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ',
    number: '012',
    symbol: 'TNHS',
    applicantId: '038195012345',
    components: [
      { name: 'Tờ khai đăng ký khai sinh theo mẫu', kind: 'Bản chính', quantity: 1 },
      { name: 'Giấy chứng sinh do cơ sở y tế cấp', kind: 'Bản chính', quantity: 1 },
      { name: 'Giấy chứng nhận kết hôn của cha, mẹ trẻ', kind: 'Bản sao có chứng thực', quantity: 2 },
    ],
    setCount: 1,
    timeLimit: '01 ngày làm việc',
    receivedAt: '2026-11-05T08:05',
    dueAt: '2026-11-06T16:30',
    returnPlace: unit,
    fees: '8.000 đ/bản sao',
    registerVolume: '01/2026',
    registerEntry: '1204',
    submittedBy: 'Nguyễn Thị Phương Thảo',
    receivedBy: 'Lê Thị Hoa',
    copies: ['Lưu', 'Giao khách hàng'],
    ...changes,
  }
}

/** A request to complete a dossier. */
export function sampleSupplementRequest(
  changes: Partial<SupplementRequestPaper> = {},
): SupplementRequestPaper {
  return {
    ...form,
    ...applicant,
    ...contact,
    unit,
    title: 'PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ',
    number: '07',
    symbol: 'HDHS',
    items: ['Bản chính Giấy chứng sinh', 'Tờ khai ghi lại đúng họ tên, ngày sinh của người mẹ'],
    reason: 'Giấy chứng sinh nộp kèm là bản chụp không có chứng thực (Nghị định số 123/2015/NĐ-CP).',
    signerTitles: ['Người hướng dẫn'],
    signerName: 'Lê Thị Hoa',
    ...changes,
  }
}

/** A refusal to receive a dossier, which therefore has no code. */
export function sampleRefusal(changes: Partial<RefusalPaper> = {}): RefusalPaper {
  return {
    ...form,
    ...applicant,
    ...contact,
    unit,
    title: 'PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ',
    number: '03',
    symbol: 'TCHS',
    dossierCode: null,
    trackingUrl: null,
    reasons: ['Thủ tục không thuộc thẩm quyền giải quyết của Ủy ban nhân dân cấp xã.'],
    submittedBy: 'Nguyễn Thị Phương Thảo',
    receivedBy: 'Lê Thị Hoa',
    ...changes,
  }
}

/** A notice that a dossier is no longer being resolved. */
export function sampleStopNotice(changes: Partial<StopNoticePaper> = {}): StopNoticePaper {
  return {
    ...form,
    ...applicant,
    ...letterEnd,
    title: 'THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ',
    parentAgency: null,
    agency: 'Ủy ban nhân dân xã Cẩm Long',
    number: '15',
    symbol: 'TB-UBND',
    receivedAt: '2026-11-05T08:05',
    reason: 'Quá thời hạn bổ sung hồ sơ mà người nộp chưa bổ sung giấy tờ theo yêu cầu.',
    legalGround: 'Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ.',
    returnedPapers: ['Giấy chứng sinh (01 bản chính)', 'Tờ khai đăng ký khai sinh (01 bản chính)'],
    feeHandling: 'chưa thu',
    ...changes,
  }
}

/** An apology with a new date. */
export function sampleExtension(changes: Partial<ExtensionPaper> = {}): ExtensionPaper {
  return {
    ...form,
    ...applicant,
    ...letterEnd,
    title: 'VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT',
    parentAgency: 'Ủy ban nhân dân tỉnh Thanh Hóa',
    agency: 'Ủy ban nhân dân xã Cẩm Long',
    number: '04',
    symbol: 'XL-UBND',
    receivedAt: '2026-11-05T08:05',
    dueBefore: '2026-11-06T16:30',
    dueAfter: '2026-11-10T16:30',
    reason: 'Cơ quan phối hợp xác minh chưa trả lời.',
    sequence: 1,
    ...changes,
  }
}

/** One row of the register. */
export const registerRow = [
  '1204',
  'H56.45-20261105-0000012',
  'Đăng ký khai sinh có yếu tố nước ngoài tại khu vực biên giới',
  '01',
  'Nguyễn Thị Phương Thảo',
  'Thôn Quý Lộc, xã Cẩm Long, tỉnh Thanh Hóa; 0912 345 678',
  'UBND xã Cẩm Long',
  '05/11/2026',
  '06/11/2026',
  '06/11/2026',
  'Trực tiếp',
  'Nguyễn Thị Phương Thảo',
  'Yêu cầu bổ sung (số 03/HDHS ngày 05/11/2026)',
]

/** A register with one volume. */
export function sampleRegister(part: Partial<RegisterPaper['parts'][number]> = {}): RegisterPaper {
  return {
    title: 'SỔ THEO DÕI HỒ SƠ',
    period: '01/11/2026 - 30/11/2026',
    agency: 'Ủy ban nhân dân xã Cẩm Long',
    unit,
    sheetName: 'Sổ theo dõi hồ sơ',
    parts: [
      {
        year: '2026',
        volume: '01/2026',
        from: '01/11/2026',
        to: '30/11/2026',
        scope: null,
        form: '07',
        basis: 'Phụ lục I Thông tư số 03/2025/TT-VPCP',
        cover: true,
        rows: [registerRow],
        ...part,
      },
    ],
  }
}

/** A slip with two dossiers on their way to a unit. */
export function sampleHandoverSlip(changes: Partial<HandoverSlipPaper> = {}): HandoverSlipPaper {
  return {
    ...office,
    number: '12',
    symbol: 'PBG',
    title: 'PHIẾU BÀN GIAO HỒ SƠ',
    codeBarcode: 'BG-H56.45-2026-00012',
    slipUrl: 'https://motcua.example.vn/ban-giao/BG-H56.45-2026-00012',
    fromName: unit,
    fromPerson: 'Lê Thị Hoa',
    toName: 'Phòng Văn hóa - Xã hội',
    toCode: null,
    handedAt: '2026-11-05T15:10',
    note: null,
    passing: 'Hồ sơ giấy được chuyển trong ngày làm việc.',
    items: ['0000012', '0000013'].map((number) => ({
      codeBarcode: `H56.45-20261105-${number}`,
      procedureName: 'Đăng ký khai sinh',
      applicantName: 'Nguyễn Thị Phương Thảo',
      setCount: 1,
      found: null,
    })),
    ...changes,
  }
}

/** A control sheet after the first hand-over. */
export function sampleControlSheet(changes: Partial<ControlSheetPaper> = {}): ControlSheetPaper {
  return {
    ...form,
    title: 'PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ',
    resolvingAgency: 'Phòng Văn hóa - Xã hội',
    coordinatingAgency: null,
    handovers: [
      {
        fromUnit: 'Trung tâm Phục vụ hành chính công',
        fromPerson: 'Lê Thị Hoa',
        toUnit: 'Phòng Văn hóa - Xã hội',
        toPerson: 'Phạm Minh Đức',
        handedAt: '2026-11-05T08:20',
        receivedAt: '2026-11-05T08:35',
        outcome: 'Đúng hạn',
        note: null,
      },
    ],
    ...changes,
  }
}

/** A letter that answers a citizen. */
export function sampleReply(changes: Partial<ReplyPaper> = {}): ReplyPaper {
  return {
    ...office,
    ...letterEnd,
    parentAgency: null,
    agency: 'Ủy ban nhân dân xã Cẩm Long',
    number: '45',
    symbol: 'UBND-VHXH',
    typeName: null,
    subject: 'trả lời đề nghị cấp bản sao trích lục khai sinh',
    addressees: ['Bà Nguyễn Thị Phương Thảo, thôn Quý Lộc, xã Cẩm Long'],
    body: [
      'Ủy ban nhân dân xã Cẩm Long nhận được đơn của bà đề ngày 02 tháng 11 năm 2026 về việc cấp bản sao trích lục khai sinh.',
      'Căn cứ Nghị định số 123/2015/NĐ-CP ngày 15 tháng 11 năm 2015 của Chính phủ quy định chi tiết một số điều và biện pháp thi hành Luật Hộ tịch và Quyết định số 12/QĐ-UBND, Ủy ban nhân dân xã Cẩm Long trả lời như sau: hồ sơ đủ điều kiện giải quyết, kết quả được trả tại Trung tâm Phục vụ hành chính công xã.',
      'Trân trọng.',
    ],
    ...changes,
  }
}
