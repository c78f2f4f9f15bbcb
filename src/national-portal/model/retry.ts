/** Minutes to wait after each failed try of a message: growing, and never more than the last. */
const pauses = [1, 2, 5, 10, 20, 40, 60, 120]
/** Tries after which somebody must look at a message, provided that the portal answered others meanwhile. */
export const attemptLimit = 12
/** Failures in a row after which the portal is left alone for a while. */
export const failuresToOpen = 5
/** Minutes for which it is left alone: growing while it stays away. */
const openMinutes = [1, 2, 5, 10, 15]
/** The longest any pause lasts (minutes). A later time was written by a clock that has been turned back since. */
export const longestPause = 120

const inMinutes = (now: Date, minutes: number) => new Date(now.getTime() + minutes * 60_000)

/** When a message is tried again after this many failed tries. */
export function retryAt(attempts: number, now: Date): Date {
  return inMinutes(now, pauses[Math.min(attempts, pauses.length) - 1] ?? 1)
}

/** Until when the portal is left alone after this many failures in a row; null: it is asked as usual. */
export function openUntil(failures: number, now: Date): Date | null {
  if (failures < failuresToOpen) return null
  const round = Math.min(failures - failuresToOpen, openMinutes.length - 1)
  return inMinutes(now, openMinutes[round] ?? 1)
}

/**
 * Whether the portal is left alone now (cầu dao ngắt). A time further off than any pause comes from a clock that was
 * turned back: it holds up nothing.
 */
export function isOpen(until: Date | null, now: Date): boolean {
  return until !== null && until > now && until <= inMinutes(now, longestPause)
}

/**
 * Whether a message that keeps failing is given up: it alone is at fault only where the portal answered something else since
 * it first failed. While the portal is down for all, everything waits.
 */
export function isGivenUp(
  message: { attempts: number; firstFailedAt: Date | null },
  lastSuccessAt: Date | null,
): boolean {
  if (message.attempts < attemptLimit || !message.firstFailedAt || !lastSuccessAt) return false
  return lastSuccessAt > message.firstFailedAt
}
