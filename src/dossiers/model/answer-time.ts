import type { WorkingCalendar } from '../../calendar/model/working-calendar.ts'
import { addWorkingMinutes } from '../../calendar/model/working-time.ts'

/**
 * By when an online filing has to be accepted, asked for more, or refused: working minutes after it reached the system (08
 * working hours, NĐ 45/2020/NĐ-CP). An office whose calendar cannot count is held to the strictest reading, hours of the clock.
 */
export function answerTime(calendar: WorkingCalendar, since: Date, minutes: number): Date {
  try {
    return addWorkingMinutes(calendar, since, minutes)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return new Date(since.getTime() + minutes * 60_000)
  }
}
