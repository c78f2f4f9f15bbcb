/** When to try again after this many tries, by the minutes to wait after each; null: no more. */
export function retryAt(pauses: readonly number[], attempts: number, now: Date): Date | null {
  const minutes = pauses[attempts - 1]
  return minutes === undefined ? null : new Date(now.getTime() + minutes * 60_000)
}
