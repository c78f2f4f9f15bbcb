/** Stopping the clock (tạm dừng tính thời hạn) while a dossier waits for the citizen. */
import { z } from 'zod'
import { localMinute } from './local-time.ts'
import type { WorkingCalendar } from './working-calendar.ts'
import { addWorkingMinutes, nextWorkingMoment, workingMinutesBetween } from './working-time.ts'

/** From the request for completion, or for payment, until it was met. */
export const pauseSchema = z
  .object({ from: z.date(), to: z.date() })
  .refine((pause) => pause.from <= pause.to, { error: 'Thời điểm tạm dừng phải trước thời điểm tiếp tục.' })
export type Pause = z.infer<typeof pauseSchema>

/**
 * The due time after pauses: the old one plus the working time that passed in them, moved off days off. Overlapping
 * pauses count once; a pause outside office hours adds nothing. Never earlier than `due`.
 * Throws RangeError when a pause ends before it begins.
 */
export function extendForPauses(calendar: WorkingCalendar, due: Date, pauses: readonly Pause[]): Date {
  return nextWorkingMoment(calendar, addWorkingMinutes(calendar, due, pausedMinutes(calendar, pauses)))
}

/** Working minutes during which the clock stood still. Throws RangeError when a pause ends before it begins. */
export function pausedMinutes(calendar: WorkingCalendar, pauses: readonly Pause[]): number {
  let total = 0
  let countedUntil: Date | undefined
  for (const pause of pauses.toSorted((one, other) => localMinute(one.from) - localMinute(other.from))) {
    if (localMinute(pause.to) < localMinute(pause.from)) {
      throw new RangeError('Thời điểm tạm dừng phải trước thời điểm tiếp tục.')
    }
    const from = countedUntil && pause.from < countedUntil ? countedUntil : pause.from
    if (from >= pause.to) continue
    total += workingMinutesBetween(calendar, from, pause.to)
    countedUntil = pause.to
  }
  return total
}
