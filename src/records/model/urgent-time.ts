/**
 * Minutes from registration within which an urgent document needs a direction where the office has not set its own. Điều 22
 * says immediately and names no figure; these are an offer. Counted by the clock: what is urgent does not wait for morning.
 */
export const usualUrgentMinutes = { urgent: 240, veryUrgent: 60, mostUrgent: 15 } as const

/** '15 phút', '4 giờ', '1 giờ 30 phút'. */
export function minutesInWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours > 0 && `${hours} giờ`, (rest > 0 || hours === 0) && `${rest} phút`].filter(Boolean).join(' ')
}
