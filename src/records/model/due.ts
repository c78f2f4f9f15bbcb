import { formatClock, formatDate } from '../../calendar/model/clock-time.ts'
import { dayNumber, type LocalDate, localDate, minuteOfDay } from '../../calendar/model/local-time.ts'

export interface DueView {
  urgency: 'late' | 'due_soon' | 'on_time' | null
  words: string
}

export interface DueFacts {
  dueOn: LocalDate | null
  /** Day on which it was finished; null while it is open. */
  finishedOn: LocalDate | null
  /** By when an urgent one needs a direction; null otherwise. */
  directBy?: Date | null
}

/**
 * How a document stands against its deadline, in days: the deadline of a direction is a day, not an hour. Before that, an
 * urgent one against the hour by which it needs a direction.
 */
export function dueOf(
  { dueOn, finishedOn, directBy = null }: DueFacts,
  at: { now: Date; today: LocalDate; soonUntil: LocalDate },
): DueView {
  if (directBy) {
    const day = localDate(directBy)
    const hour = formatClock(minuteOfDay(directBy)) + (day === at.today ? '' : ` ngày ${formatDate(day)}`)
    return directBy < at.now
      ? { urgency: 'late', words: `chưa có ý kiến, lẽ ra trước ${hour}` }
      : { urgency: 'due_soon', words: `cần ý kiến trước ${hour}` }
  }
  if (dueOn === null) return { urgency: null, words: 'không có hạn' }
  const left = dayNumber(dueOn) - dayNumber(finishedOn ?? at.today)
  if (finishedOn) {
    return left < 0
      ? { urgency: 'late', words: `xong chậm ${-left} ngày` }
      : { urgency: 'on_time', words: 'xong đúng hạn' }
  }
  if (left < 0) return { urgency: 'late', words: `quá hạn ${-left} ngày` }
  if (left === 0) return { urgency: 'due_soon', words: 'hạn hôm nay' }
  return { urgency: dueOn <= at.soonUntil ? 'due_soon' : 'on_time', words: `còn ${left} ngày` }
}
