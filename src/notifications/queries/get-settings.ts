import { z } from 'zod'
import { formatClock } from '../../calendar/model/clock-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import { loadSettings } from './load-settings.ts'

const settings = z.object({
  revision: z.int(),
  emailOn: z.boolean(),
  smtpHost: z.string(),
  smtpPort: z.int(),
  smtpSecurity: z.enum(['tls', 'starttls', 'none']),
  smtpUser: z.string(),
  hasPassword: z.boolean(),
  senderName: z.string(),
  senderAddress: z.string(),
  gatewayOn: z.boolean(),
  gatewayUrl: z.string(),
  gatewayAccount: z.string(),
  hasSecret: z.boolean(),
  smsPlain: z.boolean(),
  quietFrom: z.string(),
  quietTo: z.string(),
  dailyLimit: z.int(),
})
export type ShownSettings = z.output<typeof settings>

const unset: ShownSettings = {
  revision: 0,
  emailOn: false,
  smtpHost: '',
  smtpPort: 465,
  smtpSecurity: 'tls',
  smtpUser: '',
  hasPassword: false,
  senderName: '',
  senderAddress: '',
  gatewayOn: false,
  gatewayUrl: '',
  gatewayAccount: '',
  hasSecret: false,
  smsPlain: true,
  quietFrom: '21:00',
  quietTo: '07:00',
  dailyLimit: 10,
}

/** How the office sends messages. Of the passwords only whether there is one. */
export const getNotificationSettings = defineQuery({
  name: 'notifications.getSettings',
  title: 'Xem cách gửi thông báo',
  audience: ['admin'],
  door: { method: 'GET', path: '/notification-settings' },
  input: z.strictObject({}),
  output: settings,
  example: {},
  async run({ db }, { officeId }) {
    const row = await loadSettings(db, officeId)
    if (!row) return unset
    return {
      revision: row.revision,
      emailOn: row.email_on,
      smtpHost: row.smtp_host,
      smtpPort: row.smtp_port,
      smtpSecurity: row.smtp_security as ShownSettings['smtpSecurity'],
      smtpUser: row.smtp_user,
      hasPassword: row.smtp_password_sealed !== '',
      senderName: row.sender_name,
      senderAddress: row.sender_address,
      gatewayOn: row.gateway_on,
      gatewayUrl: row.gateway_url,
      gatewayAccount: row.gateway_account,
      hasSecret: row.gateway_secret_sealed !== '',
      smsPlain: row.sms_plain,
      quietFrom: row.quiet_from === null ? '' : formatClock(row.quiet_from),
      quietTo: row.quiet_to === null ? '' : formatClock(row.quiet_to),
      dailyLimit: row.daily_limit,
    }
  },
})
