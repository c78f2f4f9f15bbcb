import { describe, expect, it } from 'vitest'
import { DEFAULT_HOURS } from '../../calendar/model/working-calendar.ts'
import { receivedBeforeToPass } from './paper-passing.ts'

// Monday to Friday; Tuesday 24/11/2026 is a holiday.
const calendar = {
  hours: [DEFAULT_HOURS],
  daysOff: { '2026-11-24': 'Ngày Văn hóa Việt Nam' },
  extraWorkingDays: {},
}
const at = (text: string) => new Date(`${text}+07:00`)
const passed = (now: string) => receivedBeforeToPass(calendar, { now: at(now), cutoff: 15 * 60 })

describe('paper passes on the same working day, after 15:00 at the start of the next (NĐ 61/2018, Điều 18)', () => {
  it.each([
    [
      'before work only what came before 15:00 of the last working day',
      '2026-11-26T06:00',
      '2026-11-25T15:00',
    ],
    ['within the first hour still', '2026-11-26T07:30', '2026-11-25T15:00'],
    ['after the first hour everything of earlier days', '2026-11-26T09:00', '2026-11-26T00:00'],
    ['at the end of the day what came before 15:00', '2026-11-26T18:00', '2026-11-26T15:00'],
    ['on a weekend nothing more than on Friday night', '2026-11-29T10:00', '2026-11-27T15:00'],
    ['on a holiday nothing more than the evening before', '2026-11-24T10:00', '2026-11-23T15:00'],
    ['on the morning after a holiday what came late before it', '2026-11-25T09:00', '2026-11-25T00:00'],
  ])('%s', (_, now, expected) => {
    expect(passed(now)).toEqual(at(expected))
  })

  it('never goes back as time goes on', () => {
    const start = at('2026-11-20T00:00').getTime()
    const moments = Array.from({ length: 24 * 4 * 10 }, (_, index) => new Date(start + index * 15 * 60_000))
    const bounds = moments.map((now) => receivedBeforeToPass(calendar, { now, cutoff: 15 * 60 }).getTime())
    expect(bounds).toEqual(bounds.toSorted((a, b) => a - b))
  })
})
