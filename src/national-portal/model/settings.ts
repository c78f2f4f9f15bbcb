import { z } from 'zod'
import { isSealed } from '../../platform/secret-box.ts'

/** An address of the portal: encrypted on the way, unless it is this very machine. */
function isPortalUrl(text: string): boolean {
  const url = URL.parse(text)
  if (!url || url.username || url.password || url.hash || url.search) return false
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere)
}

const plainLine = (longest: number, message: string) =>
  z
    .string()
    .trim()
    .max(longest, `Tối đa ${longest} ký tự.`)
    .regex(/^[\x21-\x7e]*$/, message)

/** How an office is connected; the secret comes sealed, null leaves the one that is kept. */
export const portalSettingsSchema = z
  .strictObject({
    revision: z.int().min(0),
    active: z.boolean(),
    baseUrl: z
      .string()
      .trim()
      .max(300, 'Tối đa 300 ký tự.')
      .refine(
        (text) => text === '' || isPortalUrl(text),
        'Địa chỉ phải bắt đầu bằng https:// và không kèm mật khẩu hoặc dấu hỏi.',
      )
      .transform((text) => text.replace(/\/+$/, '')),
    account: plainLine(100, 'Tên đăng nhập chỉ gồm chữ không dấu, số và dấu câu, không có dấu cách.'),
    secretSealed: z.string().max(2000).refine(isSealed).nullable(),
    /** Mã định danh of the office as the portal knows it (QĐ 20/2020/QĐ-TTg, or the form before it). */
    unitCode: z
      .string()
      .trim()
      .regex(
        /^(?:[A-Z]\d{2}(?:\.\d{2,3})*|\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?$/,
        'Mã định danh có dạng H56.22.17.',
      ),
    takeCodes: z.boolean(),
    codePool: z.int('Hãy nhập số mã, ví dụ 30.').min(1, 'Từ 1 đến 500 mã.').max(500, 'Từ 1 đến 500 mã.'),
  })
  .superRefine((settings, context) => {
    if (!settings.active) return
    const need = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (settings.baseUrl === '') need('baseUrl', 'Hãy nhập địa chỉ Cổng, hoặc tắt kết nối.')
    if (settings.account === '') need('account', 'Hãy nhập tên đăng nhập do Cổng cấp.')
    if (settings.unitCode === '') need('unitCode', 'Hãy nhập mã định danh của đơn vị.')
  })

export type PortalSettings = z.output<typeof portalSettingsSchema>
