import type { Fee } from '../model.ts'
import { feeChanges } from './describe-changes.ts'
import type { ChangeLine } from './list-changes.ts'
import { canonical } from './version-content.ts'

/** A procedure as the table of rates names it. */
export interface RatedProcedure {
  procedureId: string
  code: string | null
  name: string
}

/** What a procedure asks for from one day to another, both included; a null end is open. */
export interface DatedFees extends RatedProcedure {
  validFrom: string
  validTo: string | null
  fees: readonly Fee[]
}

/** One rate and the procedures that ask for exactly this. */
export interface Rate {
  fee: Fee
  procedures: RatedProcedure[]
}

/** A rate that changes on a later day, in words, for all procedures where it changes so. */
export interface PlannedRate extends ChangeLine {
  validFrom: string
  procedures: RatedProcedure[]
}

/** Every rate in force on a day, once: those that nobody has entered first, then by name, and what costs nothing last. */
export function ratesOn(versions: readonly DatedFees[], date: string): Rate[] {
  const inForce = versions.filter((each) => holds(each, date))
  const asked = inForce.flatMap((version) => version.fees.map((fee) => ({ fee, version })))
  const rates = [...Map.groupBy(asked, ({ fee }) => canonical(fee)).values()].flatMap((same): Rate[] => {
    const [first] = same
    return first ? [{ fee: first.fee, procedures: namesOf(same.map(({ version }) => version)) }] : []
  })
  const rank = ({ fee: { amountVnd } }: Rate) => (amountVnd === null ? 0 : amountVnd > 0 ? 1 : 2)
  return rates.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      a.fee.name.localeCompare(b.fee.name, 'vi') ||
      (b.fee.amountVnd ?? 0) - (a.fee.amountVnd ?? 0),
  )
}

/** What changes after a day, as it is prepared now, by day. */
export function plannedRates(versions: readonly DatedFees[], date: string): PlannedRate[] {
  const changes = [...Map.groupBy(versions, ({ procedureId }) => procedureId).values()].flatMap((own) => {
    const inOrder = own
      .filter(({ validFrom, validTo }) => validTo === null || validTo >= validFrom)
      .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
    return inOrder.flatMap((version, index) => {
      const before = inOrder[index - 1]
      if (version.validFrom <= date || !before) return []
      const { validFrom } = version
      return feeChanges(before.fees, version.fees).map((line) => ({ line: { validFrom, ...line }, version }))
    })
  })
  const planned = [...Map.groupBy(changes, ({ line }) => canonical(line)).values()].flatMap(
    (same): PlannedRate[] => {
      const [first] = same
      return first ? [{ ...first.line, procedures: namesOf(same.map(({ version }) => version)) }] : []
    },
  )
  return planned.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
}

function holds({ validFrom, validTo }: DatedFees, date: string): boolean {
  return validFrom <= date && (validTo === null || validTo >= date)
}

/** Each procedure once, by name. */
function namesOf(versions: readonly DatedFees[]): RatedProcedure[] {
  const byId = new Map(
    versions.map(({ procedureId, code, name }) => [procedureId, { procedureId, code, name }]),
  )
  return [...byId.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))
}
