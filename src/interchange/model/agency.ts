import { z } from 'zod'
import { isOutsideAddress } from '../../platform/outside-address.ts'
import { isSealed } from '../../platform/secret-box.ts'
import { lineSchema } from '../../staff/model.ts'
import { organIdSchema } from './edxml/message.ts'

/** How an agency is reached. */
export const vias = {
  axis: 'Qua trục liên thông',
  here: 'Cùng hệ thống này',
  manual: 'Chưa liên thông (giấy, thư điện tử)',
} as const
export type Via = keyof typeof vias

/** In which form the software of a receiver understands that a document is asked back. */
export const recallForms = {
  status: 'Trạng thái 13 (yêu cầu lấy lại)',
  business: 'Bản tin nghiệp vụ 1 (thu hồi)',
} as const
export type RecallForm = keyof typeof recallForms

const code = organIdSchema.min(1, 'Hãy nhập mã định danh.')

export const agencyInput = z.strictObject({
  /** Id chosen by the caller (UUIDv7) for a new one; made by the program otherwise. */
  id: z.uuid().optional(),
  /** 0 for a new one. */
  revision: z.int().min(0).default(0),
  organId: code,
  name: lineSchema,
  inCharge: z.string().trim().max(200, 'Tối đa 200 ký tự.').default(''),
  email: z.union([z.literal(''), z.email('Địa chỉ thư chưa đúng.').max(200)]).default(''),
  via: z.enum(Object.keys(vias) as [Via, ...Via[]], 'Hãy chọn cách gửi.'),
  /** The office of this installation that it is. */
  officeId: z
    .uuid('Hãy chọn đơn vị.')
    .nullish()
    .transform((id) => id ?? null),
  recallForm: z.enum(['status', 'business']).default('status'),
  /** SHA-256 of the certificate it signs with, compared by another way than the message; blanks and colons are left out. */
  fingerprint: z
    .string()
    .transform((text) => text.replaceAll(/[\s:]/g, '').toLowerCase())
    .pipe(z.string().regex(/^(?:[0-9a-f]{64})?$/, 'Dấu vân tay SHA-256 có 64 ký tự 0–9, a–f.'))
    .default(''),
  active: z.boolean().default(true),
})
export type AgencyInput = z.output<typeof agencyInput>

/** How the office is reached. Secrets come sealed; null leaves the one that is kept. */
export const interchangeSettingsSchema = z
  .strictObject({
    revision: z.int().min(0),
    active: z.boolean(),
    organId: code,
    baseUrl: z
      .string()
      .trim()
      .max(300, 'Tối đa 300 ký tự.')
      .refine(
        (text) => text === '' || (isOutsideAddress(text) && !text.includes('?')),
        'Địa chỉ phải bắt đầu bằng https:// và không kèm mật khẩu hoặc dấu hỏi.',
      )
      .transform((text) => text.replace(/\/+$/, '')),
    systemId: z
      .string()
      .trim()
      .max(100, 'Tối đa 100 ký tự.')
      .regex(/^[\x21-\x7e]*$/, 'Mã hệ thống chỉ gồm chữ không dấu, số và dấu câu, không có dấu cách.'),
    secretSealed: z.string().max(2000).refine(isSealed).nullable(),
    pollMinutes: z.int('Hãy nhập số phút.').min(1, 'Từ 1 đến 1440 phút.').max(1440, 'Từ 1 đến 1440 phút.'),
    requireSignature: z.boolean(),
  })
  .superRefine((settings, context) => {
    if (!settings.active) return
    const need = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (settings.baseUrl === '') need('baseUrl', 'Hãy nhập địa chỉ trục, hoặc tắt kết nối.')
    if (settings.systemId === '') need('systemId', 'Hãy nhập mã hệ thống do đơn vị vận hành trục cấp.')
  })
