import type { FeeKind } from './books.ts'

/** From a day on: how many percent of a kind (of one budget item, or '' for all others) the office keeps; the rest is paid in by a day of the next month. */
export interface BudgetRate {
  kind: FeeKind
  budgetItem: string
  validFrom: string
  keptPercent: number
  payByDay: number
  basis: string
}

/**
 * What holds while an office has entered nothing: all of it goes to the budget by the 5th of the next month (TT 226/2016 and
 * 281/2016/TT-BTC; khoán chi with a kept share is entered by the accountant with its decision).
 */
const usual = { keptPercent: 0, payByDay: 5, basis: 'Nộp 100% vào ngân sách' } as const

/** The rate for a kind and budget item on a day: of the item itself, else of its kind, else the usual one. */
export function rateOn(
  rates: readonly BudgetRate[],
  { kind, budgetItem, day }: { kind: FeeKind; budgetItem: string; day: string },
): Pick<BudgetRate, 'keptPercent' | 'payByDay' | 'basis'> {
  const valid = rates
    .filter((rate) => rate.kind === kind && rate.validFrom <= day)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
  return (
    valid.find((rate) => rate.budgetItem === budgetItem) ??
    valid.find((rate) => rate.budgetItem === '') ??
    usual
  )
}

/** The kept share of a sum in whole đồng, rounded down: what is in doubt belongs to the budget. */
export function keptOf(collectedVnd: number, keptPercent: number): number {
  return Math.floor((collectedVnd * keptPercent) / 100)
}

/** The day by which a month's money is paid in: `2026-11-01` and 5 → `2026-12-05`. */
export function payBy(month: string, payByDay: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return `${next}-${String(payByDay).padStart(2, '0')}`
}
