import { typedIsoDate } from '../../ui/date-text.ts'

const texts = [
  'issuer',
  'symbol',
  'typeName',
  'subject',
  'language',
  'signerPost',
  'signerName',
  'circulation',
  'secrecy',
  'note',
] as const
const days = ['issuedOn', 'replyBy'] as const

/** Boxes that show their own message. */
export const documentFieldNames: string[] = [
  ...texts,
  ...days,
  'pageCount',
  'urgency',
  'fieldCode',
  'restricted',
  'arrivedOn',
  'channel',
  'fileIds',
  'duplicateReason',
]

/** What was typed of a document, as the command takes it; dates as ISO text, empty boxes as nothing. */
export function readDocumentFields(
  form: FormData,
  moreDays: readonly string[] = [],
): Record<string, unknown> {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const read: Record<string, unknown> = {}
  if (moreDays.length > 0) {
    for (const name of moreDays) read[name] = typedIsoDate(text(name))
    return read
  }
  for (const name of texts) if (form.has(name)) read[name] = text(name)
  for (const name of days)
    read[name] = text(name) === '' && name === 'replyBy' ? null : typedIsoDate(text(name))
  const pages = text('pageCount')
  read.pageCount = pages === '' ? null : Number(pages)
  read.urgency = Number(text('urgency') || '0')
  read.fieldCode = text('fieldCode') || null
  read.restricted = form.has('restricted')
  return read
}
