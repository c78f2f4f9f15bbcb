import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chainStart, earliestUnsealed, sealHash, type WrittenEvent } from './model.ts'

describe('the seal', () => {
  const text = fc.string({ unit: 'binary' })
  const someEvent: fc.Arbitrary<WrittenEvent> = fc.record({
    id: fc.uuid(),
    at: text,
    actorId: fc.option(fc.uuid()),
    actorName: text,
    action: text,
    subjectType: text,
    subjectId: text,
    facts: text,
    requestId: text,
  })

  it('differs whenever any column differs, wherever the border between two lies', () => {
    fc.assert(
      fc.property(someEvent, someEvent, (one, other) => {
        const same = JSON.stringify(Object.entries(one)) === JSON.stringify(Object.entries(other))
        const seals = [one, other].map((event) => sealHash(chainStart, 'office', event))
        expect(seals[0] === seals[1]).toBe(same)
      }),
    )
    const moved = { actorName: 'ab', action: 'c' }
    const event = {
      id: '',
      at: '',
      actorId: null,
      subjectType: '',
      subjectId: '',
      facts: '{}',
      requestId: '',
    }
    expect(sealHash(chainStart, 'o', { ...event, ...moved })).not.toBe(
      sealHash(chainStart, 'o', { ...event, actorName: 'a', action: 'bc' }),
    )
  })

  it('looks an hour back for late events', () => {
    expect(earliestUnsealed(null)).toBe('00000000-0000-0000-0000-000000000000')
    expect(earliestUnsealed('0198036e-e880-7abc-8000-000000000000')).toBe(
      '01980337-fa00-0000-0000-000000000000',
    )
  })
})
