import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../calendar/model/local-time.ts'
import { basesOn, deskRulesOn } from './bases.ts'
import { hoursText } from './hours-text.ts'
import { rosterRows } from './roster-decision.ts'
import { agencyName, placeOf } from './source.ts'

describe('legal bases', () => {
  it('never name the decree of the other time, on any day since 2018', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), (days) => {
        const day = addDays('2018-06-21', days)
        const texts = basesOn(day)
          .map((basis) => basis.text)
          .join(' ')
        expect(texts.includes('118/2025')).toBe(day >= '2025-07-01')
        expect(texts.includes('61/2018')).toBe(day < '2025-07-01')
        expect(deskRulesOn(day)?.decree.includes('118/2025')).toBe(day >= '2025-07-01')
      }),
    )
    expect(deskRulesOn('2018-06-20')).toBeUndefined()
  })
})

describe('working hours in words', () => {
  const morning = { from: 7 * 60, to: 11 * 60 + 30 }
  const afternoon = { from: 13 * 60 + 30, to: 17 * 60 }
  const whole = [morning, afternoon]

  it('put days with the same hours together and leave out days off', () => {
    expect(hoursText([whole, whole, whole, whole, whole, [morning], []])).toEqual([
      'Từ thứ Hai đến thứ Sáu: buổi sáng từ 07 giờ đến 11 giờ 30 phút; buổi chiều từ 13 giờ 30 phút đến 17 giờ',
      'Thứ Bảy: buổi sáng từ 07 giờ đến 11 giờ 30 phút',
    ])
    expect(hoursText([])).toEqual([])
  })
})

describe('rows of the roster', () => {
  const entry = {
    staffId: 'a',
    fullName: 'Người Mẫu',
    postTitle: 'Công chức',
    role: 'specialist',
    fieldName: 'Đất đai',
    deskName: null,
    substituteName: null,
    startsOn: '2026-01-01',
    endsOn: null,
  }

  it('put fields together that share everything else, leaders first', () => {
    const rows = rosterRows([
      entry,
      { ...entry, fieldName: 'Môi trường' },
      { ...entry, fieldName: 'Hộ tịch', endsOn: '2026-06-30' },
      { ...entry, staffId: 'b', fullName: 'Lãnh Đạo', role: 'leader', fieldName: null },
    ])
    expect(rows.map((row) => [row[0], row[2], row[5]])).toEqual([
      ['Lãnh Đạo', 'Lãnh đạo UBND: mọi lĩnh vực', '01/01/2026'],
      ['Người Mẫu', 'Công chức chuyên môn: Đất đai; Môi trường', '01/01/2026'],
      ['Người Mẫu', 'Công chức chuyên môn: Hộ tịch', '01/01/2026 –\n30/06/2026'],
    ])
  })
})

describe('the name of the office', () => {
  it('is written out as decisions bear it', () => {
    expect(agencyName('UBND xã Mẫu')).toBe('Ủy ban nhân dân xã Mẫu')
    expect(placeOf('UBND đặc khu Mẫu')).toBe('đặc khu Mẫu')
    expect(agencyName('Ủy ban nhân dân phường Mẫu')).toBe('Ủy ban nhân dân phường Mẫu')
  })
})
