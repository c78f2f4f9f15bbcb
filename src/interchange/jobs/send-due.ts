import { buffer } from 'node:stream/consumers'
import { isAppError } from '../../platform/errors.ts'
import { read } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { claimMessages } from '../commands/claim-messages.ts'
import { recordSent } from '../commands/record-sent.ts'
import { composeMessage } from '../model/compose.ts'
import type { SigningKey } from '../model/edxml/signature.ts'
import { writeEdxml } from '../model/edxml/write.ts'
import { exchangeWork } from '../queries/due-messages.ts'
import { messageFacts } from '../queries/message-facts.ts'
import { deliverHere } from './deliver-here.ts'
import { deliverOverAxis } from './deliver-over-axis.ts'
import type { ExchangeDeps } from './exchange.ts'

const batch = 5
/** Seconds after which a run takes no further batch; the next run goes on. */
const runSeconds = 100

/** What came of one try: the other side has it, or why not and whether another try cannot help. */
export type Delivered = { ok: true } | { ok: false; reason: string; isFinal?: boolean }

/** Sends what is due of an office, one message after the other: taken, sent and noted in steps of their own. */
export async function sendDue(deps: ExchangeDeps, officeId: string): Promise<void> {
  const call = { actor: systemActor(officeId), requestId: 'exchange-documents' }
  const started = performance.now()
  while (performance.now() - started < runSeconds * 1000) {
    const work = await read(deps, call.actor, exchangeWork, {})
    if (!work.toSend) return
    const { messages } = await write(deps, call, claimMessages, { limit: batch })
    if (messages.length === 0) return
    for (const { id, attempt } of messages) {
      const delivered = await deliver(deps, { officeId, id, work }).catch((error: unknown) =>
        broken(deps, officeId, error),
      )
      const outcome = delivered.ok
        ? { failure: '' }
        : { failure: delivered.reason || 'Không rõ lý do.', isFinal: delivered.isFinal ?? false }
      await write(deps, { ...call, requestId: `message.${id}` }, recordSent, { id, attempt, ...outcome })
    }
  }
}

function broken(deps: ExchangeDeps, officeId: string, error: unknown): Delivered {
  if (isAppError(error)) return { ok: false, reason: error.facts.detail ?? error.message }
  deps.log.warn({ officeId, err: String(error) }, 'Gửi một thông điệp liên thông văn bản bị lỗi.')
  return { ok: false, reason: 'Phần mềm gặp lỗi khi gửi. Nếu lặp lại, hãy báo quản trị xem nhật ký máy chủ.' }
}

type Work = Awaited<ReturnType<(typeof exchangeWork)['run']>>

async function deliver(
  deps: ExchangeDeps,
  { officeId, id, work }: { officeId: string; id: string; work: Work },
): Promise<Delivered> {
  const { facts, file, via, partnerOfficeId } = await read(deps, systemActor(officeId), messageFacts, { id })
  const key = signingKey(deps, work)
  if (key === 'lost') {
    const reason = 'Không mở được khóa ký đã lưu (khóa của phần mềm đã đổi). Quản trị hãy đặt lại chứng thư.'
    return { ok: false, reason, isFinal: true }
  }
  const attachment = file
    ? {
        // The same at every try, and for every receiver.
        contentId: `cid:${file.id}`,
        name: file.name,
        description: 'Văn bản chính',
        contentType: file.mediaType,
        bytes: new Uint8Array(await buffer(deps.blobs.read(file.sha256))),
      }
    : null
  const message = composeMessage(facts, attachment)
  const written = writeEdxml(message, key ? { key } : {})
  if ('faults' in written) {
    const reason = written.faults.map(({ place, sentence }) => `${place}: ${sentence}`).join(' ')
    return { ok: false, reason, isFinal: true }
  }
  const { bytes } = written
  if (via === 'here' && partnerOfficeId)
    return deliverHere(deps, { from: officeId, to: partnerOfficeId, bytes })
  if (via === 'axis') return deliverOverAxis(deps, work.axis, { bytes, message })
  return { ok: false, reason: 'Cơ quan này nay không nhận liên thông. Hãy gửi cách khác.', isFinal: true }
}

function signingKey({ secrets }: ExchangeDeps, work: Work): SigningKey | 'lost' | null {
  if (work.certificate === '') return null
  const privateKey = secrets.open(work.keySealed)
  return privateKey === null ? 'lost' : { privateKey, certificate: work.certificate }
}
