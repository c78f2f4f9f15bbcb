import { retryAt as retryAfter } from '../../platform/retry.ts'

/** Minutes to wait after each failed try of a package: about five days in all. */
const pauses = [1, 5, 15, 60, 180, 360, 720, 1440, 1440, 2880]
/** Tries after which somebody must look at it. */
export const attemptLimit = pauses.length + 1
/** Tries after which the officer is told that the partner is not reached. */
export const troubleAfter = 3

/** When to try again after this many tries; null: no more. */
export function retryAt(attempts: number, now: Date): Date | null {
  return retryAfter(pauses, attempts, now)
}

/** When to ask again about a package that the other side keeps until its predecessor is there. */
export function askAgainAt(attempts: number, now: Date): Date {
  const minutes = pauses[Math.min(Math.max(attempts, 1), 4) - 1] ?? 60
  return new Date(now.getTime() + minutes * 60_000)
}
