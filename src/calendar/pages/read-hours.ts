import { clockTimeSchema, formatClock, parseClock } from '../model/clock-time.ts'
import type { WeeklyHours } from '../model/working-calendar.ts'

export const weekdays = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật']

/** Stretches of work that the form offers for a day. */
export const slots = [0, 1] as const

export function hoursField(weekday: number, slot: number, end: 'from' | 'to'): string {
  return `week.${weekday}.${slot}.${end}`
}

/**
 * The week as the form holds it: two stretches a day, empty for none. What is no clock time comes back as a sentence at
 * its field; what the hours mean is left to the command.
 */
export function readHours(form: FormData): { week: WeeklyHours['week']; wrong: Record<string, string> } {
  const wrong: Record<string, string> = {}
  const week = weekdays.map((_, weekday) =>
    slots.flatMap((slot) => {
      const typed = (end: 'from' | 'to') => tidyClock(String(form.get(hoursField(weekday, slot, end)) ?? ''))
      const [from, to] = [typed('from'), typed('to')]
      if (from === '' && to === '') return []
      for (const [end, text] of [
        ['from', from],
        ['to', to],
      ] as const) {
        if (!clockTimeSchema.safeParse(text).success) {
          wrong[hoursField(weekday, slot, end)] = 'Hãy nhập giờ theo dạng 07:30, hoặc để trống cả buổi.'
        }
      }
      return [{ from: minuteOr(from), to: minuteOr(to) }]
    }),
  )
  return { week, wrong }
}

/** `7:30`, `730`, `7h30` and `7` become `07:30`, `07:30`, `07:30` and `07:00`; anything else stays. */
export function tidyClock(typed: string): string {
  const text = typed.trim()
  const parts = /^(\d{1,2})(?:\s*[:.hg]\s*(\d{2})?)?$/i.exec(text) ?? /^(\d{1,2})(\d{2})$/.exec(text)
  if (!parts) return text
  return `${(parts[1] ?? '').padStart(2, '0')}:${parts[2] ?? '00'}`
}

function minuteOr(text: string): number {
  return clockTimeSchema.safeParse(text).success ? parseClock(text) : 0
}

/** '07:00–11:30, 13:30–17:00', or that nobody works. */
export function dayText(day: WeeklyHours['week'][number]): string {
  if (day.length === 0) return 'nghỉ'
  return day.map(({ from, to }) => `${formatClock(from)}–${formatClock(to)}`).join(', ')
}

/** Days in a row with the same hours said once: 'Thứ Hai – Thứ Sáu: 07:00–11:30'. */
export function weekLines(week: WeeklyHours['week']): string[] {
  const runs: { first: number; last: number; text: string }[] = []
  for (const [index, day] of week.entries()) {
    const run = runs.at(-1)
    const text = dayText(day)
    if (run?.text === text) run.last = index
    else runs.push({ first: index, last: index, text })
  }
  return runs.map(({ first, last, text }) =>
    first === last ? `${weekdays[first]}: ${text}` : `${weekdays[first]} – ${weekdays[last]}: ${text}`,
  )
}
