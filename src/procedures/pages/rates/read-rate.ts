import { typedIsoDate } from '../../../ui/date-text.ts'
import { numberOf } from '../editor/typed-text.ts'

/** The form as it was typed; what is no number or date goes as it is, for the server to refuse in its words. */
export function readRate(form: FormData): Record<string, unknown> {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  return {
    name: String(form.get('name') ?? ''),
    channel: text('channel') || undefined,
    wasVnd: numberOf(text('wasVnd')),
    amountVnd: numberOf(text('amountVnd')),
    basis: text('basis'),
    validFrom: typedIsoDate(text('validFrom')),
    procedureIds: form.getAll('procedureIds').map(String),
  }
}
