import type { OutsideChannel } from './events.ts'
import { nextDay, type QuietHours, quietUntil } from './quiet-hours.ts'

/** States of a message, in the words of the delivery log. */
export const states = {
  waiting: 'Chờ gửi',
  sending: 'Đang gửi',
  sent: 'Đã gửi',
  delivered: 'Đã đến máy người nhận',
  failed: 'Không gửi được',
  suppressed: 'Không gửi',
} as const

export type MessageState = keyof typeof states

/** Minutes to wait after each failed try; after the last one the message has failed. About nine hours in all. */
const pauses = [1, 5, 15, 60, 150, 300]
/** Tries of one message before somebody must look at it. */
export const attemptLimit = pauses.length + 1

/** When to try again after this many failed tries; null: no more. */
export function retryAt(attempts: number, now: Date): Date | null {
  const minutes = pauses[attempts - 1]
  return minutes === undefined ? null : new Date(now.getTime() + minutes * 60_000)
}

export interface Candidate {
  channel: OutsideChannel
  urgent: boolean
  /** Whether the address wants no messages. */
  stopped: boolean
  /** Messages that this address has got today, on this channel. */
  sentToday: number
}

export interface SendingRules {
  emailOn: boolean
  gatewayOn: boolean
  quiet: QuietHours | null
  dailyLimit: number
}

export type Decision =
  | { kind: 'send' }
  | { kind: 'suppress'; reason: string }
  | { kind: 'postpone'; until: Date; reason: string }

/** Whether a message goes now. Urgent ones pass the quiet hours and the daily limit, never the wish to get none. */
export function decide(message: Candidate, rules: SendingRules, now: Date): Decision {
  if (message.stopped) return { kind: 'suppress', reason: 'Người nhận đã đề nghị ngừng nhận tin.' }
  const isOn = message.channel === 'email' ? rules.emailOn : rules.gatewayOn
  if (!isOn) return { kind: 'suppress', reason: 'Đơn vị đã tắt kênh gửi này.' }
  if (message.urgent) return { kind: 'send' }
  const until = quietUntil(rules.quiet, now)
  if (until) return { kind: 'postpone', until, reason: 'Đang trong giờ yên lặng.' }
  if (message.sentToday >= rules.dailyLimit) {
    const reason = `Hôm nay địa chỉ này đã nhận đủ ${rules.dailyLimit} tin; sẽ gửi ngày mai.`
    return { kind: 'postpone', until: nextDay(rules.quiet, now), reason }
  }
  return { kind: 'send' }
}
