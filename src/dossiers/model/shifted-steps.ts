import type { RecountedTrace } from '../../calendar/model/recount.ts'
import type { WorkingCalendar } from '../../calendar/model/working-calendar.ts'
import { addWorkingMinutes, workingMinutesBetween } from '../../calendar/model/working-time.ts'
import { planSteps } from './reception.ts'

/**
 * When the steps still to be done should be done now that the whole is due later: each later by so many working
 * minutes, none after the whole.
 */
export function shiftedSteps(
  calendar: WorkingCalendar,
  dossier: { step: number; steps: readonly { ordinal: number; dueAt: Date }[] },
  shift: { minutes: number; dueAt: Date },
): { ordinal: number; dueAt: Date }[] {
  return dossier.steps
    .filter((step) => step.ordinal >= dossier.step)
    .map(({ ordinal, dueAt }) => {
      const later = addWorkingMinutes(calendar, dueAt, shift.minutes)
      return { ordinal, dueAt: new Date(Math.min(later.getTime(), shift.dueAt.getTime())) }
    })
}

/**
 * The same after the calendar was corrected: planned anew from reception by the right calendar, the time that stood
 * still added, none earlier than it stood and none after the whole. Steps of a dossier with a granted new date only
 * move with it.
 */
export function replannedSteps(
  calendar: WorkingCalendar,
  dossier: { step: number; dueAt: Date; steps: readonly { ordinal: number; minutes: number; dueAt: Date }[] },
  trace: RecountedTrace,
): { ordinal: number; dueAt: Date }[] {
  if (trace.granted) {
    const minutes = Math.max(0, workingMinutesBetween(calendar, dossier.dueAt, trace.dueAt))
    return shiftedSteps(calendar, dossier, { minutes, dueAt: trace.dueAt })
  }
  const { countedFrom, limit, dueBeforePauses } = trace
  const planned = planSteps(calendar, { countedFrom, limit, dueAt: dueBeforePauses }, dossier.steps)
  return shiftedSteps(
    calendar,
    { step: dossier.step, steps: planned },
    { minutes: trace.pausedMinutes, dueAt: trace.dueAt },
  ).map(({ ordinal, dueAt }) => {
    const stood = dossier.steps.find((step) => step.ordinal === ordinal)?.dueAt ?? dueAt
    return { ordinal, dueAt: new Date(Math.max(dueAt.getTime(), stood.getTime())) }
  })
}
