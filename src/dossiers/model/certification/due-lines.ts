import { vnd } from '../../../procedures/model/summaries.ts'
import type { Fee } from '../../../procedures/model.ts'
import type { Original } from './inputs.ts'

/** A line of what is due, as the receipt and the books need it; the amount is đồng. */
interface CountedLine {
  name: string
  kind: 'fee' | 'charge'
  amountVnd: number
  how: string
  basis: string
  budgetItem: string
}

/**
 * What a certification costs as one line: receipts name the kind of fee, not each paper. `how` says paper by paper how it was
 * counted. A certification is a service, so it is phí (TT 226/2016/TT-BTC).
 */
export function certificationLines(
  fees: readonly Fee[],
  originals: readonly (Original & { feeVnd: number | null })[],
): CountedLine[] {
  const amountVnd = originals.reduce((sum, { feeVnd }) => sum + (feeVnd ?? 0), 0)
  const [first] = fees.filter(({ rule }) => rule?.kind === 'page' || rule?.kind === 'case')
  if (!first || amountVnd === 0) return []
  const how = originals
    .map(({ name, pages, copies, feeVnd }) => {
      const counted = pages === null ? `${copies} bản` : `${pages} trang × ${copies} bản`
      return `${name}: ${counted} = ${vnd(feeVnd ?? 0)} đ`
    })
    .join('; ')
  return [
    {
      name: first.name.split(' – ')[0] ?? first.name,
      kind: 'fee',
      amountVnd,
      how,
      basis: first.basis,
      budgetItem: '',
    },
  ]
}
