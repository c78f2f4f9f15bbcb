import { z } from 'zod'
import { clockTimeSchema } from '../../calendar/model/clock-time.ts'
import { isOutsideAddress } from '../../platform/outside-address.ts'
import { isSealed } from '../../platform/secret-box.ts'

const cleanLine = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `Tối đa ${longest} ký tự.`)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'Ô này chỉ có một dòng, không có ký tự điều khiển.')

/** Sealed by the page before it comes here; null leaves the one that is kept. */
const sealed = z.string().max(2000).refine(isSealed).nullable()

const quietTime = z.union([z.literal(''), clockTimeSchema])

/** How an office sends messages; what must go together is checked here too, with a message at each field. */
export const notificationSettingsSchema = z
  .strictObject({
    revision: z.int().min(0),
    emailOn: z.boolean(),
    smtpHost: cleanLine(255).regex(
      /^[A-Za-z0-9.:-]*$/,
      'Tên máy chủ chỉ gồm chữ, số, dấu chấm và gạch ngang.',
    ),
    smtpPort: z
      .int('Hãy nhập cổng bằng số, ví dụ 465.')
      .min(1, 'Cổng từ 1 đến 65535.')
      .max(65_535, 'Cổng từ 1 đến 65535.'),
    smtpSecurity: z.enum(['tls', 'starttls', 'none']),
    smtpUser: cleanLine(200),
    smtpPasswordSealed: sealed,
    senderName: cleanLine(100),
    senderAddress: z.union([
      z.literal(''),
      z.email('Hãy nhập thư điện tử theo dạng ten@xa.gov.vn.').max(254),
    ]),
    gatewayOn: z.boolean(),
    gatewayUrl: cleanLine(500).refine(
      (text) => text === '' || isOutsideAddress(text),
      'Địa chỉ phải bắt đầu bằng https:// và không kèm mật khẩu.',
    ),
    gatewayAccount: cleanLine(100).regex(
      /^[\x21-\x7e]*$/,
      'Mã tài khoản chỉ gồm chữ không dấu, số và dấu câu.',
    ),
    gatewaySecretSealed: sealed,
    smsPlain: z.boolean(),
    quietFrom: quietTime,
    quietTo: quietTime,
    dailyLimit: z.int('Hãy nhập số tin, ví dụ 10.').min(1, 'Từ 1 đến 100 tin.').max(100, 'Từ 1 đến 100 tin.'),
  })
  .superRefine((settings, context) => {
    const need = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (settings.emailOn && settings.smtpHost === '')
      need('smtpHost', 'Hãy nhập máy chủ gửi thư, hoặc tắt gửi thư.')
    if (settings.emailOn && settings.senderAddress === '')
      need('senderAddress', 'Hãy nhập địa chỉ người gửi.')
    if (settings.gatewayOn && settings.gatewayUrl === '')
      need('gatewayUrl', 'Hãy nhập địa chỉ cổng tin nhắn, hoặc tắt gửi tin nhắn.')
    if ((settings.quietFrom === '') !== (settings.quietTo === ''))
      need(settings.quietFrom === '' ? 'quietFrom' : 'quietTo', 'Hãy nhập cả hai giờ, hoặc để trống cả hai.')
    if (settings.smtpSecurity === 'none' && (settings.smtpUser !== '' || settings.smtpPasswordSealed))
      need(
        'smtpSecurity',
        'Không mã hóa thì mật khẩu đi lộ trên mạng. Hãy chọn cách mã hóa, hoặc bỏ tên đăng nhập.',
      )
  })

export type NotificationSettings = z.output<typeof notificationSettingsSchema>
