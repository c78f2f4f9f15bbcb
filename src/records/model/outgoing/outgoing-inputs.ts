import { z } from 'zod'
import { outgoingStateNames } from './life.ts'
import { outgoingContentSchema } from './outgoing-content.ts'

/** A reason or comment that somebody must give: every step back asks for one. */
export const outgoingReason = z
  .string()
  .trim()
  .normalize('NFC')
  .min(5, { error: 'Hãy ghi rõ lý do hoặc ý kiến (ít nhất 5 ký tự).' })
  .max(2000, { error: 'Tối đa 2.000 ký tự.' })

export const outgoingRef = { id: z.uuid(), revision: z.int().min(1) }

/** What a draft consists of beside its text. */
export const outgoingDraftParts = {
  content: outgoingContentSchema,
  secrecy: z.enum(['open', 'restricted', 'secret']),
  /** A Word file instead of the text typed here. */
  fileId: z.uuid().nullable(),
  /** Incoming documents that it answers. */
  repliesTo: z.array(z.uuid()).max(20),
  replyBy: z.iso.date({ error: 'Hãy chọn ngày, ví dụ 15/04/2026.' }).nullable(),
}

export const outgoingChanged = z.object({
  id: z.string(),
  state: z.enum(outgoingStateNames),
  revision: z.number(),
  /** Number and symbol once it has them. */
  code: z.string().nullable(),
})

export const sendingWays = {
  hand: 'Giao tận tay',
  post: 'Bưu điện',
  email: 'Thư điện tử công vụ',
  interchange: 'Trục liên thông văn bản',
} as const
export type SendingWay = keyof typeof sendingWays
