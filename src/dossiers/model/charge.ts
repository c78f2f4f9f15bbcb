import { vnd } from '../../procedures/model/summaries.ts'
import type { Fee } from '../../procedures/model.ts'

/** What a line of a due is, as `putDue` takes it; the amount is đồng. */
export interface ChargedLine {
  name: string
  kind: 'fee' | 'charge'
  amountVnd: number
  how: string
  basis: string
  budgetItem: string
}

/** Lệ phí is fixed for work of the state, phí pays for a service (Luật Phí và lệ phí 97/2015/QH13): the name begins with which. */
export function feeKind({ name }: Pick<Fee, 'name'>): 'fee' | 'charge' {
  return /^\s*lệ\s+phí/iu.test(name) ? 'charge' : 'fee'
}

/** Fees of which an officer says how many: those that are not counted by page, and cost something or are not set yet. */
export function countableFees(fees: readonly Fee[]): { fee: Fee; index: number }[] {
  return fees
    .map((fee, index) => ({ fee, index }))
    .filter(({ fee }) => fee.rule?.kind !== 'page' && fee.rule?.kind !== 'cap' && fee.amountVnd !== 0)
}

/** Fees whose amount the province sets and nobody has entered yet. */
export function openFees(fees: readonly Fee[], counts: Readonly<Record<number, number>>): string[] {
  return countableFees(fees)
    .filter(({ fee, index }) => fee.amountVnd === null && (counts[index] ?? 0) > 0)
    .map(({ fee }) => fee.name)
}

/** How many of each fee (by its place) is asked for, as lines. A fee that is not set gives none: see `openFees`. */
export function chargedLines(fees: readonly Fee[], counts: Readonly<Record<number, number>>): ChargedLine[] {
  return countableFees(fees).flatMap(({ fee, index }) => {
    const count = counts[index] ?? 0
    if (count === 0 || fee.amountVnd === null) return []
    const how = `${count} ${fee.unit} × ${vnd(fee.amountVnd)} đ`
    return [
      {
        name: fee.name,
        kind: feeKind(fee),
        amountVnd: fee.amountVnd * count,
        how,
        basis: fee.basis,
        budgetItem: '',
      },
    ]
  })
}
