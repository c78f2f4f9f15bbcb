import { AppError } from '../../../platform/errors.ts'
import type { Fee } from '../../../procedures/model.ts'

/** What is to be certified of one paper: pages of the original (null where none are counted) and copies of it. */
export interface Quantity {
  pages: number | null
  copies: number
}

/** No counter takes more in one go; a sum beyond it is a slip of the keyboard or of the catalogue. */
const mostVnd = 1_000_000_000_000

/** Whether the catalogue says how the fee is counted. */
export function hasFeeRules(fees: readonly Fee[]): boolean {
  return fees.some(({ rule }) => rule !== undefined)
}

/** Whether pages must be known for the fee. */
export function countsPages(fees: readonly Fee[]): boolean {
  return fees.some(({ rule }) => rule?.kind === 'page')
}

/**
 * The fee in đồng for one paper, by the rules of the procedure's fees (TT 226/2016/TT-BTC: by page of the original and
 * copy, up to a cap for each copy; signatures and transactions by case). Null when it cannot be counted: no rule, an
 * amount set by the province, or pages not known. Fails with invalid_input beyond any sum a counter takes.
 */
export function feeOf(fees: readonly Fee[], { pages, copies }: Quantity): number | null {
  if (!hasFeeRules(fees)) return null
  let [perCopy, perCase, cap] = [0, 0, Number.POSITIVE_INFINITY]
  for (const { rule, amountVnd } of fees) {
    if (!rule) continue
    if (amountVnd === null || (rule.kind === 'page' && pages === null)) return null
    if (rule.kind === 'case') perCase += amountVnd
    if (rule.kind === 'cap') cap = Math.min(cap, amountVnd)
    if (rule.kind === 'page') perCopy += amountVnd * pagesWithin(rule, pages ?? 0)
  }
  return sumWithin([perCase, withinReach(Math.min(perCopy, cap)) * copies])
}

/** How many of the pages lie from `from` to `to`. */
function pagesWithin({ from, to }: { from: number; to: number | null }, pages: number): number {
  return Math.max(0, Math.min(pages, to ?? pages) - from + 1)
}

/** The fees of several papers together; null when one of them cannot be counted. */
export function totalFee(fees: readonly Fee[], quantities: readonly Quantity[]): number | null {
  const each = quantities.map((quantity) => feeOf(fees, quantity))
  return each.includes(null) ? null : sumWithin(each.map(Number))
}

function sumWithin(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => withinReach(sum + amount), 0)
}

function withinReach(amount: number): number {
  if (amount <= mostVnd) return amount
  throw new AppError('invalid_input', {
    detail: 'Số phí quá lớn. Hãy kiểm tra lại số trang, số bản, hoặc báo quản trị xem lại mức phí.',
    fields: { originals: 'Số phí quá lớn.' },
  })
}
