import { describe, expect, it } from 'vitest'
import { clockRulesOn, clockRulesSchema, usualClockRules } from '../model/clock-rules.ts'
import { reasonLines, typedReasons } from './reason-lines.ts'

const [usual] = usualClockRules
const known = usual?.latenessReasons ?? []

describe('reasons typed line by line', () => {
  it('keep their codes where the line is known, also in another order', () => {
    expect(typedReasons(reasonLines(known), known)).toEqual(known)
    expect(typedReasons(reasonLines(known.toReversed()), known)).toEqual(known.toReversed())
  })

  it('get codes of their words, each its own, and blank lines count for nothing', () => {
    expect(typedReasons('\n Bão, lũ \r\nBão; lũ\n\n!!!', known)).toEqual([
      { code: 'bao_lu', name: 'Bão, lũ' },
      { code: 'bao_lu_2', name: 'Bão; lũ' },
      { code: 'ly_do', name: '!!!' },
    ])
  })

  it('make rules that the command takes, whatever was typed', () => {
    const latenessReasons = typedReasons(`${'Rất dài '.repeat(20)}\nĐường truyền\n中文`, known)
    expect(clockRulesSchema.safeParse({ ...usual, latenessReasons }).success).toBe(true)
    expect(clockRulesSchema.safeParse({ ...usual, latenessReasons: [] }).success).toBe(false)
  })
})

describe('the rules of a day', () => {
  it('are the office’s own from their first day on, the usual ones before', () => {
    if (!usual) throw new Error('the usual rules are missing')
    const own = [
      { ...usual, validFrom: '2026-01-01', reappointMax: 2 },
      { ...usual, validFrom: '2026-07-01', reappointMax: 0 },
    ]
    const on = (day: string) => clockRulesOn(own, day).reappointMax
    expect([on('2025-12-31'), on('2026-01-01'), on('2026-06-30'), on('2026-07-01')]).toEqual([1, 2, 2, 0])
    expect(clockRulesOn([], '1999-01-01')).toBe(usual)
  })
})
