import { typedIsoDate } from '../../../ui/date-text.ts'

/** The form as it was typed; an empty date or number is not known. */
export function readLegalText(form: FormData): Record<string, unknown> {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const date = (name: string) => (text(name) === '' ? null : typedIsoDate(text(name)))
  return {
    number: text('number'),
    title: text('title'),
    issuer: text('issuer'),
    issuedOn: date('issuedOn'),
    effectiveFrom: date('effectiveFrom'),
    expiredOn: date('expiredOn'),
    replacedBy: text('replacedBy') || null,
    confidence: text('confidence'),
    note: text('note'),
  }
}
