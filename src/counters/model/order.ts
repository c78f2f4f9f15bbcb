/** A ticket that waits, as the rule of order sees it. */
export interface Waiting {
  /** Served before others by rule. */
  isPriority: boolean
  /** From when it waits. */
  queuedAt: Date
  /** Breaks ties: tickets of one instant go by number. */
  number: number
}

/** How many priority tickets a desk calls in a row while somebody without priority waits. */
export interface OrderRule {
  priorityRun: number
}

const firstCome = (a: Waiting, b: Waiting) =>
  a.queuedAt.getTime() - b.queuedAt.getTime() || a.number - b.number

/**
 * Who is called when, of everybody who waits for one desk: priority first, each class by time; but after `priorityRun`
 * priority calls in a row it is an ordinary ticket's turn, so that nobody waits for ever: the n-th ordinary ticket is
 * called after at most n × (priorityRun + 1) calls, however many with priority come meanwhile. `runSoFar` is how many
 * priority tickets the desk has called in a row until now.
 */
export function callingOrder<T extends Waiting>(
  waiting: readonly T[],
  rule: OrderRule,
  runSoFar: number,
): T[] {
  const sorted = waiting.toSorted(firstCome)
  const priority = sorted.filter((each) => each.isPriority)
  const ordinary = sorted.filter((each) => !each.isPriority)
  const order: T[] = []
  let [nextPriority, nextOrdinary, run] = [0, 0, runSoFar]
  while (order.length < sorted.length) {
    const first = priority[nextPriority]
    const other = ordinary[nextOrdinary]
    const takesPriority = first !== undefined && (other === undefined || run < rule.priorityRun)
    const chosen = takesPriority ? first : other
    if (chosen === undefined) break
    if (takesPriority) nextPriority += 1
    else nextOrdinary += 1
    run = takesPriority ? run + 1 : 0
    order.push(chosen)
  }
  return order
}

/** How many of the latest calls of a desk, latest first, were priority ones in a row. */
export function priorityRunOf(latestCalls: readonly boolean[]): number {
  const firstOrdinary = latestCalls.indexOf(false)
  return firstOrdinary < 0 ? latestCalls.length : firstOrdinary
}
