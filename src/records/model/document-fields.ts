import { z } from 'zod'

/** Mức độ khẩn (NĐ 30/2020/NĐ-CP, Phụ lục I ô 10b), rising as in the interchange of documents. */
export const urgencies = ['Thường', 'Khẩn', 'Thượng khẩn', 'Hỏa tốc'] as const

/** Chỉ dẫn về phạm vi lưu hành (ô 11). */
export const circulations = {
  none: 'Không có',
  return_after_reading: 'XEM XONG TRẢ LẠI',
  internal: 'LƯU HÀNH NỘI BỘ',
} as const
export type Circulation = keyof typeof circulations

/** How a document reached the office. */
export const arrivalChannels = {
  paper: 'Bản giấy, chưa quét',
  scan: 'Bản giấy, đã quét',
  email: 'Thư điện tử',
  interchange: 'Trục liên thông văn bản',
} as const
export type ArrivalChannel = keyof typeof arrivalChannels

/** Dấu chỉ độ mật. What bears one is never entered: the law keeps it off systems like this one. */
export const secrecyMarks = { none: 'Không', mat: 'MẬT', toi_mat: 'TỐI MẬT', tuyet_mat: 'TUYỆT MẬT' } as const

export const secretRefusal =
  'Văn bản có dấu chỉ độ mật không được đăng ký, quét hoặc lưu vào phần mềm này (pháp luật về bảo vệ bí mật nhà nước). Hãy đăng ký vào sổ văn bản mật riêng và xóa tệp đã quét khỏi máy.'

/** Tên loại văn bản: the kinds of Điều 7, of legal normative documents, and what citizens and others send. */
export const documentTypes = [
  'Công văn',
  'Quyết định',
  'Nghị quyết',
  'Chỉ thị',
  'Quy chế',
  'Quy định',
  'Thông cáo',
  'Thông báo',
  'Hướng dẫn',
  'Chương trình',
  'Kế hoạch',
  'Phương án',
  'Đề án',
  'Dự án',
  'Báo cáo',
  'Biên bản',
  'Tờ trình',
  'Hợp đồng',
  'Công điện',
  'Bản ghi nhớ',
  'Bản thỏa thuận',
  'Giấy ủy quyền',
  'Giấy mời',
  'Giấy giới thiệu',
  'Giấy nghỉ phép',
  'Phiếu gửi',
  'Phiếu chuyển',
  'Phiếu báo',
  'Thư công',
  'Luật',
  'Nghị định',
  'Thông tư',
  'Đơn, thư',
  'Văn bản khác',
] as const

const day = (words: string) =>
  z.iso
    .date(words)
    .refine((date) => date >= '1945-09-02' && date <= '2199-12-31', 'Hãy kiểm tra lại năm của ngày này.')

/** Longest texts, by the metadata table of Phụ lục VI; longer where today's names are. */
export const lengths = {
  symbol: 60,
  issuer: 300,
  subject: 1000,
  language: 30,
  post: 100,
  person: 100,
  note: 500,
}

const line = (most: number, empty?: string) => {
  const text = z
    .string()
    .trim()
    .normalize('NFC')
    .max(most, `Tối đa ${most} ký tự.`)
    .regex(/^[^\p{Cc}]*$/u, 'Ô này có ký tự lạ. Hãy gõ lại.')
  return empty === undefined ? text : text.min(1, empty)
}

/** What the law wants registered of a document (Điều 22; Phụ lục VI, Phần II). */
export const documentFields = {
  issuer: line(lengths.issuer, 'Hãy ghi cơ quan, tổ chức ban hành văn bản.'),
  /** Số, ký hiệu as printed, such as `123/UBND-VP`; papers without any get `Không số`. */
  symbol: line(lengths.symbol, 'Hãy ghi số, ký hiệu; văn bản không có số thì ghi “Không số”.'),
  issuedOn: day('Hãy nhập ngày văn bản theo dạng ngày/tháng/năm.'),
  typeName: z.enum(documentTypes, 'Hãy chọn tên loại văn bản.'),
  subject: line(lengths.subject, 'Hãy ghi trích yếu nội dung.'),
  language: line(lengths.language, 'Hãy ghi ngôn ngữ của văn bản.').default('Tiếng Việt'),
  pageCount: z
    .int('Số trang là số nguyên.')
    .min(1, 'Số trang từ 1.')
    .max(9999, 'Số trang tối đa 9999.')
    .nullish()
    .transform((count) => count ?? null),
  signerPost: line(lengths.post).default(''),
  signerName: line(lengths.person).default(''),
  urgency: z.int().min(0).max(3).default(0),
  circulation: z.enum(Object.keys(circulations) as [Circulation, ...Circulation[]]).default('none'),
  secrecy: z.enum(['none', 'mat', 'toi_mat', 'tuyet_mat']).default('none'),
  /** Chỉ người được giao mới xem; every look is recorded. */
  restricted: z.boolean().default(false),
  fieldCode: z
    .string()
    .max(200)
    .nullish()
    .transform((code) => code || null),
  /** Hạn trả lời that the document itself names. */
  replyBy: day('Hạn trả lời chưa đúng.')
    .nullish()
    .transform((date) => date ?? null),
  note: line(lengths.note).default(''),
} as const

export const reasonSchema = z
  .string()
  .trim()
  .min(10, 'Hãy ghi rõ lý do (ít nhất 10 ký tự).')
  .max(1000, 'Tối đa 1000 ký tự.')

export const registerInput = z.strictObject({
  ...documentFields,
  arrivedOn: day('Hãy nhập ngày đến theo dạng ngày/tháng/năm.').optional(),
  channel: z.enum(Object.keys(arrivalChannels) as [ArrivalChannel, ...ArrivalChannel[]]).default('scan'),
  /** Files uploaded before, the document itself first; none for paper that is not scanned yet. */
  fileIds: z.array(z.uuid()).max(20, 'Mỗi văn bản tối đa 20 tệp.').default([]),
  /** Why the same document is registered once more, after the warning. */
  duplicateReason: z.string().trim().max(500, 'Tối đa 500 ký tự.').default(''),
})
export type RegisterInput = z.output<typeof registerInput>

/** Days a document may have lain before it is registered: it is due the same day, latest the next working day. */
export const longestArrival = 31

/**
 * By what two entries are the same document: number and symbol without blanks and case, and the issuer folded, so that
 * `UBND Tỉnh Mẫu` and `ubnd tỉnh mẫu ` are one.
 */
export function symbolKey(symbol: string): string {
  return symbol
    .normalize('NFC')
    .toUpperCase()
    .replaceAll(/\s+/g, '')
    .replaceAll(/[–—]/g, '-')
    .replace(/^0+(?=\d)/, '')
}

/** A mark of secrecy written into the subject, as clerks do: `(MẬT) V/v …`, `[Tối mật] …`. */
export function namesSecret(subject: string): boolean {
  return /^\s*[([]\s*(tuyệt\s+mật|tối\s+mật|mật)\s*[)\]]/iu.test(subject.normalize('NFC'))
}
