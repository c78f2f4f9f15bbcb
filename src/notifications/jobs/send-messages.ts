import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { type ClaimedMessage, claimMessages, type TransportSettings } from '../commands/claim-messages.ts'
import { type Attempt, recordAttempts } from '../commands/record-attempts.ts'
import { fillIn } from '../model/wording.ts'
import { anyMessageDue } from '../queries/any-due.ts'
import { failed, type SendOutcome } from './outcome.ts'
import { openMailer } from './send-by-email.ts'
import { sendByGateway } from './send-by-gateway.ts'

type Deps = Pick<Services, 'database' | 'clock' | 'secrets' | 'log' | 'blobs'> & {
  /** Seconds after which a try has failed; each channel's own unless told. */
  limitSeconds?: number
}

/** Messages taken at once: even when every one of them runs into its time limit, they are done before the lease ends. */
const batch = 40
const atOnce = 8
/** The first few of a run show whether the other side is there: if not, they alone have waited for it. */
const probe = atOnce
/** Seconds after which a run takes no further batch: well within what the job runner allows it. The next run goes on. */
const runSeconds = 120

/**
 * Sends what is due of one office, batch by batch. A message is taken and noted by itself in the database, so that programs
 * side by side send each once. A batch of which nothing went out ends the run: the other side is down, and waiting helps.
 */
export async function sendMessages(deps: Deps, officeId: string): Promise<number> {
  const call = { actor: systemActor(officeId), requestId: 'send-messages' }
  const started = performance.now()
  let sent = 0
  let limit = probe
  while (performance.now() - started < runSeconds * 1000) {
    const { any } = await read(deps, call.actor, anyMessageDue, {})
    if (!any) break
    const { looked, messages, transport } = await write(deps, call, claimMessages, { limit })
    if (messages.length > 0 && transport) {
      const attempts = await sendAll(deps, transport, messages)
      await write(deps, call, recordAttempts, { attempts })
      const out = attempts.filter(({ outcome }) => outcome !== 'failed').length
      sent += out
      if (out === 0) {
        deps.log.warn({ officeId, reason: attempts[0]?.reason }, 'Chưa gửi được tin nhắn nào; sẽ thử lại.')
        break
      }
    }
    if (looked < limit) break
    limit = batch
  }
  return sent
}

async function sendAll(
  deps: Deps,
  transport: TransportSettings,
  messages: readonly ClaimedMessage[],
): Promise<Attempt[]> {
  const sender = openSender(deps, transport)
  const queue = [...messages]
  const attempts: Attempt[] = []
  const work = async () => {
    for (let message = queue.shift(); message; message = queue.shift()) {
      const startedAt = deps.clock().toISOString()
      const { outcome, reason } = await sender.send(message)
      const endedAt = deps.clock().toISOString()
      attempts.push({ id: message.id, number: message.attempt, startedAt, endedAt, outcome, reason })
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, work))
  } finally {
    sender.close()
  }
  return attempts
}

/** One way to send for both channels, with the secrets opened for as long as the batch lasts. */
function openSender(deps: Deps, transport: TransportSettings) {
  const password = unsealed(deps, transport.smtpPasswordSealed)
  const secret = unsealed(deps, transport.gatewaySecretSealed)
  const limit = deps.limitSeconds === undefined ? {} : { limitSeconds: deps.limitSeconds }
  const times = { clock: deps.clock, ...limit }
  const mailer = password === null ? null : openMailer({ ...transport, password }, times)
  const gateway =
    secret === null ? null : { url: transport.gatewayUrl, account: transport.gatewayAccount, secret }
  return {
    async send(claimed: ClaimedMessage): Promise<SendOutcome> {
      const code = unsealed(deps, claimed.sealed)
      if (code === null) return failed(lostSecret)
      const message =
        code === '' ? claimed : { ...claimed, body: fillIn(claimed.body, { ma_xac_nhan: code }) }
      if (message.channel === 'email') {
        const attachments = message.attachments.map(({ sha256, ...file }) => ({
          ...file,
          content: deps.blobs.read(sha256),
        }))
        return mailer ? mailer.send({ ...message, attachments }) : failed(lostSecret)
      }
      return gateway ? sendByGateway(gateway, message, times) : failed(lostSecret)
    },
    close: () => mailer?.close(),
  }
}

const lostSecret =
  'Không mở được mật khẩu đã lưu (khóa của phần mềm đã đổi). Hãy nhập lại mật khẩu ở trang Thông báo.'

/** Empty for none kept; null when it was sealed by another installation or damaged. */
function unsealed({ secrets }: Deps, sealed: string): string | null {
  return sealed === '' ? '' : secrets.open(sealed)
}
