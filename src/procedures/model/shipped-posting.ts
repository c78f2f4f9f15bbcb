import { fieldCode } from '../model.ts'

/** Posted parts as a file gives them; checked with the record that they go into. */
type Parts = Record<string, unknown>

/** `catalogue/posting.json`: what is true of a kind of procedure, then of a field, then of one procedure. */
export interface ShippedPosting {
  kinds: Record<'common' | 'sameDay' | 'complaint', Parts>
  fields: Record<string, Parts & { kind?: 'complaint' }>
  procedures: Record<string, Parts>
  /** Codes of procedures by life event. */
  lifeEvents: Record<string, readonly string[]>
}

interface ShippedRecord {
  code: string | null
  field: string
  time_limit: { unit: string }
}

/**
 * Records of the shipped catalogue with the posted parts that the general law lets one state: how a dossier goes from
 * filing to result (NĐ 118/2025/NĐ-CP), how and by whom it is filed. What is not known is left out.
 */
export function withShippedPosting(records: readonly ShippedRecord[], posting: ShippedPosting): unknown[] {
  return records.map((record) => {
    const { kind, ...ofField } = posting.fields[fieldCode(record.field)] ?? {}
    const ofKind = posting.kinds[kind ?? (record.time_limit.unit === 'same_day' ? 'sameDay' : 'common')]
    const own = record.code === null ? undefined : posting.procedures[record.code]
    const events = Object.entries(posting.lifeEvents).flatMap(([event, codes]) =>
      record.code !== null && codes.includes(record.code) ? [event] : [],
    )
    const parts = { ...ofKind, ...ofField, ...own, ...(events.length > 0 ? { lifeEvents: events } : {}) }
    return { ...record, posting: parts }
  })
}
