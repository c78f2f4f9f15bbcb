import { parentPort, workerData } from 'node:worker_threads'
import PostalMime, { type Attachment, type Email } from 'postal-mime'
import type { MailPart, ReadMail } from './mail-message.ts'

/** Messages in messages in messages: what lies deeper was never sent to be read. */
const deepest = 4
/** Characters of the text that are kept. */
const longestText = 200_000

async function readMail(bytes: Uint8Array): Promise<ReadMail> {
  const mail = await parsed(bytes)
  if (!mail) return { state: 'broken' }
  // Any bytes parse as a message without headers.
  if (!mail.from && !mail.subject && !mail.date) return { state: 'no_mail' }
  const sent = Date.parse(mail.date ?? '')
  return {
    state: 'read',
    message: {
      subject: mail.subject ?? '',
      fromName: mail.from?.name ?? '',
      fromAddress: mail.from?.address ?? '',
      sentAt: Number.isNaN(sent) ? null : new Date(sent).toISOString(),
      text: (mail.text ?? plainText(mail.html ?? '')).slice(0, longestText).trim(),
      parts: await partsOf(mail, deepest),
    },
  }
}

/** Too many nested parts or too long headers make the parser refuse: such a message is made, not sent. */
const parsed = (bytes: Uint8Array) => PostalMime.parse(bytes).catch(() => null)

async function partsOf(mail: Email, depth: number): Promise<MailPart[]> {
  const found: MailPart[] = []
  for (const attachment of mail.attachments) {
    const content = bytesOf(attachment)
    const inner =
      attachment.mimeType === 'message/rfc822' && depth > 0 && !attachment.rfc822DepthExceeded
        ? await parsed(content)
        : null
    if (inner) found.push(...(await partsOf(inner, depth - 1)))
    // Pictures that the text shows, such as a logo below the signature, are no files of the message.
    else if (!attachment.related) found.push({ name: attachment.filename ?? '', content })
  }
  return found
}

function bytesOf({ content }: Attachment): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)
}

/** The words of a page, for a message that brings nothing else; never shown as a page. */
function plainText(html: string): string {
  return html
    .replaceAll(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replaceAll(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b[^>]*>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&nbsp;/g, ' ')
    .replaceAll(/&lt;/g, '<')
    .replaceAll(/&gt;/g, '>')
    .replaceAll(/&quot;/g, '"')
    .replaceAll(/&amp;/g, '&')
}

parentPort?.postMessage(await readMail(workerData as Uint8Array))
