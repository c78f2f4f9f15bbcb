import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOfDay, dayNumber } from '../../calendar/model/local-time.ts'
import { shippedRules } from './rules.ts'
import { entrySymbol, roman, symbolPattern } from './symbols.ts'
import {
  addMonths,
  expiresOn,
  handOverDueOn,
  latestHoldOf,
  mayBeDestroyed,
  type TimedFile,
} from './time-limits.ts'

const { rules } = shippedRules
const file: TimedFile = {
  kind: 'work',
  endedOn: '2025-02-28',
  retentionCode: '10',
  retentionYears: 10,
  heldUntil: null,
}
const anyDay = fc.integer({ min: dayNumber('1990-01-01'), max: dayNumber('2120-12-31') }).map(dateOfDay)

describe('months', () => {
  it('keeps the day, or the last of a shorter month', () => {
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28')
    expect(addMonths('2025-11-30', 3)).toBe('2026-02-28')
    expect(addMonths('2025-12-15', 1)).toBe('2026-01-15')
  })

  it('goes on in time and into the month meant', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 240 }), (day, months) => {
        const later = addMonths(day, months)
        const index = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7))
        expect(index(later) - index(day)).toBe(months)
        expect(later >= day).toBe(true)
        expect(Number(later.slice(8))).toBeLessThanOrEqual(Number(day.slice(8)))
      }),
    )
  })
})

describe('hand-over', () => {
  it('is due one year after the work, three months after the settlement of construction', () => {
    expect(handOverDueOn(file, rules)).toBe('2026-02-28')
    expect(handOverDueOn({ ...file, kind: 'construction' }, rules)).toBe('2025-05-28')
  })

  it('is due of what is kept five years or for ever, and not before the work is over', () => {
    expect(handOverDueOn({ ...file, retentionCode: '2', retentionYears: 2 }, rules)).toBeNull()
    expect(handOverDueOn({ ...file, retentionCode: '5', retentionYears: 5 }, rules)).not.toBeNull()
    expect(handOverDueOn({ ...file, retentionCode: 'permanent', retentionYears: null }, rules)).not.toBeNull()
    expect(handOverDueOn({ ...file, retentionCode: null, retentionYears: null }, rules)).toBeNull()
    expect(handOverDueOn({ ...file, endedOn: null }, rules)).toBeNull()
  })

  it('waits for what the head let be held back, two years at most', () => {
    expect(handOverDueOn({ ...file, heldUntil: '2027-01-01' }, rules)).toBe('2027-01-01')
    expect(handOverDueOn({ ...file, heldUntil: '2025-06-01' }, rules)).toBe('2026-02-28')
    expect(latestHoldOf({ ...file, heldUntil: '2027-01-01' }, rules)).toBe('2028-02-28')
  })
})

describe('the end of retention', () => {
  it('is counted from the year after the work', () => {
    expect(expiresOn(file)).toBe('2036-01-01')
    expect(expiresOn({ ...file, retentionCode: 'permanent', retentionYears: null })).toBeNull()
  })

  it('alone lets a closed file be destroyed, and never one for ever, open, frozen or being handed over', () => {
    const states = fc.constantFrom('open', 'closed', 'offered', 'handed_over', 'destroyed')
    const years = fc.constantFrom(null, 2, 5, 10, 70)
    fc.assert(
      fc.property(
        anyDay,
        anyDay,
        states,
        years,
        fc.boolean(),
        (endedOn, today, state, retentionYears, frozen) => {
          const timed = {
            ...file,
            endedOn,
            retentionYears,
            retentionCode: String(retentionYears ?? 'permanent'),
          }
          const may = mayBeDestroyed({ ...timed, state, frozen }, today)
          const over = expiresOn(timed)
          expect(may).toBe(
            over !== null && today >= over && !frozen && (state === 'closed' || state === 'handed_over'),
          )
        },
      ),
    )
  })
})

describe('symbols', () => {
  it('are the serial and the abbreviation of the big heading', () => {
    expect(entrySymbol(1, 'TCCB')).toBe('01.TCCB')
    expect(entrySymbol(123, 'VHXH')).toBe('123.VHXH')
    expect(['01.TCCB', '12.VP', '05.ĐĐ'].every((symbol) => symbolPattern.test(symbol))).toBe(true)
    expect(['TCCB', '1', '01 TCCB', '01.tccb'].some((symbol) => symbolPattern.test(symbol))).toBe(false)
  })

  it('stand under headings in Roman numerals', () => {
    expect([1, 4, 9, 14, 40, 1994].map(roman)).toEqual(['I', 'IV', 'IX', 'XIV', 'XL', 'MCMXCIV'])
  })
})
