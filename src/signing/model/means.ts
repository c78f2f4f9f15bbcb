import { z } from 'zod'
import { isOutsideAddress } from '../../platform/outside-address.ts'
import { isSealed } from '../../platform/secret-box.ts'

/** Cách ký số: how a signature comes onto a file. */
export const means = {
  agent: 'Thẻ ký cắm ở máy, qua chương trình ký Một Cửa',
  plugIn: 'Thẻ ký cắm ở máy, qua phần mềm ký của Ban Cơ yếu Chính phủ (VGCA)',
  remote: 'Ký số từ xa, khóa ký giữ ở nhà cung cấp dịch vụ',
  upload: 'Tải tệp về, ký bằng phần mềm khác, tải lên',
} as const
export type Means = keyof typeof means

/** What an office offers before anybody has decided. */
export const usualMeans: Readonly<Record<Means, boolean>> = {
  agent: true,
  plugIn: false,
  remote: false,
  upload: true,
}

const address = z
  .string()
  .trim()
  .max(300, 'Tối đa 300 ký tự.')
  .refine(
    (text) => text === '' || (isOutsideAddress(text) && !text.includes('?')),
    'Địa chỉ phải bắt đầu bằng https:// và không kèm mật khẩu hoặc dấu hỏi.',
  )
  .transform((text) => text.replace(/\/+$/, ''))

/** Cách ký số of an office and its way to a remote signing service. The secret comes sealed; null leaves the one that is kept. */
export const meansSchema = z
  .strictObject({
    revision: z.int().min(0),
    agent: z.boolean(),
    plugIn: z.boolean(),
    remote: z.boolean(),
    upload: z.boolean(),
    baseUrl: address,
    tokenUrl: address,
    clientId: z
      .string()
      .trim()
      .max(200, 'Tối đa 200 ký tự.')
      .regex(/^[\x21-\x7e]*$/, 'Mã kết nối chỉ gồm chữ không dấu, số và dấu câu, không có dấu cách.'),
    secretSealed: z.string().max(2000).refine(isSealed).nullable(),
  })
  .superRefine((settings, context) => {
    const need = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (!settings.agent && !settings.plugIn && !settings.remote && !settings.upload)
      need('agent', 'Hãy chọn ít nhất một cách ký.')
    if (!settings.remote) return
    if (settings.baseUrl === '') need('baseUrl', 'Hãy nhập địa chỉ dịch vụ, hoặc bỏ chọn ký số từ xa.')
    if (settings.clientId === '') need('clientId', 'Hãy nhập mã kết nối do nhà cung cấp cấp.')
  })
