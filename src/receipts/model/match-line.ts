import { type DueSums, stillDue } from './due.ts'
import { readReferences } from './payment-reference.ts'

/** A due that a bank's text may name, with its sums in đồng. */
export interface NamedDue extends DueSums {
  id: string
  year: number
  number: number
}

/**
 * What a movement on the account is to the dues: `exact`, `partial` and `over` by what is still to be paid; `paid`: nothing is, it came a
 * second time; `ended`: it is no longer asked for; `several`: it names more than one due, and a person decides; `unknown`: it names
 * none that there is; `out`: money that went out.
 */
export type LineVerdict = 'exact' | 'partial' | 'over' | 'paid' | 'ended' | 'several' | 'unknown' | 'out'

export const lineVerdicts: Readonly<Record<LineVerdict, string>> = {
  exact: 'Đúng số phải nộp',
  partial: 'Nộp một phần',
  over: 'Nộp thừa',
  paid: 'Nộp lần nữa khoản đã đủ',
  ended: 'Nộp cho khoản không thu nữa',
  several: 'Ghi nhiều khoản thu, cần chọn',
  unknown: 'Không rõ nộp cho khoản nào',
  out: 'Tiền ra',
}

/** Whether money of such a line is taken without asking anybody: it names one due and no other. */
export function isCertain(verdict: LineVerdict): boolean {
  return ['exact', 'partial', 'over', 'paid', 'ended'].includes(verdict)
}

/**
 * Which due a movement pays, by the reference in its words; `dues` are those that the words name and there are. It is never guessed by
 * amount or name: two families pay the same fee on the same day.
 */
export function matchLine(
  { amountVnd, description }: { amountVnd: number; description: string },
  dues: readonly NamedDue[],
): { verdict: LineVerdict; due: NamedDue | null } {
  if (amountVnd <= 0) return { verdict: 'out', due: null }
  const named = readReferences(description)
  const found = dues.filter((due) =>
    named.some(({ year, number }) => due.year === year && due.number === number),
  )
  const [due, other] = found
  if (!due) return { verdict: 'unknown', due: null }
  if (other) return { verdict: 'several', due: null }
  return { verdict: compare(amountVnd, due), due }
}

/** An amount beside what is still to be paid. */
export function compare(amountVnd: number, due: DueSums): 'exact' | 'partial' | 'over' | 'paid' | 'ended' {
  if (due.isEnded) return 'ended'
  const missing = stillDue(due)
  if (missing === 0) return 'paid'
  if (amountVnd === missing) return 'exact'
  return amountVnd < missing ? 'partial' : 'over'
}
