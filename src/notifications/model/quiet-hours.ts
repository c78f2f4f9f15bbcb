import {
  addDays,
  instantAt,
  localDate,
  MINUTES_PER_DAY,
  minuteOfDay,
} from '../../calendar/model/local-time.ts'

/** Minutes of the day in Viet Nam; `from` after `to` means past midnight. Equal: no quiet hours. */
export interface QuietHours {
  from: number
  to: number
}

/** The instant at which the quiet hours that hold now end; null when none hold. The first minute is quiet, the last is not. */
export function quietUntil(quiet: QuietHours | null, now: Date): Date | null {
  if (!quiet || quiet.from === quiet.to) return null
  const minute = minuteOfDay(now)
  const today = localDate(now)
  if (quiet.from < quiet.to) {
    return minute >= quiet.from && minute < quiet.to ? instantAt(today, quiet.to) : null
  }
  if (minute >= quiet.from) return instantAt(addDays(today, 1), quiet.to)
  return minute < quiet.to ? instantAt(today, quiet.to) : null
}

/** When a message may go that today has no room for: the next day at eight, or when its quiet hours end, if later. */
export function nextDay(quiet: QuietHours | null, now: Date): Date {
  const morning = instantAt(addDays(localDate(now), 1), MINUTES_PER_DAY / 3)
  return quietUntil(quiet, morning) ?? morning
}
