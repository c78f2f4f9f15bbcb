import {
  addDays,
  instantAt,
  instantOfMinute,
  localDate,
  localMinute,
} from '../../calendar/model/local-time.ts'
import { describeTimeLeft, timeLeft, type Urgency, urgency } from '../../calendar/model/time-left.ts'
import type { WorkingCalendar } from '../../calendar/model/working-calendar.ts'
import { addWorkingMinutes, nextWorkingMoment } from '../../calendar/model/working-time.ts'
import { openStatuses } from './status.ts'

/** By what, and from which moment, time left is counted. `dueSoonMinutes`: the office's own warning time. */
export interface Reckoning {
  calendar: WorkingCalendar
  now: Date
  dueSoonMinutes: number
}

/** What decides how a dossier stands against its due time. */
export interface DueFacts {
  status: number
  dueAt: Date
  pausedSince: Date | null
  finishedAt: Date | null
}

/** How a dossier stands: null where no time runs (not received, stopped). `words` is what people read. */
export interface Deadline {
  urgency: Urgency | null
  words: string
}

/**
 * How a dossier stands against its due time. While papers or payment are awaited the clock stands still, so what was
 * left then is left now; what is finished is judged by the moment it was finished, whenever the citizen comes.
 */
export function deadlineOf(reckoning: Reckoning, facts: DueFacts): Deadline {
  const { calendar, now, dueSoonMinutes } = reckoning
  if (facts.status === 9 || facts.status === 10) {
    const late = timeLeft(calendar, facts.finishedAt ?? now, facts.dueAt).isLate
    return { urgency: late ? 'late' : 'on_time', words: 'đã xong' }
  }
  if (!openStatuses.includes(facts.status)) return { urgency: null, words: 'không tính thời hạn' }
  if (facts.pausedSince) {
    const left = timeLeft(calendar, facts.pausedSince, facts.dueAt)
    const words = left.isDueToday && !left.isLate ? 'đến hạn trong ngày nhận bổ sung' : describeTimeLeft(left)
    return { urgency: left.isLate ? 'late' : 'on_time', words: `tạm dừng tính thời hạn, ${words}` }
  }
  const left = timeLeft(calendar, now, facts.dueAt)
  return { urgency: urgency(left, dueSoonMinutes), words: describeTimeLeft(left) }
}

/** Step of the internal process: due today is due soon; hours are too short for the dossier's own warning time. */
export function stepDeadlineOf(reckoning: Reckoning, facts: DueFacts): Deadline {
  return deadlineOf({ ...reckoning, dueSoonMinutes: 60 }, facts)
}

/** What an officer sees first: the whole dossier's lateness, then the step's, then whichever comes due soon. */
export function mostPressing(dossier: Deadline, step: Deadline): Deadline {
  if (dossier.urgency === 'late' || dossier.urgency === null) return dossier
  if (step.urgency === 'late') return { urgency: 'late', words: `bước này ${step.words}` }
  if (dossier.urgency === 'due_soon') return dossier
  return step.urgency === 'due_soon' ? { urgency: 'due_soon', words: `bước này ${step.words}` } : dossier
}

/** Moments that part the urgencies from each other, for asking the database; each is the first moment beyond. */
export interface UrgencyBounds {
  /** Due before this minute is late. */
  late: Date
  /** Due before this, and not late, is due today. */
  today: Date
  /** Due before this, and not late, is due soon. */
  soon: Date
}

/** The bounds at this moment; they answer as `deadlineOf` does for a clock that runs. */
export function urgencyBounds({ calendar, now, dueSoonMinutes }: Reckoning): UrgencyBounds {
  const { late, today } = todayBounds(now)
  const soon = nextWorkingMoment(calendar, addWorkingMinutes(calendar, now, dueSoonMinutes))
  const beyondSoon = Math.max(localMinute(soon) + 1, localMinute(today))
  return { late, today, soon: instantOfMinute(beyondSoon) }
}

/** The bounds that need no calendar. */
export function todayBounds(now: Date): Omit<UrgencyBounds, 'soon'> {
  return { late: instantOfMinute(localMinute(now)), today: instantAt(addDays(localDate(now), 1), 0) }
}
