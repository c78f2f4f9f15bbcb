/**
 * Puts other work among dossiers, whose own order stays: what waits for a decision comes before what is due. Something else
 * stands before a dossier only where none of those that follow is due earlier, so that nothing later pushes down what is late.
 * `others` come in the order of their time.
 */
export function mergeByDue<Dossier extends { dueAt: Date }, Other extends { sortAt: number }>(
  dossiers: readonly Dossier[],
  others: readonly Other[],
): (Dossier | Other)[] {
  const earliest: number[] = []
  for (const { dueAt } of dossiers.toReversed()) {
    earliest.unshift(Math.min(dueAt.getTime(), earliest[0] ?? Number.POSITIVE_INFINITY))
  }
  const merged: (Dossier | Other)[] = []
  let placed = 0
  for (const [index, dossier] of dossiers.entries()) {
    const until = earliest[index] ?? 0
    for (; (others[placed]?.sortAt ?? Number.POSITIVE_INFINITY) <= until; placed += 1) {
      merged.push(...others.slice(placed, placed + 1))
    }
    merged.push(dossier)
  }
  return [...merged, ...others.slice(placed)]
}
