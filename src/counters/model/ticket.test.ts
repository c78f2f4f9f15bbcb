import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spokenCode } from '../pages/use-voice.ts'
import { priorityKindsOn } from './priority-kinds.ts'
import { nextTicketSteps, seriesLetters, type TicketState, ticketCode, ticketStates } from './ticket.ts'
import { estimateWait } from './waiting-time.ts'

describe('a ticket', () => {
  it('has a code of three digits that grows beyond 999', () => {
    expect([ticketCode('A', 1), ticketCode('B', 42), ticketCode('A', 5000)]).toEqual([
      'A001',
      'B042',
      'A5000',
    ])
  })

  it('belongs to letters that are never given twice and hold nothing that reads as a digit', () => {
    const all = Array.from({ length: 500 }, (_, index) => seriesLetters(index))
    expect(new Set(all).size).toBe(500)
    expect(all.slice(0, 3)).toEqual(['A', 'B', 'C'])
    expect(all.join('')).not.toMatch(/[IOQ]/)
  })

  it('can be absent only after the calls that the office wants', () => {
    expect(nextTicketSteps({ state: 'calling', calls: 1 }, 2)).not.toContain('markAbsent')
    expect(nextTicketSteps({ state: 'calling', calls: 2 }, 2)).toContain('markAbsent')
  })

  it('that is over goes nowhere', () => {
    const over = Object.keys(ticketStates).filter(
      (state) => nextTicketSteps({ state: state as TicketState, calls: 9 }, 1).length === 0,
    )
    expect(over).toEqual(['done', 'cancelled'])
  })

  it('is read aloud sign by sign', () => {
    expect(spokenCode('A012')).toBe('A, không một hai')
    expect(spokenCode('AB905')).toBe('A B, chín không năm')
  })
})

describe('priority', () => {
  it('names the age of the office and counts only from the day of its law', () => {
    expect(priorityKindsOn('2026-03-24', 75)[0]).toEqual({
      code: 'elderly',
      name: 'Người từ 75 tuổi trở lên',
    })
    expect(priorityKindsOn('2026-03-24', 60)).toHaveLength(4)
    expect(priorityKindsOn('2020-12-31', 60).map(({ code }) => code)).not.toContain('merit')
  })
})

describe('the waiting time', () => {
  it('is nothing for the next one and the usual time before the day has shown better', () => {
    expect(estimateWait({ ahead: 0, servingMinutes: [], desks: 1 })).toBe(0)
    expect(estimateWait({ ahead: 5, servingMinutes: [], desks: 1 })).toBe(40)
  })

  it('is shared among the desks and not frightened by one long case', () => {
    expect(estimateWait({ ahead: 6, servingMinutes: [5, 5, 5, 90], desks: 2 })).toBe(15)
  })

  it('never grows with more desks, never shrinks with more people, and comes in steps of five minutes', () => {
    const minutes = fc.array(fc.nat(120), { maxLength: 40 })
    fc.assert(
      fc.property(fc.nat(500), minutes, fc.integer({ min: 0, max: 9 }), (ahead, servingMinutes, desks) => {
        const wait = estimateWait({ ahead, servingMinutes, desks })
        expect(wait % 5).toBe(0)
        expect(estimateWait({ ahead, servingMinutes, desks: desks + 1 })).toBeLessThanOrEqual(wait)
        expect(estimateWait({ ahead: ahead + 1, servingMinutes, desks })).toBeGreaterThanOrEqual(wait)
      }),
    )
  })
})
