import { localDate } from '../../calendar/model/local-time.ts'
import { documentTypes, lengths, longestArrival } from './document-fields.ts'

/** What the head of a message lets guess of the document in it. The clerk sees and corrects it before anything is kept. */
export interface MailProposal {
  issuer: string
  symbol: string
  issuedOn: string
  typeName: string | null
  subject: string
  arrivedOn: string | null
}

interface MailHead {
  subject: string
  fromName: string
  /** ISO instant. */
  sentAt: string | null
}

/**
 * Proposes registration fields from a message as offices write them: `UBND tỉnh Mẫu: Công văn số 12/UBND-VP ngày
 * 20/03/2026 về việc …`. What is not found stays empty; the name of the sender stands for the issuer, no more than a guess.
 */
export function proposeFromMail(head: MailHead, now: Date): MailProposal {
  const subject = head.subject
    .normalize('NFC')
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replace(/^(?:\s*(?:re|fwd?|tr|chuyển tiếp)\s*:)+/iu, '')
    .trim()
  const about = /(?:\bv\s*\/\s*v|về\s+việc)\b\s*:?\s*(.+)$/iu.exec(subject)?.[1]
  return {
    issuer: cleaned(head.fromName, lengths.issuer),
    symbol: symbolIn(subject),
    issuedOn: dayIn(subject),
    typeName: typeIn(subject),
    subject: cleaned(about ? `Về việc ${about}` : subject, lengths.subject),
    arrivedOn: arrivalOf(head.sentAt, now),
  }
}

const cleaned = (text: string, most: number) =>
  [
    ...text
      .normalize('NFC')
      .replaceAll(/\p{Cc}+/gu, ' ')
      .trim(),
  ]
    .slice(0, most)
    .join('')
    .trim()

/** `123/UBND-VP`, `12/2026/QĐ-UBND`; never a date. */
function symbolIn(subject: string): string {
  const found = /(?<![\d/])(\d{1,6}(?:\/\d{4})?\/\p{Lu}[\p{Lu}\d&]*(?:[-–/.][\p{L}\d&]+)*)/u.exec(subject)
  return cleaned(found?.[1] ?? '', lengths.symbol)
}

function dayIn(subject: string): string {
  const [, day = '', month = '', year = ''] =
    /(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)/.exec(subject) ?? []
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const moment = new Date(`${written}T00:00:00Z`)
  const isDay = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(written)
  return isDay ? written : ''
}

/** The kind that is named first; of two that begin at one place the longer. */
function typeIn(subject: string): string | null {
  const folded = subject.toLowerCase()
  const found = documentTypes
    .map((name) => ({ name, at: folded.indexOf(name.toLowerCase()) }))
    .filter(({ at }) => at >= 0)
    .toSorted((one, other) => one.at - other.at || other.name.length - one.name.length)
  return found[0]?.name ?? null
}

/** The day on which it was sent, unless the message claims one that cannot be registered. */
function arrivalOf(sentAt: string | null, now: Date): string | null {
  if (sentAt === null) return null
  const age = now.getTime() - Date.parse(sentAt)
  return age >= 0 && age < (longestArrival - 1) * 86_400_000 ? localDate(new Date(sentAt)) : null
}
