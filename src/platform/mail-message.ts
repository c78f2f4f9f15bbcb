import { runLimitedThread } from './limited-thread.ts'

/** A file of a message: what it calls itself is what the sender wrote, to be trusted no more than any upload's name. */
export interface MailPart {
  name: string
  content: Uint8Array
}

/** What was read of a saved message. Where nothing is said, the text is empty. */
export interface MailMessage {
  subject: string
  fromName: string
  fromAddress: string
  /** Instant of sending as the message claims it, ISO text; null where there is none that can be understood. */
  sentAt: string | null
  text: string
  /** Its files, those of messages forwarded inside it included, in their order. */
  parts: MailPart[]
}

export type ReadMail = { state: 'read'; message: MailMessage } | { state: 'no_mail' | 'broken' | 'too_long' }

const limits = { milliseconds: 30_000, memory: 768 }

/**
 * Reads a saved message (RFC 5322 with MIME). In a thread of its own with a limit of time and memory, so that no message,
 * however made, holds up or takes down the program; never rejects because of what is in it.
 */
export async function readMailMessage(bytes: Uint8Array, allowed = limits): Promise<ReadMail> {
  const worker = new URL('./mail-message-worker.ts', import.meta.url)
  const found = await runLimitedThread<ReadMail>(worker, bytes, allowed)
  return typeof found === 'string' ? { state: found } : found
}
