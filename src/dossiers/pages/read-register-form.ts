import type { LocalDate } from '../../calendar/model/local-time.ts'
import { typedIsoDate } from '../../ui/date-text.ts'
import { type PeriodKind, periodAround, periodKinds } from '../model/register-period.ts'

/** What the address of the register's page asks for; without a period, this month. */
export function readRegisterForm(parameters: URLSearchParams, today: LocalDate) {
  const text = (name: string) => parameters.get(name)?.trim() || undefined
  const asked = text('ky') ?? ''
  const kind: PeriodKind = asked in periodKinds ? (asked as PeriodKind) : 'thang'
  const month = periodAround('thang', today)
  const period =
    kind === 'khac'
      ? { from: typedIsoDate(text('tu') ?? month.from), to: typedIsoDate(text('den') ?? month.to) }
      : periodAround(kind, today)
  const [field, officerId] = [text('linh-vuc'), text('can-bo')]
  const first = new URLSearchParams(parameters)
  first.delete('cursor')
  return {
    kind,
    input: { ...period, ...(field ? { field } : {}), ...(officerId ? { officerId } : {}) },
    firstPage: `?${first}`,
  }
}
