import { dayNumber, type LocalDate } from '../../calendar/model/local-time.ts'

export interface DueView {
  urgency: 'late' | 'due_soon' | 'on_time' | null
  words: string
}

export interface DueFacts {
  dueOn: LocalDate | null
  /** Day on which it was finished; null while it is open. */
  finishedOn: LocalDate | null
}

/** How a document stands against its deadline, in days: the deadline of a direction is a day, not an hour. */
export function dueOf(
  { dueOn, finishedOn }: DueFacts,
  at: { today: LocalDate; soonUntil: LocalDate },
): DueView {
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
