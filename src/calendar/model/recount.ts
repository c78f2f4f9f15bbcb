/** Counting a due time again from what was stored with it, after the calendar was corrected. */
import { z } from 'zod'
import { countingRuleSchema, type DueTrace, dueAt, timeLimitSchema } from './due-date.ts'
import { extendForPauses, type Pause } from './pauses.ts'
import type { WorkingCalendar } from './working-calendar.ts'

/** A new date that a leader granted: from then on the promise, whatever the limit would give. */
export const grantedDateSchema = z.object({ promisedAt: z.coerce.date(), decidedAt: z.coerce.date() })
export type GrantedDate = z.infer<typeof grantedDateSchema>

/** The part of a stored trace that it can be counted from again. */
export const storedTraceSchema = z.object({
  receivedAt: z.coerce.date(),
  limit: timeLimitSchema,
  rule: countingRuleSchema,
  granted: grantedDateSchema.optional(),
})
export type StoredTrace = z.infer<typeof storedTraceSchema>

export type RecountedTrace = DueTrace & { granted?: GrantedDate }

/**
 * The due time by this calendar: of the limit as on the day of reception, or of the new date that was granted since,
 * moved off days off; longer by the pauses (of a new date: those after it). Throws RangeError as `dueAt` does.
 */
export function recountDue(
  calendar: WorkingCalendar,
  stored: StoredTrace,
  pauses: readonly Pause[],
): RecountedTrace {
  const { receivedAt, limit, rule, granted } = stored
  const counted = dueAt(calendar, { receivedAt, limit, pauses }, [rule])
  if (!granted) return counted
  const since = pauses.filter((pause) => pause.from >= granted.decidedAt)
  return { ...counted, granted, dueAt: extendForPauses(calendar, granted.promisedAt, since) }
}
