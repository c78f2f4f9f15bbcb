import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TimeLimit } from '../model.ts'
import { parseCatalogue, readShippedCatalogue } from './catalogue.ts'
import { defaultProcess, statutoryWorkingHours } from './default-process.ts'

const hoursOf = (timeLimit: TimeLimit) => defaultProcess(timeLimit).map((step) => step.hours)
const sum = (hours: (number | null)[]) => hours.reduce<number>((total, each) => total + (each ?? 0), 0)

describe('defaultProcess', () => {
  it('goes from the counter over specialist, leader and clerk back to the counter', () => {
    const steps = defaultProcess({ amount: 5, unit: 'working_day' })
    expect(steps.map((step) => step.role)).toEqual(['counter', 'specialist', 'leader', 'clerk', 'counter'])
    expect(steps.map((step) => step.hours)).toEqual([2, 26, 8, 2, 2])
  })

  it('splits short limits into minutes that people can work with', () => {
    expect(hoursOf({ amount: 0, unit: 'same_day' })).toEqual([0.125, 1.25, 0.375, 0.125, 0.125])
    expect(hoursOf({ amount: 1, unit: 'hour' })).toEqual([0.125, 0.375, 0.25, 0.125, 0.125])
  })

  it('leaves the hours open where the law gives no figure', () => {
    expect(hoursOf({ amount: null, unit: 'day' })).toEqual([null, null, null, null, null])
  })

  it('adds up to the statutory time exactly, with time for every step and most for the appraisal', () => {
    const unit = fc.constantFrom<TimeLimit['unit']>('same_day', 'hour', 'working_day', 'day')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3650 }), unit, (amount, ofUnit) => {
        const timeLimit = { amount, unit: ofUnit }
        const hours = hoursOf(timeLimit)
        expect(sum(hours)).toBe(statutoryWorkingHours(timeLimit))
        for (const each of hours) expect(each).toBeGreaterThan(0)
        expect(hours[1]).toBe(Math.max(...hours.map(Number)))
      }),
    )
  })

  it('never promises more than the calendar days hold', () => {
    expect(statutoryWorkingHours({ amount: 15, unit: 'day' })).toBe(80)
    expect(statutoryWorkingHours({ amount: 45, unit: 'day' })).toBe(256)
    expect(statutoryWorkingHours({ amount: 1, unit: 'day' })).toBe(8)
  })

  it('fits every procedure of the shipped catalogue', async () => {
    for (const { timeLimit } of parseCatalogue(await readShippedCatalogue()).records) {
      expect(sum(hoursOf(timeLimit))).toBe(statutoryWorkingHours(timeLimit) ?? 0)
    }
  })
})
