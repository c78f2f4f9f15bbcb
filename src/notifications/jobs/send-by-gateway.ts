import { createHmac, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../../platform/clock.ts'
import { jsonOf, readShort } from '../../platform/outside-answer.ts'
import type { ClaimedMessage } from '../commands/claim-messages.ts'
import { failed, refused, type SendOutcome } from './outcome.ts'

export interface Gateway {
  url: string
  account: string
  secret: string
}

/** The only answer that counts as sent; `id` must be the message's own. */
const answerSchema = z.object({
  id: z.string(),
  status: z.enum(['accepted', 'delivered', 'rejected']),
  reason: z.string().optional(),
})

const hardLimitSeconds = 10
const longestAnswer = 16 * 1024

/** What is signed: time, nonce and the very bytes of the body, so that nothing can be changed or sent a second time. */
export function signatureOf(
  secret: string,
  signed: { timestamp: string; nonce: string; body: string },
): string {
  return createHmac('sha256', secret)
    .update(`${signed.timestamp}\n${signed.nonce}\n${signed.body}`)
    .digest('hex')
}

/**
 * Hands one text message to the gateway (SMS, Zalo): HTTP POST of JSON, signed. The message's id makes a repeated hand-over
 * harmless. Whatever is not a clear yes is no: a lie, half an answer, silence beyond `limitSeconds` in all.
 */
export async function sendByGateway(
  gateway: Gateway,
  message: Pick<ClaimedMessage, 'id' | 'address' | 'body'>,
  deps: { clock: Clock; limitSeconds?: number },
): Promise<SendOutcome> {
  const body = JSON.stringify({ id: message.id, to: message.address, text: message.body })
  const timestamp = String(Math.floor(deps.clock().getTime() / 1000))
  const nonce = randomUUID()
  try {
    const answer = await fetch(gateway.url, {
      method: 'POST',
      // An answer that sends us elsewhere would carry the message to a place nobody chose.
      redirect: 'error',
      signal: AbortSignal.timeout((deps.limitSeconds ?? hardLimitSeconds) * 1000),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': message.id,
        'x-account': gateway.account,
        'x-timestamp': timestamp,
        'x-nonce': nonce,
        'x-signature': signatureOf(gateway.secret, { timestamp, nonce, body }),
      },
      body,
    })
    return judge(answer.status, await readShort(answer, longestAnswer), message.id)
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError')
      return failed('Cổng tin nhắn không trả lời kịp.')
    return failed('Không kết nối được cổng tin nhắn.')
  }
}

function judge(status: number, body: Buffer | null, id: string): SendOutcome {
  if (status === 401 || status === 403)
    return failed('Cổng tin nhắn không nhận tài khoản hoặc chữ ký của đơn vị.')
  if (status === 408 || status === 425 || status === 429) return failed('Cổng tin nhắn đang bận.')
  if (status >= 400 && status < 500) return refused(`Cổng tin nhắn từ chối tin này (mã ${status}).`)
  if (status < 200 || status > 299) return failed(`Cổng tin nhắn gặp lỗi (mã ${status}).`)
  const answer = answerSchema.safeParse(jsonOf(body))
  if (!answer.success || answer.data.id !== id)
    return failed('Cổng tin nhắn trả lời không đúng quy ước; coi như chưa gửi.')
  if (answer.data.status === 'rejected')
    return refused(`Cổng tin nhắn từ chối tin này: ${answer.data.reason ?? 'không nêu lý do'}.`)
  return { outcome: answer.data.status, reason: '' }
}
