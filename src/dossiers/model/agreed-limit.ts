import type { TimeLimit } from '../../procedures/model.ts'

/**
 * The time limit that counts: the procedure's own, or the working days agreed with the citizen where the law sets no
 * figure. Null when neither is there.
 */
export function agreedLimit(
  { amount, unit }: TimeLimit,
  agreedWorkingDays: number | undefined,
): { amount: number; unit: TimeLimit['unit'] } | null {
  if (amount !== null && (amount > 0 || unit === 'same_day')) return { amount, unit }
  return agreedWorkingDays ? { amount: agreedWorkingDays, unit: 'working_day' } : null
}
