import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { mostVnd } from './statements/statement.ts'

/** Largest body of a notice, in bytes. */
export const largestNotice = 64 * 1024
/** How far the provider's clock may be from ours, in seconds. */
export const clockDifference = 5 * 60

const line = (most: number) => z.string().max(most)

/** A movement on the account as a bank or payment provider tells of it. Amounts are whole đồng, money out below 0. */
export const noticeSchema = z.strictObject({
  /** The provider's own name of the movement, never used for another. */
  id: z.string().min(1).max(100),
  account: z.string().min(1).max(34),
  amountVnd: z
    .int()
    .min(-mostVnd)
    .max(mostVnd)
    .refine((amount) => amount !== 0, 'Số tiền phải khác 0.'),
  /** When the bank booked it. */
  bookedAt: z.iso.datetime({ offset: true }),
  /** The words of the transfer as the payer wrote them. */
  description: line(1000),
  /** What the bank's statement will call it. */
  reference: line(100).default(''),
  counterparty: line(200).default(''),
})
export type BankNotice = z.output<typeof noticeSchema>

/** The signature of a notice: HMAC-SHA256, in hex, over the time (Unix seconds), a line end and the body as it is sent. */
export function signNotice(secret: string, timestamp: string, body: Uint8Array): string {
  return createHmac('sha256', secret).update(`${timestamp}\n`).update(body).digest('hex')
}

/**
 * Whether a notice is signed with the secret, and signed now: `signature` or `time` is what is wrong with it. The comparison takes the
 * same time however wrong it is.
 */
export function noticeFault(
  secret: string,
  notice: { timestamp: string; signature: string; body: Uint8Array },
  now: Date,
): 'signature' | 'time' | null {
  const wanted = Buffer.from(signNotice(secret, notice.timestamp, notice.body), 'hex')
  const given = Buffer.from(/^[0-9a-f]{64}$/i.test(notice.signature) ? notice.signature : '', 'hex')
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return 'signature'
  if (!/^\d{1,12}$/.test(notice.timestamp)) return 'time'
  const apart = Math.abs(Number(notice.timestamp) - now.getTime() / 1000)
  return apart <= clockDifference ? null : 'time'
}
