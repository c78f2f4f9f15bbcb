import { z } from 'zod'
import { parseClock } from '../../calendar/model/clock-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { type NotificationSettings, notificationSettingsSchema } from '../model/settings.ts'
import { loadSettings, type SettingsRow } from '../queries/load-settings.ts'

/**
 * How the office sends messages. Passwords come sealed by the page (the command cannot, and its input is kept nowhere); a
 * password left out stays, but never follows to another server: whoever may type a server's name must not get it so.
 */
export const saveNotificationSettings = defineCommand({
  name: 'notifications.saveSettings',
  title: 'Đặt cách gửi thông báo cho công dân',
  audience: ['admin'],
  input: notificationSettingsSchema,
  output: z.object({ revision: z.int() }),
  async run(tx, { officeId }, input) {
    const before = await loadSettings(tx.db, officeId)
    if ((before?.revision ?? 0) !== input.revision) throw new AppError('stale')
    const row = rowOf(input, before)
    const saved = await tx.db
      .insertInto('notification_settings')
      .values({ office_id: officeId, ...row, revision: 1 })
      .onConflict((conflict) =>
        conflict
          .column('office_id')
          .doUpdateSet({ ...row, revision: input.revision + 1 })
          .where('notification_settings.revision', '=', input.revision),
      )
      .returning('revision')
      .executeTakeFirst()
    if (!saved) throw new AppError('stale')
    return {
      output: saved,
      audit: [
        {
          subjectType: 'office',
          subjectId: officeId,
          facts: { before: before && shown(before), after: shown(row) },
        },
      ],
    }
  },
})

function rowOf(input: NotificationSettings, before: SettingsRow | null) {
  const sameServer =
    before?.smtp_host === input.smtpHost &&
    before.smtp_port === input.smtpPort &&
    before.smtp_user === input.smtpUser
  const sameGateway =
    before?.gateway_url === input.gatewayUrl && before.gateway_account === input.gatewayAccount
  const keptPassword = sameServer && input.smtpSecurity !== 'none' ? before.smtp_password_sealed : ''
  return {
    email_on: input.emailOn,
    smtp_host: input.smtpHost,
    smtp_port: input.smtpPort,
    smtp_security: input.smtpSecurity,
    smtp_user: input.smtpUser,
    smtp_password_sealed: input.smtpPasswordSealed ?? keptPassword,
    sender_name: input.senderName,
    sender_address: input.senderAddress,
    gateway_on: input.gatewayOn,
    gateway_url: input.gatewayUrl,
    gateway_account: input.gatewayAccount,
    gateway_secret_sealed: input.gatewaySecretSealed ?? (sameGateway ? before.gateway_secret_sealed : ''),
    sms_plain: input.smsPlain,
    quiet_from: input.quietFrom === '' ? null : parseClock(input.quietFrom),
    quiet_to: input.quietTo === '' ? null : parseClock(input.quietTo),
    daily_limit: input.dailyLimit,
  }
}

/** For the journal: everything but the passwords, of which it says only whether there is one. */
function shown(row: Pick<SettingsRow, keyof ReturnType<typeof rowOf>>) {
  const { smtp_password_sealed: password, gateway_secret_sealed: secret, ...rest } = row
  return { ...rest, hasPassword: password !== '', hasSecret: secret !== '' }
}
