import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { TestApp } from '../testing/app.ts'
import { saveNotificationSettings } from './commands/save-settings.ts'
import type { notificationSettingsSchema } from './model/settings.ts'
import { getNotificationSettings } from './queries/get-settings.ts'

type Settings = z.input<typeof notificationSettingsSchema>

/** Settings of an office that sends nothing yet. */
export const silentSettings: Omit<Settings, 'revision'> = {
  emailOn: false,
  smtpHost: '',
  smtpPort: 465,
  smtpSecurity: 'tls',
  smtpUser: '',
  smtpPasswordSealed: null,
  senderName: 'UBND xã Cẩm Long',
  senderAddress: 'mot-cua@cam-long.invalid',
  gatewayOn: false,
  gatewayUrl: '',
  gatewayAccount: '',
  gatewaySecretSealed: null,
  smsPlain: true,
  quietFrom: '',
  quietTo: '',
  dailyLimit: 10,
}

/** Saves settings as the administrator would, on what is in force; the rest is off. */
export async function setSettings(app: TestApp, changes: Partial<Settings>): Promise<void> {
  const admin = await app.as('quantri')
  const { revision } = await app.read(admin, getNotificationSettings, {})
  await app.write(admin, saveNotificationSettings, { ...silentSettings, ...changes, revision })
}

/** E-mail through a server on this machine, without encryption. */
export const localMail = (port: number): Partial<Settings> => ({
  emailOn: true,
  smtpHost: '127.0.0.1',
  smtpPort: port,
  smtpSecurity: 'none',
})

/** Puts messages into the queue behind the program's back, for tests of sending. */
export async function waitingMessages(
  app: TestApp,
  messages: readonly {
    channel?: 'email' | 'sms'
    address: string
    subject?: string
    body?: string
    urgent?: boolean
  }[],
): Promise<string[]> {
  const now = app.services.clock()
  const rows = messages.map((message) => ({
    id: randomUUID(),
    channel: message.channel ?? 'email',
    address: message.address,
    subject: message.subject ?? 'Đã có kết quả',
    body: message.body ?? 'Hồ sơ đã có kết quả.',
    urgent: message.urgent ?? false,
  }))
  await app.owner.query(
    `insert into messages (office_id, id, source, event, channel, template_version, address, subject, body, urgent, state, created_at, next_at)
     select $1, m.id, m.id::text, 'finished', m.channel, 0, m.address, m.subject, m.body, m.urgent, 'waiting', $2, $2
     from jsonb_to_recordset($3) as m (id uuid, channel text, address text, subject text, body text, urgent boolean)`,
    [app.officeId, now, JSON.stringify(rows)],
  )
  return rows.map(({ id }) => id)
}

/** How messages stand, in the order asked for. */
export async function statesOf(app: TestApp, ids: readonly string[]): Promise<string[]> {
  const found = await app.owner.query<{ id: string; state: string }>(
    'select id, state from messages where id = any($1)',
    [ids],
  )
  return ids.map((id) => found.rows.find((row) => row.id === id)?.state ?? 'none')
}
