import { z } from 'zod'
import { isXmlText } from '../../../platform/xml.ts'

/** What one message may hold: bytes of one attachment (a provincial rule says 50 MB), of the whole file, and their number. */
export const edxmlLimits: Readonly<Record<'attachment' | 'message' | 'attachments', number>> = {
  attachment: 50 * 1024 * 1024,
  message: 160 * 1024 * 1024,
  attachments: 50,
}

const text = (longest: number) =>
  z.string().trim().max(longest).refine(isXmlText, 'Có ký tự điều khiển không gửi được.')
const line = text(500)
const required = text(500).min(1)

/**
 * Code of an agency (mã định danh, QĐ 20/2020/QĐ-TTg as amended by QĐ 09/2025/QĐ-TTg): opaque, for old and new styles and
 * provincial ones stand beside each other. No comma, which divides the parts of a document's identifier.
 */
export const organIdSchema = text(35).regex(/^[^\s,]+$/, 'Mã định danh có dấu cách hoặc dấu phẩy.')

/** Identifier of a document (mã văn bản): made by `documentIdOf`, or whatever another writer gave it, often a UUID. */
export const documentIdSchema = text(200).min(1)

/** An instant in Viet Nam, whole seconds: `2026-11-23T09:15:30+07:00`. `vietnamTimestamp` makes one. */
const timestamp = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/)
  .pipe(z.iso.datetime({ offset: true }))
const day = z.iso.date()

export const edxmlAgencySchema = z.strictObject({
  organId: organIdSchema,
  /** The agency above it (cơ quan chủ quản). */
  organizationInCharge: line.default(''),
  organName: required,
  organAdd: line.default(''),
  email: line.default(''),
  telephone: line.default(''),
  fax: line.default(''),
  website: line.default(''),
})
export type EdxmlAgency = z.output<typeof edxmlAgencySchema>

/** The document that is answered, or of which a status tells. `code` is number and notation as printed: `345/STP-HC`. */
export const edxmlResponseForSchema = z.strictObject({
  organId: organIdSchema,
  code: required,
  promulgationDate: day,
  documentId: documentIdSchema,
})
export type EdxmlResponseFor = z.output<typeof edxmlResponseForSchema>

/** Who to ask about the message. */
export const edxmlStaffSchema = z.strictObject({
  department: line.default(''),
  staff: line.default(''),
  mobile: line.default(''),
  email: line.default(''),
})
export type EdxmlStaff = z.output<typeof edxmlStaffSchema>

/** Kinds of business (BussinessDocType) in the order of their numbers on the wire: 0, 1, 2, 3. */
export const businessTypes = ['new', 'recall', 'update', 'replace'] as const

export const edxmlBusinessSchema = z
  .strictObject({
    type: z.enum(businessTypes),
    /** Required of all but `new`. */
    reason: text(2000).default(''),
    /** The document recalled or updated; required of these two. */
    documentId: documentIdSchema.nullable().default(null),
    /** Of an update: what has changed, and who the receivers are now. */
    informationChanged: z.boolean().default(false),
    receiversChanged: z.boolean().default(false),
    receivers: z
      .array(z.strictObject({ receiverType: text(20).default(''), organId: organIdSchema }))
      .max(500)
      .default([]),
    staff: edxmlStaffSchema.prefault({}),
    /** Whether the paper is sent too. */
    paper: z.boolean().default(false),
    /** The documents replaced, and at which agencies (none named: at all that got them); required of `replace`. */
    replacements: z
      .array(z.strictObject({ documentId: documentIdSchema, organIds: z.array(organIdSchema).max(500) }))
      .max(50)
      .default([]),
  })
  .superRefine((business, context) => {
    const { type, reason, documentId, replacements } = business
    const missing = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (type !== 'new' && reason === '') missing('reason', 'Thiếu lý do.')
    if ((type === 'recall' || type === 'update') && documentId === null)
      missing('documentId', 'Thiếu mã văn bản được thu hồi hoặc cập nhật.')
    if (type === 'replace' && replacements.length === 0)
      missing('replacements', 'Thiếu mã văn bản bị thay thế.')
  })
export type EdxmlBusiness = z.output<typeof edxmlBusinessSchema>

export const edxmlAttachmentSchema = z.strictObject({
  /** Its own in the message; ours are `cid:` and a UUID. */
  contentId: text(200).regex(/^\S+$/),
  /** File name without folders. */
  name: text(200).regex(/^(?!\.{1,2}$)[^/\\\p{Cc}]+$/u, 'Tên tệp không dùng được hoặc có cả tên thư mục.'),
  description: line.default(''),
  contentType: text(200).regex(/^[\w.+-]+\/[\w.+-]+$/),
  bytes: z
    .instanceof(Uint8Array)
    .refine(({ byteLength }) => byteLength > 0, 'Tệp không có nội dung.')
    .refine(({ byteLength }) => byteLength <= edxmlLimits.attachment, 'Tệp lớn hơn 50 MB.'),
})
export type EdxmlAttachment = z.output<typeof edxmlAttachmentSchema>

/** Who had the message on its way, the sender first. */
const trace = z.strictObject({ organId: organIdSchema, timestamp })

const documentFields = z.strictObject({
  kind: z.literal('document'),
  from: edxmlAgencySchema,
  to: z.array(edxmlAgencySchema).min(1).max(500),
  documentId: documentIdSchema,
  /** `12` and `UBND-VP` of `12/UBND-VP`. */
  codeNumber: text(50).min(1),
  codeNotation: text(100).min(1),
  /** Of signing (địa danh). */
  place: line.default(''),
  promulgationDate: day,
  /** What the numbers mean is not settled, so they stay text; the name is what an officer reads. */
  typeCode: text(20).default(''),
  typeDetail: text(20).default(''),
  typeName: line.default(''),
  /** Trích yếu. */
  subject: text(2000).min(1),
  content: text(20_000).default(''),
  signer: z
    .strictObject({ competence: line.default(''), position: line.default(''), fullName: line.default('') })
    .prefault({}),
  dueDate: day.nullable().default(null),
  toPlaces: z.array(required).max(500).default([]),
  /** Thường, khẩn, thượng khẩn, hỏa tốc. */
  priority: z.int().min(0).max(3).default(0),
  sphereOfPromulgation: line.default(''),
  typerNotation: line.default(''),
  promulgationAmount: z.int().min(0).max(100_000).default(1),
  pageAmount: z.int().min(0).max(100_000).default(0),
  appendixes: z.array(required).max(200).default([]),
  /** Documents that this one answers. */
  responseFor: z.array(edxmlResponseForSchema).max(50).default([]),
  steeringType: text(20).default(''),
  traces: z.array(trace).max(100).default([]),
  business: edxmlBusinessSchema.prefault({ type: 'new' }),
  attachments: z
    .array(edxmlAttachmentSchema)
    .max(edxmlLimits.attachments)
    .refine(
      (attachments) => new Set(attachments.map((each) => each.contentId)).size === attachments.length,
      'Hai tệp có cùng mã.',
    ),
})

/** A document sent from agency to agency, or a recall, update or replacement of one. Only a recall or update goes without files. */
export const edxmlDocumentSchema = documentFields.refine(
  ({ business, attachments }) => attachments.length > 0 || ['recall', 'update'].includes(business.type),
  { path: ['attachments'], message: 'Văn bản không có tệp nào kèm theo.' },
)
export type EdxmlDocument = z.output<typeof edxmlDocumentSchema>
/** As one may be written by hand, with what has a usual value left out. */
export type EdxmlDocumentInput = z.input<typeof edxmlDocumentSchema>

/** Codes of status sent back to the sender, with their words. Sent by the sender itself: 13. */
export const statusCodes = {
  '01': 'Đã đến',
  '02': 'Từ chối tiếp nhận',
  '03': 'Đã tiếp nhận',
  '04': 'Phân công xử lý',
  '05': 'Đang xử lý',
  '06': 'Hoàn thành',
  '13': 'Yêu cầu lấy lại',
  '15': 'Đồng ý lấy lại',
  '16': 'Từ chối lấy lại',
} as const
export type EdxmlStatusCode = keyof typeof statusCodes

/** What became of a document, told to the agency `responseFor.organId`. */
export const edxmlStatusSchema = z.strictObject({
  kind: z.literal('status'),
  responseFor: edxmlResponseForSchema,
  from: edxmlAgencySchema,
  statusCode: z.enum(Object.keys(statusCodes) as [EdxmlStatusCode, ...EdxmlStatusCode[]]),
  description: text(2000).default(''),
  timestamp,
  staff: edxmlStaffSchema.prefault({}),
})
export type EdxmlStatus = z.output<typeof edxmlStatusSchema>
export type EdxmlStatusInput = z.input<typeof edxmlStatusSchema>

export type EdxmlMessage = EdxmlDocument | EdxmlStatus

/** What is wrong, in a sentence for the clerk, and where: the path of elements, or the name of a file. */
export interface EdxmlFault {
  place: string
  sentence: string
}

/**
 * Whether the bytes are as their signer left them. Who that is, and whether they may, is for the caller to see from the
 * certificate, compared with the one the partner is known by; dates of validity are not looked at.
 */
export type EdxmlSignature =
  | { state: 'none' }
  | { state: 'valid'; certificate: EdxmlCertificate }
  | { state: 'invalid'; sentence: string }

export interface EdxmlCertificate {
  pem: string
  /** SHA-256 of the certificate's DER bytes, in hex. */
  fingerprint: string
  subject: string
}

/** What `readEdxml(bytes)` answers; it never throws. */
export type EdxmlReading = { message: EdxmlMessage; signature: EdxmlSignature } | { faults: EdxmlFault[] }

/** `OrganId,yyyy/MM/dd,Code`, as in `H99.02,2026/11/10,345/STP-HC`; the day as `2026-11-10`. */
export function documentIdOf(organId: string, promulgationDate: string, code: string): string {
  return `${organId},${promulgationDate.replaceAll('-', '/')},${code}`
}

/** An instant as messages hold it: to the second, in Viet Nam's time, which has kept +07:00 without summer time. */
export function vietnamTimestamp(instant: Date): string {
  const shifted = new Date(instant.getTime() + 7 * 60 * 60 * 1000)
  return `${shifted.toISOString().slice(0, 19)}+07:00`
}
