/** What a signature on a result is for: of who approved it, then of the office. */
export const resultPurposes = ['result_signature', 'result_seal'] as const
export type ResultPurpose = (typeof resultPurposes)[number]

/** An issued result never changes, so that what was given out to be signed stays the same. */
export const resultRevision = 1
