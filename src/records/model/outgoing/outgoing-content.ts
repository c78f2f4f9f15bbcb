import { z } from 'zod'
import { AppError } from '../../../platform/errors.ts'

/** Độ khẩn: how fast the document must go. */
export const urgencies = {
  normal: 'Thường',
  urgent: 'Khẩn',
  'very-urgent': 'Thượng khẩn',
  express: 'Hỏa tốc',
} as const

/** Chỉ dẫn phạm vi lưu hành, as it stands in its frame. */
export const circulations = ['', 'LƯU HÀNH NỘI BỘ', 'XEM XONG TRẢ LẠI', 'TÀI LIỆU THU HỒI'] as const

/** How far a document may be seen. `secret` is never kept: the law keeps it off such systems. */
export const secrecies = {
  open: 'Thường',
  restricted: 'Hạn chế: chỉ người liên quan được xem',
  secret: 'Bí mật nhà nước (Mật, Tối mật, Tuyệt mật)',
} as const

/** Refuses state secrets with the sentence that says where they belong (Luật Bảo vệ bí mật nhà nước). */
export function refuseSecrets(secrecy: keyof typeof secrecies): void {
  if (secrecy !== 'secret') return
  const detail =
    'Văn bản bí mật nhà nước không được soạn, lưu hay gửi trên hệ thống này. Hãy soạn trên máy tính riêng không nối mạng và đăng ký vào sổ văn bản mật.'
  throw new AppError('invalid_input', { detail, fields: { secrecy: detail } })
}

const normal = (text: string) => text.normalize('NFC').replaceAll('\u0000', '')
const lineOf = (most: number) => z.string().transform(normal).pipe(z.string().trim().max(most))
const linesOf = (most: number, length: number) =>
  z
    .array(lineOf(length))
    .max(most, { error: `Tối đa ${most} dòng.` })
    .transform((lines) => lines.filter((each) => each !== ''))

/** What an officer writes of a document; everything else is added by the office, the signer and the numbers. */
export const outgoingContentSchema = z.strictObject({
  typeCode: z.string().max(40),
  /** Trích yếu nội dung, without "V/v". */
  subject: lineOf(500).pipe(z.string().min(1, { error: 'Hãy ghi trích yếu nội dung văn bản.' })),
  bases: linesOf(40, 600),
  addressees: linesOf(60, 300),
  body: z
    .string()
    .max(200_000, { error: 'Nội dung quá dài. Hãy tách thành phụ lục hoặc tải tệp Word lên.' })
    .transform(normal),
  recipients: linesOf(60, 300),
  signerId: z.uuid().nullable(),
  /** Signed on behalf of the collective (TM.). */
  collective: z.boolean(),
  coSigner: z.strictObject({ post: lineOf(120), name: lineOf(120) }).nullable(),
  urgency: z.enum(['normal', 'urgent', 'very-urgent', 'express']),
  circulation: z.enum(circulations),
  /** Copies issued, for the register. */
  copies: z.int().min(1).max(9999),
})
export type OutgoingContent = z.output<typeof outgoingContentSchema>

/** The lines of a field in which each line is an entry. */
export function linesIn(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
