import { describe, expect, it } from 'vitest'
import { DEFAULT_HOURS } from '../model/working-calendar.ts'
import { hoursField, readHours, tidyClock, weekLines } from './read-hours.ts'

describe('hours typed into the form', () => {
  it('are read however people write a clock time', () => {
    for (const typed of ['7:30', '07:30', '7h30', '7.30', '730', ' 0730 ', '7g30']) {
      expect(tidyClock(typed)).toBe('07:30')
    }
    expect(tidyClock('7')).toBe('07:00')
    expect(tidyClock('7h')).toBe('07:00')
    expect(tidyClock('sáng')).toBe('sáng')
  })

  it('become a week, with empty days off', () => {
    const form = new FormData()
    form.set(hoursField(0, 0, 'from'), '7h')
    form.set(hoursField(0, 0, 'to'), '11:30')
    form.set(hoursField(5, 1, 'from'), '13:30')
    form.set(hoursField(5, 1, 'to'), '17:00')
    const { week, wrong } = readHours(form)
    expect(wrong).toEqual({})
    expect(week).toEqual([[{ from: 420, to: 690 }], [], [], [], [], [{ from: 810, to: 1020 }], []])
  })

  it('are refused at their field when they are no time, or only half of a stretch', () => {
    const form = new FormData()
    form.set(hoursField(1, 0, 'from'), '25:00')
    form.set(hoursField(1, 0, 'to'), '11:30')
    form.set(hoursField(2, 1, 'from'), '13:30')
    expect(Object.keys(readHours(form).wrong)).toEqual(['week.1.0.from', 'week.2.1.to'])
  })

  it('are said once for days alike', () => {
    expect(weekLines(DEFAULT_HOURS.week)).toEqual([
      'Thứ Hai – Thứ Sáu: 07:00–11:30, 13:30–17:00',
      'Thứ Bảy – Chủ nhật: nghỉ',
    ])
  })
})
