import { formatClock } from '../../../calendar/model/clock-time.ts'
import type { WorkingInterval } from '../../../calendar/model/working-calendar.ts'

const dayNames = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật']

type Week = readonly (readonly WorkingInterval[])[]

/** 'Từ thứ Hai đến thứ Sáu: buổi sáng từ 07 giờ 30 phút đến 11 giờ 30 phút; buổi chiều …', one line per run of days. */
export function hoursText(week: Week): string[] {
  const lines: string[] = []
  let first = 0
  while (first < week.length) {
    const words = intervalsText(week[first] ?? [])
    let last = first
    while (last + 1 < week.length && intervalsText(week[last + 1] ?? []) === words) last += 1
    if (words !== '') lines.push(`${daysText(first, last)}: ${words}`)
    first = last + 1
  }
  return lines
}

function daysText(first: number, last: number): string {
  const [from = '', to = ''] = [dayNames[first], dayNames[last]]
  const words = first === last ? from : `từ ${from} đến ${to}`
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

function intervalsText(intervals: readonly WorkingInterval[]): string {
  return intervals
    .map(
      ({ from, to }) => `${from < 12 * 60 ? 'buổi sáng' : 'buổi chiều'} từ ${clock(from)} đến ${clock(to)}`,
    )
    .join('; ')
}

function clock(minute: number): string {
  const [hour, minutes] = formatClock(minute).split(':')
  return minutes === '00' ? `${hour} giờ` : `${hour} giờ ${minutes} phút`
}
