import type { WorkingInterval } from '../../calendar/model/working-calendar.ts'

/** Days for which an appointment, with its name and telephone, is kept. */
export const appointmentKeepDays = 30

/** Length of a slot for appointments. */
export const slotMinutes = 30
/** How early one may come and still be called as one with an appointment. */
const earlyMinutes = 15
/** How long before it begins a slot of today can still be booked. */
const leadMinutes = 60

/** Beginnings of the half-hours that lie whole within the working hours of a day, as minutes of the day. */
export function slotsOf(hours: readonly WorkingInterval[]): number[] {
  return hours.flatMap(({ from, to }) => {
    const first = Math.ceil(from / slotMinutes) * slotMinutes
    const count = Math.max(0, Math.floor((to - first) / slotMinutes))
    return Array.from({ length: count }, (_, index) => first + index * slotMinutes)
  })
}

/** Whether a slot of today can still be booked at this minute of the day. */
export function isAhead(start: number, minute: number): boolean {
  return start >= minute + leadMinutes
}

/**
 * How somebody with an appointment comes: early (before a quarter of an hour ahead), on time (until the slot is over), or
 * late. On time they are called as those with priority are; late they wait as everybody does, and lose nothing else.
 */
export function arrivalAt(start: number, minute: number): 'early' | 'on_time' | 'late' {
  if (minute < start - earlyMinutes) return 'early'
  return minute < start + slotMinutes ? 'on_time' : 'late'
}

/** From which minute of the day one with this appointment is let in. */
export const admittedFrom = (start: number) => start - earlyMinutes
