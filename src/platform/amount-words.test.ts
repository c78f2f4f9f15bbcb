import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountInWords } from './amount-words.ts'

/** An own reader of the words: what was written must come back. */
function readWords(text: string): number {
  const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']
  let [total, group, digit] = [0, 0, 0]
  let scale = 0
  for (const word of text
    .toLowerCase()
    .replace(/ đồng$/, '')
    .split(' ')) {
    const found = word === 'mốt' ? 1 : word === 'lăm' ? 5 : digits.indexOf(word)
    if (found >= 0) digit = found
    else if (word === 'trăm') [group, digit] = [group + digit * 100, 0]
    else if (word === 'mươi') [group, digit] = [group + digit * 10, 0]
    else if (word === 'mười') [group, digit] = [group + 10, 0]
    else if (word === 'nghìn') [total, group, digit, scale] = [total + (group + digit) * 1e3, 0, 0, total]
    else if (word === 'triệu') [total, group, digit, scale] = [total + (group + digit) * 1e6, 0, 0, total]
    else if (word === 'tỷ' && group + digit === 0) total = scale + (total - scale) * 1e9
    else if (word === 'tỷ') [total, group, digit, scale] = [total + (group + digit) * 1e9, 0, 0, total]
    else if (word !== 'lẻ') throw new Error(word)
  }
  return total + group + digit
}

describe('an amount in words', () => {
  it.each([
    [0, 'Không đồng'],
    [5, 'Năm đồng'],
    [8_000, 'Tám nghìn đồng'],
    [10_000, 'Mười nghìn đồng'],
    [15_000, 'Mười lăm nghìn đồng'],
    [21_000, 'Hai mươi mốt nghìn đồng'],
    [101_000, 'Một trăm lẻ một nghìn đồng'],
    [200_000, 'Hai trăm nghìn đồng'],
    [1_005_000, 'Một triệu không trăm lẻ năm nghìn đồng'],
    [24_055_000, 'Hai mươi bốn triệu không trăm năm mươi lăm nghìn đồng'],
    [1_000_000_000, 'Một tỷ đồng'],
    [1_000_000_000_000, 'Một nghìn tỷ đồng'],
  ])('%i', (amount, words) => {
    expect(amountInWords(amount)).toBe(words)
  })

  it('says each amount so that it can be read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), (amount) => {
        expect(readWords(amountInWords(amount))).toBe(amount)
      }),
    )
  })

  it.each([-1, 0.5, Number.NaN, 2 ** 60])('refuses %d', (amount) => {
    expect(() => amountInWords(amount)).toThrow(RangeError)
  })
})
