import type { Readable } from 'node:stream'
import { createTransport, type Transporter } from 'nodemailer'
import type { Clock } from '../../platform/clock.ts'
import type { ClaimedMessage, TransportSettings } from '../commands/claim-messages.ts'
import { failed, refused, type SendOutcome } from './outcome.ts'

const connectSeconds = 10
const hardLimitSeconds = 30

type Sendable = Pick<ClaimedMessage, 'id' | 'address' | 'subject' | 'body'> & {
  attachments?: readonly { name: string; mediaType: string; content: Readable }[]
}

/** Sends e-mail for one office over a few connections that are kept for the run. */
export interface Mailer {
  send(message: Sendable): Promise<SendOutcome>
  close(): void
}

type MailSettings = Omit<TransportSettings, 'smtpPasswordSealed'> & { password: string }

/** `limitSeconds`: after so long a try has failed, whatever the server still does. */
export function openMailer(settings: MailSettings, deps: { clock: Clock; limitSeconds?: number }): Mailer {
  const limit = (deps.limitSeconds ?? hardLimitSeconds) * 1000
  const transport = createTransport({
    pool: true,
    maxConnections: 2,
    host: settings.smtpHost,
    port: settings.smtpPort,
    secure: settings.smtpSecurity === 'tls',
    requireTLS: settings.smtpSecurity === 'starttls',
    ignoreTLS: settings.smtpSecurity === 'none',
    ...(settings.smtpUser === '' ? {} : { auth: { user: settings.smtpUser, pass: settings.password } }),
    connectionTimeout: Math.min(limit, connectSeconds * 1000),
    greetingTimeout: Math.min(limit, connectSeconds * 1000),
    socketTimeout: limit,
    // A text of ours never becomes a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
    tls: { minVersion: 'TLSv1.2' },
  })
  return {
    send: (message) => inTime(deliver(transport, settings, { message, now: deps.clock() }), limit),
    close: () => transport.close(),
  }
}

const optOutLink = /https?:\/\/\S+\/ngung-tin\/[\w-]{16}/

async function deliver(
  transport: Transporter,
  settings: MailSettings,
  sent: { message: Sendable; now: Date },
): Promise<SendOutcome> {
  const { message, now } = sent
  const domain = settings.senderAddress.split('@').at(-1)
  const optOut = optOutLink.exec(message.body)?.[0]
  try {
    await transport.sendMail({
      from: { name: settings.senderName, address: settings.senderAddress },
      to: { name: '', address: message.address },
      subject: message.subject,
      text: message.body,
      attachments: (message.attachments ?? []).map(({ name, mediaType, content }) => ({
        filename: name,
        contentType: mediaType,
        content,
      })),
      date: now,
      // The same on every try, so that a mailbox can tell a repetition.
      messageId: `<${message.id}@${domain}>`,
      headers: {
        'Auto-Submitted': 'auto-generated',
        ...(optOut
          ? { 'List-Unsubscribe': `<${optOut}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
          : {}),
      },
    })
    return { outcome: 'accepted', reason: '' }
  } catch (error) {
    return outcomeOf(error)
  }
}

/** Faults of this address are final; faults of the server or of our settings may be mended meanwhile. */
function outcomeOf(error: unknown): SendOutcome {
  const {
    code = '',
    responseCode = 0,
    response = '',
  } = Object(error) as {
    code?: string
    responseCode?: number
    response?: string
  }
  const said = response === '' ? '' : ` Máy chủ trả lời: ${response}`
  if (code === 'EAUTH') return failed(`Máy chủ thư không nhận tên đăng nhập hoặc mật khẩu.${said}`)
  if (code === 'EENVELOPE' && responseCode >= 500)
    return refused(`Máy chủ thư không nhận địa chỉ này.${said}`)
  if (code === 'EMESSAGE' && responseCode >= 500) return refused(`Máy chủ thư từ chối thư này.${said}`)
  if (code === 'ETLS' || code === 'ESOCKET')
    return failed('Không lập được kết nối mã hóa với máy chủ thư, hoặc kết nối bị ngắt.')
  if (code === 'EDNS') return failed('Không tìm thấy máy chủ thư theo tên đã nhập.')
  if (code === 'ETIMEDOUT') return failed('Máy chủ thư không trả lời kịp.')
  return failed(`Máy chủ thư chưa nhận thư.${said}`)
}

async function inTime(work: Promise<SendOutcome>, milliseconds: number): Promise<SendOutcome> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<SendOutcome>((resolve) => {
    timer = setTimeout(() => resolve(failed('Máy chủ thư không trả lời kịp.')), milliseconds)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
