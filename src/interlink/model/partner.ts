import { z } from 'zod'
import { agencyCodeSchema, lineSchema } from '../../staff/model.ts'
import { isPublicKey } from './signing.ts'

const loopback = ['127.0.0.1', '[::1]', 'localhost']

/** Address of a partner's program: https, and http only on this machine. */
export function isPartnerAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, search, hash } = new URL(text)
  if (username || password || search || hash) return false
  return protocol === 'https:' || (protocol === 'http:' && loopback.includes(hostname))
}

const address = z
  .string()
  .trim()
  .max(300, 'Tối đa 300 ký tự.')
  .refine(isPartnerAddress, 'Địa chỉ phải bắt đầu bằng https:// và không có phần tham số.')

const reached = z.discriminatedUnion(
  'via',
  [
    z.strictObject({ via: z.literal('here'), officeId: z.uuid('Hãy chọn đơn vị.') }),
    z.strictObject({ via: z.literal('https'), url: address }),
    z.strictObject({ via: z.literal('paper') }),
  ],
  'Hãy chọn cách gửi.',
)

export const savePartnerInput = z.strictObject({
  /** Id chosen by the caller (UUIDv7) for a new one; made by the program otherwise. */
  id: z.uuid().optional(),
  /** 0 for a new one. */
  revision: z.int().min(0).default(0),
  code: agencyCodeSchema,
  name: lineSchema,
  kind: z.enum(['tax', 'insurance', 'land', 'police', 'province', 'commune', 'other']),
  reached,
  validFrom: z.iso.date('Ngày không hợp lệ; hãy nhập ngày/tháng/năm.'),
  validTo: z.iso
    .date('Ngày không hợp lệ; hãy nhập ngày/tháng/năm.')
    .nullish()
    .transform((value) => value ?? null),
})

export const publicKeySchema = z
  .string()
  .trim()
  .refine(isPublicKey, 'Khóa công khai chưa đúng: 44 ký tự, kết thúc bằng dấu =.')
