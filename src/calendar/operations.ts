import type { AnyOperation } from '../platform/operations.ts'
import { removeWorkingHours } from './commands/remove-working-hours.ts'
import { removeCalendarDay, setCalendarDay, setWorkingHours } from './commands.ts'
import { previewCorrection } from './queries/preview-correction.ts'
import { getWorkingHours, listCalendarDays } from './queries.ts'

/** Everything that can be done to the calendar, for the registry. */
export const calendarOperations: readonly AnyOperation[] = [
  setWorkingHours,
  removeWorkingHours,
  setCalendarDay,
  removeCalendarDay,
  getWorkingHours,
  listCalendarDays,
  previewCorrection,
]
