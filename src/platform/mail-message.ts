import { Worker } from 'node:worker_threads'

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
export function readMailMessage(bytes: Uint8Array, { milliseconds, memory } = limits): Promise<ReadMail> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./mail-message-worker.ts', import.meta.url), {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: memory },
      stdout: true,
      stderr: true,
    })
    const settle = (found: ReadMail) => {
      clearTimeout(timer)
      resolve(found)
      worker.terminate().catch(() => {})
    }
    const timer = setTimeout(() => settle({ state: 'too_long' }), milliseconds)
    worker.once('message', settle)
    worker.once('error', (error: NodeJS.ErrnoException) =>
      settle({ state: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too_long' : 'broken' }),
    )
    worker.once('exit', () => settle({ state: 'broken' }))
  })
}
