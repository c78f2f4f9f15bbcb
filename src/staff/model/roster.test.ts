import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../calendar/model/local-time.ts'
import { type CoverGap, gapSentences, gapsOn, joinGaps, newGaps } from './roster.ts'

const first = '2026-03-01'
const gap = (from: number, until: number | null, role = 'counter', fieldCode = 'dat-dai'): CoverGap => ({
  role,
  fieldCode,
  fieldName: fieldCode === 'dat-dai' ? 'Đất đai' : 'Hộ tịch',
  from: addDays(first, from),
  until: until === null ? null : addDays(first, until),
})

/** Whether a day is open, by looking at every gap: the slow, obvious model. */
const isOpen = (gaps: readonly CoverGap[], day: number, of: Pick<CoverGap, 'role' | 'fieldCode'>) =>
  gapsOn(gaps, addDays(first, day)).some((each) => each.role === of.role && each.fieldCode === of.fieldCode)

const gaps = fc.array(
  fc
    .record({
      from: fc.nat(30),
      days: fc.option(fc.nat(12), { freq: 5 }),
      role: fc.constantFrom('counter', 'specialist'),
      fieldCode: fc.constantFrom('dat-dai', 'ho-tich'),
    })
    .map(({ from, days, role, fieldCode }) => gap(from, days === null ? null : from + days, role, fieldCode)),
  { maxLength: 8 },
)

const posts = ['counter', 'specialist'].flatMap((role) =>
  ['dat-dai', 'ho-tich'].map((fieldCode) => ({ role, fieldCode })),
)

describe('gaps of the roster', () => {
  it('are joined without a day gained or lost', () => {
    fc.assert(
      fc.property(gaps, (some) => {
        const joined = joinGaps(some)
        for (const post of posts)
          for (let day = 0; day < 50; day += 1)
            expect(isOpen(joined, day, post)).toBe(isOpen(some, day, post))
        for (const [index, each] of joined.entries()) {
          const next = joined[index + 1]
          if (next && next.role === each.role && next.fieldCode === each.fieldCode)
            expect(each.until !== null && next.from > addDays(each.until, 1)).toBe(true)
        }
      }),
    )
  })

  it('count as new on exactly the days that were not open before', () => {
    fc.assert(
      fc.property(gaps, gaps, (before, after) => {
        const fresh = newGaps(joinGaps(before), joinGaps(after))
        for (const post of posts)
          for (let day = 0; day < 50; day += 1)
            expect(isOpen(fresh, day, post)).toBe(isOpen(after, day, post) && !isOpen(before, day, post))
      }),
    )
  })

  it('are told by role and time, fields together', () => {
    expect(
      gapSentences([gap(4, 4), gap(0, null), gap(0, null, 'counter', 'ho-tich'), gap(2, 5, 'specialist')]),
    ).toEqual([
      'Từ 01/03/2026 không còn ai giữ vai trò Tiếp nhận và trả kết quả ở lĩnh vực: Đất đai; Hộ tịch.',
      'Từ 03/03/2026 đến hết 06/03/2026 không có ai giữ vai trò Công chức chuyên môn ở lĩnh vực: Đất đai.',
      'Ngày 05/03/2026 không có ai giữ vai trò Tiếp nhận và trả kết quả ở lĩnh vực: Đất đai.',
    ])
  })
})
