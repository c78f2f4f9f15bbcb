import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateText, tidyDateText, typedIsoDate } from './date-text.ts'

describe('a typed date', () => {
  it.each([
    ['02/01/1990', '1990-01-02'],
    ['2/1/1990', '1990-01-02'],
    ['02011990', '1990-01-02'],
    [' 2.1.1990 ', '1990-01-02'],
    ['2-1-1990', '1990-01-02'],
    ['', ''],
    ['1990', '1990'],
    ['2/1/90', '2/1/90'],
    ['hôm qua', 'hôm qua'],
    ['01/01/-001', '01/01/-001'],
  ])('%j is %j', (typed, iso) => {
    expect(typedIsoDate(typed)).toBe(iso)
  })

  it('comes back the same from every date', () => {
    const day = fc.date({ min: new Date('1880-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10)
        expect(typedIsoDate(dateText(iso))).toBe(iso)
        expect(tidyDateText(dateText(iso).replaceAll('/', ''))).toBe(dateText(iso))
      }),
    )
  })
})
