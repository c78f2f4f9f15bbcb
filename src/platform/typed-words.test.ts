import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lexemesOf, patternOf, readTypedWords } from './typed-words.ts'

const term = (words: string, isBeginning = false) => ({ words: words.split(' '), isBeginning })

describe('what is typed into a search', () => {
  it('is words without diacritics, phrases, beginnings, and what is to be left out', () => {
    expect(readTypedWords('Báo cáo "cải cách" -nháp nguy* -"dự thảo" 15/CV-THM')).toEqual({
      wanted: [term('bao'), term('cao'), term('cai cach'), term('nguy', true), term('15 cv thm')],
      unwanted: [term('nhap'), term('du thao')],
    })
    expect(lexemesOf(readTypedWords('báo "quản lý" nguy* báo'))).toBe("'bao' & 'quan' & 'ly' & 'nguy':*")
    expect(readTypedWords('báo cáo quý').wanted.map(patternOf)).toEqual(['% bao %', '% cao %', '% quy %'])
  })

  it('is nothing when there are only signs; a beginning of one letter is a word', () => {
    for (const typed of ['', '   ', '%%%___***', '""" "', '- -- -"', "';--", '*'.repeat(200)]) {
      expect(readTypedWords(typed)).toEqual({ wanted: [], unwanted: [] })
    }
    expect(readTypedWords('a*').wanted).toEqual([term('a')])
  })

  it('is refused with a sentence when there are more than twelve words', () => {
    for (const typed of ['a '.repeat(13), `"${'và '.repeat(40)}"`, Array(200).fill('a*').join(' ')]) {
      expect(() => readTypedWords(typed)).toThrow(
        expect.objectContaining({ facts: { fields: { q: expect.stringContaining('12 từ') } } }),
      )
    }
  })

  it('never holds a sign that means something to the database', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (typed) => {
        const read = readTypedWords(typed)
        for (const { words } of [...read.wanted, ...read.unwanted]) {
          for (const word of words) expect(word).toMatch(/^[\p{L}\p{N}]+$/u)
        }
      }),
    )
  })
})
