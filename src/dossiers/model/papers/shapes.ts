import { z } from 'zod'

/** Local time of the office to the minute, `YYYY-MM-DDTHH:mm`: what the paper prints, without a zone. */
export const localTime = z.iso.datetime({ local: true, precision: -1 })
export const line = z.string().max(2000)
export const optionalLine = line.nullable()

/**
 * The two-column head (Decree 30/2020/NĐ-CP, Appendix I, boxes 1–4). Names may be in any case; the paper prints them
 * in capitals. A null number or date leaves room for it.
 */
export const head = {
  parentAgency: optionalLine,
  agency: line,
  number: optionalLine,
  /** What follows the slash after the number, e.g. `HDHS`, `UBND-VP`. */
  symbol: optionalLine,
  place: line,
  date: z.iso.date().nullable(),
}

/** What forms of the one-stop mechanism have in common; `title` and `edition` come from `paperFormOn`. */
const form = {
  ...head,
  title: line,
  edition: z.enum(['2018', '2025']),
  dossierCode: optionalLine,
  /** Address of the page where the dossier can be followed, printed as a QR code. */
  trackingUrl: z.url().nullable(),
}

const applicant = {
  applicantName: line,
  address: optionalLine,
  phone: optionalLine,
  email: optionalLine,
  procedureName: line,
}

/** Who explains the paper to the citizen. */
const contact = { contactName: line, contactPhone: line }

/** Boxes 7 and 9b of Decree 30/2020/NĐ-CP: e.g. `TM. ỦY BAN NHÂN DÂN` / `CHỦ TỊCH` / name. */
const letterEnd = {
  /** The last one is `Lưu: VT, …`. Dashes, semicolons and the full stop are set by the paper. */
  recipients: z.array(line),
  signerAuthority: optionalLine,
  signerPost: line,
  signerName: optionalLine,
}

/** Thành phần hồ sơ: one kind of paper that was handed in. */
const component = z.object({
  name: line,
  /** Bản chính, Bản sao, Bản sao có chứng thực, Mẫu đơn… */
  kind: line,
  quantity: z.int().min(0).max(999),
})

/** Form 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả. Template `receipt`. */
export const receiptPaper = z.object({
  ...form,
  ...applicant,
  /** Reception unit: Trung tâm Phục vụ hành chính công …, before 01/7/2025 Bộ phận Tiếp nhận và Trả kết quả. */
  unit: line,
  /** Personal identification number or tax code; printed by edition 2025 only. */
  applicantId: optionalLine,
  components: z.array(component).max(200),
  /** Số lượng hồ sơ (bộ). */
  setCount: z.int().min(1).max(999),
  /** In words, e.g. `03 ngày làm việc`; printed by edition 2018 only. */
  timeLimit: line,
  receivedAt: localTime,
  dueAt: localTime.nullable(),
  returnPlace: line,
  /** Rates in words, since what is due depends on pages and copies; printed by edition 2025 only. */
  fees: optionalLine,
  registerVolume: optionalLine,
  registerEntry: optionalLine,
  submittedBy: optionalLine,
  receivedBy: optionalLine,
  /** Liên: one sheet each, e.g. `Lưu`, `Giao khách hàng`. */
  copies: z.array(line).min(1).max(4),
})
export type ReceiptPaper = z.infer<typeof receiptPaper>

/** Form 02, Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ. Template `supplement-request`. */
export const supplementRequestPaper = z.object({
  ...form,
  ...applicant,
  ...contact,
  unit: line,
  items: z.array(line).min(1).max(100),
  reason: line,
  /** `['Người hướng dẫn']` at the counter; the post of the leader when the resolving agency asks. */
  signerTitles: z.array(line).min(1).max(3),
  signerName: optionalLine,
})
export type SupplementRequestPaper = z.infer<typeof supplementRequestPaper>

/** Form 03, Phiếu từ chối tiếp nhận giải quyết hồ sơ. Template `refusal`. */
export const refusalPaper = z.object({
  ...form,
  ...applicant,
  ...contact,
  unit: line,
  reasons: z.array(line).min(1).max(50),
  submittedBy: optionalLine,
  receivedBy: optionalLine,
})
export type RefusalPaper = z.infer<typeof refusalPaper>

/** Form 05 of 2025, Thông báo dừng giải quyết hồ sơ. Template `stop-notice`. */
export const stopNoticePaper = z.object({
  ...form,
  ...applicant,
  ...letterEnd,
  dossierCode: line,
  receivedAt: localTime,
  reason: line,
  legalGround: optionalLine,
  returnedPapers: z.array(line).max(200),
  /** What happens to fees already paid. */
  feeHandling: optionalLine,
})
export type StopNoticePaper = z.infer<typeof stopNoticePaper>

/**
 * Form 04, before 01/7/2025 Phiếu xin lỗi và hẹn lại ngày trả kết quả, since then Văn bản xin lỗi và đề nghị gia hạn thời
 * gian giải quyết. Template `extension`.
 */
export const extensionPaper = z.object({
  ...form,
  ...applicant,
  ...letterEnd,
  dossierCode: line,
  receivedAt: localTime,
  /** The time promised before, and the new one. */
  dueBefore: localTime,
  dueAfter: localTime,
  reason: line,
  /** Which new appointment this is: 1, or 2 with the leader's leave. */
  sequence: z.int().min(1).max(9),
})
export type ExtensionPaper = z.infer<typeof extensionPaper>

/** One hand-over of the dossier from desk to desk; null is left to be written by hand. */
const handover = z.object({
  fromUnit: optionalLine,
  fromPerson: optionalLine,
  toUnit: optionalLine,
  toPerson: optionalLine,
  handedAt: localTime.nullable(),
  receivedAt: localTime.nullable(),
  /** Trước hạn, Đúng hạn or Quá hạn. */
  outcome: optionalLine,
  note: optionalLine,
})

/** Form 05 of 2018 and 06 of 2025, Phiếu kiểm soát quá trình giải quyết hồ sơ. Template `control-sheet`. */
export const controlSheetPaper = z.object({
  ...form,
  dossierCode: line,
  resolvingAgency: line,
  coordinatingAgency: optionalLine,
  /** In order of time. The sheet adds empty rows up to eleven. */
  handovers: z.array(handover).max(200),
})
export type ControlSheetPaper = z.infer<typeof controlSheetPaper>

/** A letter (công văn), or with `typeName` a named document, in the layout of Decree 30/2020. Template `reply`. */
export const replyPaper = z.object({
  ...head,
  ...letterEnd,
  /** E.g. `Thông báo`; null for a công văn, which has none. */
  typeName: optionalLine,
  /** Trích yếu, without the leading `V/v`. */
  subject: line,
  addressees: z.array(line).max(50),
  /** Paragraphs; the end mark `./.` is set by the paper. */
  body: z.array(z.string().max(20_000)).min(1).max(500),
})
export type ReplyPaper = z.infer<typeof replyPaper>
