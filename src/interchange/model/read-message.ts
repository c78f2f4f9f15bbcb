import { createHash } from 'node:crypto'
import type { EdxmlDocument, EdxmlMessage } from './edxml/message.ts'

/** A message without the bytes of its files, as it is kept beside what came. */
export type KeptMessage =
  | (Omit<EdxmlDocument, 'attachments'> & { attachments: { name: string; description: string }[] })
  | Exclude<EdxmlMessage, EdxmlDocument>

export function keptMessage(message: EdxmlMessage): KeptMessage {
  if (message.kind === 'status') return message
  const attachments = message.attachments.map(({ name, description }) => ({ name, description }))
  return { ...message, attachments }
}

/**
 * What a message says, in one digest: everything but who carried it and under which marks its files travel, which differ
 * from one sending to the next.
 */
export function contentDigest(message: EdxmlMessage): string {
  const hash = createHash('sha256')
  if (message.kind === 'status') return hash.update(JSON.stringify(message)).digest('hex')
  const { traces: _, to: __, attachments, ...said } = message
  hash.update(JSON.stringify(said))
  for (const { name, bytes } of attachments)
    hash.update(JSON.stringify([name, createHash('sha256').update(bytes).digest('hex')]))
  return hash.digest('hex')
}

/** What kind of thing a message is here: a request to give a document back comes in two forms. */
export function kindOf(message: KeptMessage): 'document' | 'recall' | 'update' | 'replace' | 'status' {
  if (message.kind === 'status') return message.statusCode === '13' ? 'recall' : 'status'
  const { business } = message
  // To whom only the list of receivers changed, it is new.
  const isForMore = business.type === 'update' && business.documentId === message.documentId
  return business.type === 'new' || isForMore ? 'document' : business.type
}

/** The document a recall, update, replacement or status speaks of; null for a new one. */
export function aboutOf(message: KeptMessage): string | null {
  if (message.kind === 'status') return message.responseFor.documentId
  if (kindOf(message) === 'document') return null
  const { business } = message
  return business.type === 'replace' ? (business.replacements[0]?.documentId ?? null) : business.documentId
}

export function reasonOf(message: KeptMessage): string {
  return message.kind === 'status' ? message.description : message.business.reason
}
