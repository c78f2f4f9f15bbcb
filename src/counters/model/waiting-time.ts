/** Minutes that one person takes until the day has shown better. */
const usualMinutes = 8
/** How many of the latest servings count. */
const latestServings = 20

export interface WaitFacts {
  /** How many are called before. */
  ahead: number
  /** Minutes of today's servings, latest last. */
  servingMinutes: readonly number[]
  /** Desks that call from this queue. */
  desks: number
}

/**
 * About how many minutes until the call: those ahead, shared among the desks, each taking as long as the middle one of
 * the latest servings (the middle, so that one long case does not frighten everybody). Rounded up to five minutes, as
 * people speak; 0 when it is one's turn as soon as a desk is free.
 */
export function estimateWait({ ahead, servingMinutes, desks }: WaitFacts): number {
  const rounds = Math.ceil(ahead / Math.max(1, desks))
  return Math.ceil((rounds * middle(servingMinutes.slice(-latestServings))) / 5) * 5
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.max(1, sorted[Math.floor(sorted.length / 2)] ?? usualMinutes)
}
