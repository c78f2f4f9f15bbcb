import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignVietnamese, readAligned } from './aligned-text.ts'
import { foldVietnamese } from './search-text.ts'

describe('a text aligned with what it is searched by', () => {
  it('keeps diacritics, and the signs of a sentence', () => {
    const { folded, shown } = alignVietnamese(
      '  Kính gửi: Ủy ban nhân dân xã (số 15/CV-THM),\n ngày 24.3.2026… ',
    )
    expect(folded).toBe('kinh gui uy ban nhan dan xa so 15 cv thm ngay 2432026')
    expect(readAligned(shown)).toBe('Kính gửi: Ủy ban nhân dân xã (số 15/CV-THM) ngày 2432026')
  })

  it('is of one length with the folded text, whatever was written and however it was composed', () => {
    const letter = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 3 }),
      fc.constantFrom('ế', 'Đ', 'ệ', 'ﬁ', '½', 'ĳ', '.', '1', '2', ' ', '/', '-', '\n', '中', '𝐀', '̣', 'İ'),
    )
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 40 }), (parts) => {
        // A final sigma is the one letter whose small form depends on what follows.
        const text = parts.join('').replaceAll(/[Σσς]/g, '')
        const { folded, shown } = alignVietnamese(text)
        expect(folded).toBe(foldVietnamese(text))
        expect([...shown].length).toBe([...folded].length)
      }),
      { numRuns: 300 },
    )
  })
})
