import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  clockTimeSchema,
  formatClock,
  formatDate,
  formatLongDate,
  formatLongMoment,
  formatShortMoment,
  parseClock,
} from './clock-time.ts'
import { someCalendar, someInstant } from './factory.ts'
import {
  addDays,
  dateOfDay,
  dayNumber,
  instantAt,
  isoWeekday,
  localDate,
  localDateSchema,
  minuteOfDay,
} from './local-time.ts'
import { describeTimeLeft, timeLeft, urgency } from './time-left.ts'
import { assembleCalendar, DEFAULT_HOURS } from './working-calendar.ts'

const office = assembleCalendar([DEFAULT_HOURS], [])

describe('time left', () => {
  // Thursday 04/06/2026 to Monday 08/06/2026.
  it.each([
    ['2026-06-04', '10:00', '2026-06-08', '15:00', 'còn 2 ngày 3 giờ làm việc', 'on_time'],
    ['2026-06-04', '10:00', '2026-06-08', '10:00', 'còn 2 ngày làm việc', 'on_time'],
    ['2026-06-05', '16:00', '2026-06-08', '09:20', 'còn 3 giờ 20 phút làm việc', 'due_soon'],
    ['2026-06-06', '10:00', '2026-06-09', '09:00', 'còn 1 ngày 2 giờ làm việc', 'on_time'],
    ['2026-06-06', '10:00', '2026-06-08', '07:00', 'đến hạn lúc 07:00 ngày 08/06/2026', 'due_soon'],
    ['2026-06-04', '08:00', '2026-06-04', '16:30', 'đến hạn hôm nay lúc 16:30', 'due_soon'],
    ['2026-06-04', '16:30', '2026-06-04', '16:30', 'đến hạn hôm nay lúc 16:30', 'due_soon'],
    ['2026-06-04', '16:31', '2026-06-04', '16:30', 'quá hạn 1 phút làm việc', 'late'],
    ['2026-06-08', '09:30', '2026-06-04', '16:00', 'quá hạn 1 ngày 3 giờ làm việc', 'late'],
    ['2026-06-08', '09:30', '2026-06-05', '14:00', 'quá hạn 5 giờ 30 phút làm việc', 'late'],
    ['2026-06-06', '09:00', '2026-06-05', '17:00', 'vừa quá hạn', 'late'],
  ])('at %s %s, due %s %s: %s', (nowDate, nowClock, dueDate, dueClock, words, expected) => {
    const left = timeLeft(
      office,
      instantAt(nowDate, parseClock(nowClock)),
      instantAt(dueDate, parseClock(dueClock)),
    )
    expect(describeTimeLeft(left)).toBe(words)
    expect(urgency(left)).toBe(expected)
  })

  it('warns as early as it is told to', () => {
    const left = timeLeft(office, instantAt('2026-06-04', 600), instantAt('2026-06-08', 600))
    expect(left.totalMinutes).toBe(960)
    expect(urgency(left, 960)).toBe('due_soon')
    expect(urgency(left, 959)).toBe('on_time')
  })

  it('is late exactly after the due time, and never negative', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, someInstant, (calendar, now, due) => {
        const left = timeLeft(calendar, now, due)
        expect(left.isLate).toBe(now > due)
        expect(left.workingDays >= 0 && left.workingMinutes >= 0).toBe(true)
        expect(left.workingMinutes <= left.totalMinutes).toBe(true)
        expect(describeTimeLeft(left)).not.toMatch(/NaN|undefined| {2}|-/)
      }),
      { numRuns: 200 },
    )
  })
})

describe('local time', () => {
  it('changes the date at midnight in Viet Nam', () => {
    expect(localDate(new Date('2026-01-04T16:59:59Z'))).toBe('2026-01-04')
    expect(localDate(new Date('2026-01-04T17:00:00Z'))).toBe('2026-01-05')
    expect(minuteOfDay(new Date('2026-01-05T07:05:59Z'))).toBe(14 * 60 + 5)
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(isoWeekday('2026-04-26')).toBe(7)
    expect(isoWeekday('1969-12-29')).toBe(1)
    expect(dateOfDay(dayNumber('0001-01-01'))).toBe('0001-01-01')
  })

  it.each(['2026-02-29', '2026-13-01', '0000-12-31', '-000001-01-01', '10000-01-01', '2026-1-5', '', '😀'])(
    'refuses the date %s',
    (text) => {
      expect(() => dayNumber(text)).toThrow(RangeError)
      expect(localDateSchema.safeParse(text).success).toBe(false)
    },
  )

  it('stays within the years 1 to 9999', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
    expect(() => addDays('0001-01-01', -1)).toThrow(RangeError)
    expect(() => localDate(new Date(8.64e15))).toThrow(RangeError)
  })
})

describe('wording', () => {
  it('writes dates as official papers do', () => {
    const moment = instantAt('2026-01-05', 14 * 60 + 5)
    expect(formatLongMoment(moment)).toBe('14 giờ 05 phút, ngày 05 tháng 01 năm 2026')
    expect(formatLongDate('2026-03-12')).toBe('ngày 12 tháng 3 năm 2026')
    expect(formatShortMoment(moment)).toBe('14:05 ngày 05/01/2026')
    expect(formatDate('2026-11-24')).toBe('24/11/2026')
  })

  it('reads and writes clock times', () => {
    expect(parseClock('07:30')).toBe(450)
    expect(formatClock(450)).toBe('07:30')
    for (const bad of ['24:00', '7:30', '07h30', '07:60', '']) {
      expect(() => parseClock(bad)).toThrow(RangeError)
      expect(clockTimeSchema.safeParse(bad).success).toBe(false)
    }
    expect(() => formatClock(1440)).toThrow(RangeError)
  })
})
