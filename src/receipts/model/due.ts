/** Where a due stands; told from its sums alone, never kept. */
export type DueState = 'ended' | 'open' | 'part' | 'paid' | 'over'

/** Sums of a due in đồng: what is asked, what counts as paid, and what came beyond it and has not been given back. */
export interface DueSums {
  amount: number
  applied: number
  over: number
  isEnded: boolean
}

export const dueStates: Readonly<Record<DueState, string>> = {
  ended: 'Không thu nữa',
  open: 'Chưa nộp',
  part: 'Nộp một phần',
  paid: 'Đã nộp đủ',
  over: 'Nộp thừa',
}

export function dueState({ amount, applied, over, isEnded }: DueSums): DueState {
  if (over > 0) return 'over'
  if (isEnded) return 'ended'
  if (applied >= amount) return 'paid'
  return applied > 0 ? 'part' : 'open'
}

/** What is still to be paid, in đồng. */
export function stillDue({ amount, applied, isEnded }: DueSums): number {
  return isEnded ? 0 : Math.max(0, amount - applied)
}

/** How an amount that came is split: what counts towards the due and what is too much. */
export function splitPayment(sums: DueSums, amount: number): { applied: number; over: number } {
  const applied = Math.min(amount, stillDue(sums))
  return { applied, over: amount - applied }
}
