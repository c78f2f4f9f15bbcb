import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldVietnamese, matchScore, prepareEntry, prepareQuery, searchItems } from './search-text.ts'

const NAMES = [
  ['1.001193', 'Đăng ký khai sinh'],
  ['1.004884', 'Đăng ký lại khai sinh'],
  ['1.000656', 'Đăng ký khai tử'],
  ['2.000815', 'Chứng thực bản sao từ bản chính giấy tờ, văn bản'],
  ['1.000894', 'Đăng ký kết hôn'],
  ['2.000424', 'Thực hiện hỗ trợ khi hòa giải viên gặp tai nạn'],
] as const
const ITEMS = NAMES.map(([code, name]) => ({ entry: prepareEntry(name, code), item: code }))
const find = (typed: string) => searchItems(ITEMS, typed, 10)

describe('foldVietnamese', () => {
  it('takes away every Vietnamese mark', () => {
    expect(foldVietnamese('ĐĂNG KÝ khai sinh, có “yếu tố” nước ngoài')).toBe(
      'dang ky khai sinh co yeu to nuoc ngoai',
    )
    expect(foldVietnamese('ẰẮẲẴẶ ơớờởỡợ ưứừửữự Ỹỷ')).toBe('aaaaa oooooo uuuuuu yy')
    expect(foldVietnamese('hoà giải')).toBe(foldVietnamese('hòa giải'.normalize('NFD')))
    expect(foldVietnamese('2.000815')).toBe('2000815')
    expect(foldVietnamese(' \n😀 <b>')).toBe('b')
  })

  it('is settled after one pass, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = foldVietnamese(text)
        expect(foldVietnamese(once)).toBe(once)
        expect(once).not.toMatch(/^\s|\s$|\s\s|[đ\p{M}\p{P}]/u)
      }),
    )
  })

  it('does not care for composition or case', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ăâđêôơưàảãáạ ấệợỹxyz') }), (text) => {
        const folded = foldVietnamese(text)
        expect(foldVietnamese(text.normalize('NFD'))).toBe(folded)
        expect(foldVietnamese(text.toUpperCase())).toBe(folded)
      }),
    )
  })
})

describe('searching', () => {
  it('finds by words without diacritics, parts of words, initials and words run together', () => {
    expect(find('khai sinh')[0]).toBe('1.001193')
    expect(find('kha sin')[0]).toBe('1.001193')
    expect(find('dkks')[0]).toBe('1.001193')
    expect(find('dklks')).toEqual(['1.004884'])
    expect(find('khaisinh')).toEqual(['1.001193', '1.004884'])
    expect(find('sinh lai')).toEqual(['1.004884'])
    expect(find('CHỨNG THỰC')).toEqual(['2.000815'])
  })

  it('finds by code, with and without its dot, by its beginning and in its long local form', () => {
    for (const typed of ['2.000815', '2000815', ' 2 000815 ', '2.0008', '2.000815.000.00.00.H56', '000815']) {
      expect(find(typed)[0], typed).toBe('2.000815')
    }
  })

  it('puts what was typed with its diacritics first', () => {
    const items = ['Khải tụ', 'Khai tử'].map((name) => ({ entry: prepareEntry(name), item: name }))
    expect(searchItems(items, 'khai tử', 1)).toEqual(['Khai tử'])
    expect(searchItems(items, 'khải tụ', 1)).toEqual(['Khải tụ'])
  })

  it('finds nothing for what is not there, and everything for nothing', () => {
    expect(find('hộ chiếu')).toEqual([])
    expect(find("' or 1=1 --")).toEqual([])
    expect(find('   ')).toHaveLength(NAMES.length)
  })

  it('finds a text by any of its words and by all of its initials', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcđêôươấệxy'), minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 8 }), fc.nat(), (words, pick) => {
        const entry = prepareEntry(words.join(' '))
        const chosen = words[pick % words.length] ?? ''
        expect(matchScore(entry, prepareQuery(chosen))).toBeGreaterThan(0)
        const initials = words.map((each) => each.slice(0, 1)).join('')
        expect(matchScore(entry, prepareQuery(initials))).toBeGreaterThan(0)
      }),
    )
  })
})

it('never parts a character that takes two places', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const { initials } = prepareEntry(name.toWellFormed(), null)
      expect(initials.isWellFormed()).toBe(true)
    }),
  )
  expect(prepareEntry('𠀀 sinh', null).initials).toBe('𠀀s')
})
