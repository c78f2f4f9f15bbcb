/** Whom earlier documents of the same issuer (and field) were given to, and how that is told. */
export interface Suggestion {
  staffId: string
  fullName: string
  /** "5/6 văn bản gần đây của UBND tỉnh Mẫu, lĩnh vực Đất đai giao cho …". */
  words: string
}

export interface EarlierDirection {
  staffId: string
  fullName: string
  /** Whether the document was of the same field too. */
  sameField: boolean
}

/** How many earlier documents are looked at. */
export const earlierLooked = 10

/**
 * Suggests who may lead, never decides: those to whom documents of the same issuer went, most often first; those of the
 * same field count before the others. `earlier` holds only people who may be given work today, latest first.
 */
export function suggestLead(
  earlier: readonly EarlierDirection[],
  { issuer, fieldName }: { issuer: string; fieldName: string | null },
): Suggestion[] {
  const ofField = earlier.filter(({ sameField }) => sameField)
  const looked = (fieldName !== null && ofField.length > 0 ? ofField : earlier).slice(0, earlierLooked)
  const scope =
    looked === earlier || ofField.length === 0 || fieldName === null ? '' : `, lĩnh vực ${fieldName}`
  const counts = new Map<string, { fullName: string; count: number }>()
  for (const { staffId, fullName } of looked) {
    counts.set(staffId, { fullName, count: (counts.get(staffId)?.count ?? 0) + 1 })
  }
  return [...counts]
    .toSorted(([, one], [, other]) => other.count - one.count)
    .slice(0, 3)
    .map(([staffId, { fullName, count }]) => ({
      staffId,
      fullName,
      words: `${count}/${looked.length} văn bản gần đây của ${issuer}${scope} giao cho ${fullName}`,
    }))
}
