import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differencesOf, differentLines } from './differences.ts'
import { outgoingExample } from './outgoing-examples.ts'

const lines = fc.array(fc.constantFrom('một', 'hai', 'ba', 'bốn'), { maxLength: 12 })

describe('differences of two drafts', () => {
  it('give back both: without what was added the first, without what was removed the second', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const found = differentLines(before, after)
        const without = (kind: string) => found.filter((line) => line.kind !== kind).map(({ text }) => text)
        expect(without('added')).toEqual(before)
        expect(without('removed')).toEqual(after)
      }),
    )
  })

  it('are as few as can be: a line moved down is one out and one in', () => {
    const found = differentLines(['a', 'b', 'c', 'd'], ['b', 'c', 'd', 'a'])
    expect(found.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'a' },
      { kind: 'added', text: 'a' },
    ])
  })

  it('name the parts that changed and none that did not', () => {
    const after = {
      ...outgoingExample,
      subject: 'Việc khác',
      recipients: [...outgoingExample.recipients, 'Trạm Y tế xã'],
    }
    expect(differencesOf(outgoingExample, after).map(({ part }) => part)).toEqual(['Trích yếu', 'Nơi nhận'])
    expect(differencesOf(outgoingExample, outgoingExample)).toEqual([])
  })

  it('of long texts that share nothing are shown without a table of millions', () => {
    const long = (word: string) => Array.from({ length: 4000 }, (_, index) => `${word} ${index}`)
    expect(differentLines(long('cũ'), long('mới'))).toHaveLength(8000)
  })
})
