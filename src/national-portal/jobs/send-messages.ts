import { read } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { type ClaimedMessage, claimPortalMessages } from '../commands/claim-messages.ts'
import { type Outcome, recordOutcomes } from '../commands/record-outcomes.ts'
import { anyPortalMessageDue } from '../queries/message-is-due.ts'
import { type ExchangeDeps, type OpenAccount, openAccount } from './open-account.ts'
import { sendMessage } from './send-message.ts'

/** Messages taken at once, of as many dossiers; and said at the same time. */
const batch = 40
const atOnce = 4
/** Seconds after which a run takes no further batch; the next run goes on. */
const runSeconds = 25
/** Failures after which the rest of a batch is left for later: the other side is not there. */
const patience = 3

/**
 * Says what is due to the portal, batch by batch, in order within each dossier. A portal that failed a few times in a row is
 * left alone for a while; then one message tries whether it is back.
 */
export async function sendToPortal(deps: ExchangeDeps, officeId: string): Promise<number> {
  const call = { actor: systemActor(officeId), requestId: 'send-to-portal' }
  const started = performance.now()
  let done = 0
  while (performance.now() - started < runSeconds * 1000) {
    const { any } = await read(deps, call.actor, anyPortalMessageDue, {})
    if (!any) break
    // Looked at before every batch: somebody may have paused it, or the failures of the last one have opened the breaker.
    const account = await openAccount(deps, officeId)
    if (!account || account === 'lost secret') break
    const limit = account.connection.isProbing ? 1 : batch
    const { messages } = await write(deps, call, claimPortalMessages, { limit })
    if (messages.length === 0) break
    const { outcomes, failed, reason } = await sayAll({ deps, officeId, account }, messages)
    const succeeded = outcomes.filter(({ outcome }) => outcome !== 'again' && outcome !== 'released').length
    await write(deps, call, recordOutcomes, {
      outcomes,
      contact: { of: 'sending', succeeded, failed, reason },
    })
    done += outcomes.filter(({ outcome }) => outcome === 'done').length
    if (failed >= patience || succeeded === 0) {
      deps.log.warn({ officeId, reason }, 'Cổng Dịch vụ công quốc gia chưa nhận; sẽ thử lại.')
      break
    }
  }
  return done
}

async function sayAll(
  sending: { deps: ExchangeDeps; officeId: string; account: OpenAccount },
  messages: readonly ClaimedMessage[],
): Promise<{ outcomes: Outcome[]; failed: number; reason: string }> {
  const queue = [...messages]
  const outcomes: Outcome[] = []
  let [failed, reason] = [0, '']
  const work = async () => {
    for (let message = queue.shift(); message; message = queue.shift()) {
      const { id, dossierId, attempt, status, kind } = message
      const noted = { id, dossierId, attempt, statusThere: kind === 'progress' ? null : status }
      if (failed >= patience) {
        outcomes.push({ ...noted, outcome: 'released', reason })
        continue
      }
      const became = await sendMessage(sending, message).catch((error: unknown) =>
        faultOfOurs(sending.deps, error),
      )
      failed = became.outcome === 'again' ? failed + 1 : 0
      if (became.outcome === 'again') reason = became.reason
      outcomes.push({ ...noted, ...became })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return { outcomes, failed, reason }
}

/** A mistake of this program concerns one message; the others go on, and the journal says which. */
function faultOfOurs(deps: ExchangeDeps, error: unknown): Pick<Outcome, 'outcome' | 'reason'> {
  deps.log.error({ err: String(error) }, 'Lỗi khi chuẩn bị báo Cổng.')
  return { outcome: 'again', reason: 'Phần mềm gặp lỗi khi chuẩn bị; hãy báo quản trị.' }
}
