import { createHash } from 'node:crypto'

/** An audit row as the database writes it out: every column as text, so that nothing is lost in conversion. */
export interface WrittenEvent {
  id: string
  /** UTC with microseconds. */
  at: string
  actorId: string | null
  actorName: string
  action: string
  subjectType: string
  subjectId: string
  /** The text of a jsonb value: PostgreSQL writes equal values alike, with the keys in one order. */
  facts: string
  requestId: string
}

/** What the first seal of an office stands on. */
export const chainStart = '0'.repeat(64)

/**
 * Seal of an event (SHA-256, hexadecimal): covers the office, every column, and the seal before it, and by that all
 * earlier ones. The columns stand in a JSON array, so that no text can pass for the border between two of them.
 */
export function sealHash(previous: string, officeId: string, event: WrittenEvent): string {
  const { id, at, actorId, actorName, action, subjectType, subjectId, facts, requestId } = event
  const canonical = [
    previous,
    officeId,
    id,
    at,
    actorId,
    actorName,
    action,
    subjectType,
    subjectId,
    facts,
    requestId,
  ]
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex')
}

/** How long after a later event an earlier one may still be committed; no transaction lives that long (milliseconds). */
const latest = 60 * 60 * 1000

/** The lowest id that an event not yet sealed can have, when this is the highest sealed one (both are UUIDv7). */
export function earliestUnsealed(sealedId: string | null): string {
  if (sealedId === null) return '00000000-0000-0000-0000-000000000000'
  const milliseconds = Number.parseInt(sealedId.replaceAll('-', '').slice(0, 12), 16)
  const hex = Math.max(0, milliseconds - latest)
    .toString(16)
    .padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}
