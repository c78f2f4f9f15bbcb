import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ClosingDocument, type ClosingFacts, lackSentence, lacksForClosing } from './closing.ts'
import { shippedRules } from './rules.ts'

const { rules } = shippedRules

const letter: ClosingDocument = {
  linkId: 'a',
  kind: 'incoming',
  documentId: 'd1',
  name: 'Công văn 12/UBND-VP',
  sameAs: 'in|ubnd|12',
  draft: false,
  unfinished: '',
  missing: [],
  sheets: '01-02',
}

const whole: ClosingFacts = {
  title: 'Hồ sơ về việc tổ chức hội nghị tổng kết',
  symbol: '01.VP',
  entrySymbol: '01.VP',
  retentionCode: '10',
  retentionYears: 10,
  medium: 'electronic',
  startedOn: '2026-01-05',
  endedOn: '2026-03-20',
  today: '2026-03-24',
  sheets: null,
  closingWords: '',
  documents: [letter],
}

const codes = (facts: Partial<ClosingFacts>) =>
  lacksForClosing({ ...whole, ...facts }, rules).map(({ code }) => code)
const paper = { medium: 'paper' as const, sheets: 12, closingWords: '12 tờ, đủ, người kiểm tra: văn thư' }

describe('closing a work file', () => {
  it('finds nothing where nothing is missing', () => {
    expect(codes({})).toEqual([])
    expect(codes({ entrySymbol: null, symbol: '123.TCCB-2' })).toEqual([])
    expect(codes({ ...paper, retentionCode: 'permanent', retentionYears: null })).toEqual([])
  })

  it.each([
    ['no document', { documents: [] }, ['empty']],
    ['no retention', { retentionCode: null, retentionYears: null }, ['retention']],
    ['a retention that is not in the table', { retentionCode: '7', retentionYears: 7 }, ['retention']],
    ['a title that says nothing', { title: 'Hồ sơ' }, ['title']],
    ['a symbol that is none', { symbol: 'VP01', entrySymbol: null }, ['symbol']],
    ['a symbol other than the entry’s', { symbol: '02.VP' }, ['symbol']],
    ['an end before the beginning', { endedOn: '2026-01-04' }, ['dates']],
    ['an end to come', { endedOn: '2026-03-25' }, ['dates']],
    ['a draft', { documents: [letter, { ...letter, sameAs: '', draft: true }] }, ['draft']],
    ['the same document twice', { documents: [letter, { ...letter, linkId: 'b' }] }, ['duplicate']],
    ['work that goes on', { documents: [{ ...letter, unfinished: 'Đang xử lý' }] }, ['unfinished']],
    ['metadata', { documents: [{ ...letter, missing: ['số trang', 'người ký'] }] }, ['metadata']],
    ['paper from five years on, not numbered', { ...paper, sheets: 0 }, ['sheets']],
    [
      'paper kept for ever, not numbered',
      { ...paper, sheets: null, retentionCode: 'permanent', retentionYears: null },
      ['sheets'],
    ],
    ['no closing sheet of paper', { ...paper, closingWords: '' }, ['closing_words']],
    [
      'paper kept for ever, a document without its sheets',
      { ...paper, retentionCode: 'permanent', retentionYears: null, documents: [{ ...letter, sheets: '' }] },
      ['contents'],
    ],
  ] as const)('names %s', (_, facts, expected) => {
    expect(codes(facts as Partial<ClosingFacts>)).toEqual(expected)
  })

  it('numbers no sheets of paper kept for two years', () => {
    expect(codes({ ...paper, sheets: null, retentionCode: '2', retentionYears: 2 })).toEqual([])
  })

  it('says where each is mended, and the first of them in a refusal', () => {
    const lacks = lacksForClosing(
      { ...whole, retentionCode: null, documents: [{ ...letter, missing: ['số trang'] }] },
      rules,
    )
    expect(lacks.map(({ at }) => at)).toEqual(['#thong-tin', '/van-ban-den/d1'])
    expect(lacks[1]?.words).toBe('Công văn 12/UBND-VP còn thiếu: số trang.')
    expect(lackSentence(lacks)).toContain('Còn 1 điểm khác')
    expect(lackSentence([])).toBe('')
  })

  const anyDocument = fc.record({
    linkId: fc.uuid(),
    kind: fc.constantFrom('incoming' as const, 'outgoing' as const, 'file' as const, 'meeting' as const),
    documentId: fc.uuid(),
    name: fc.string({ minLength: 1 }),
    sameAs: fc.constantFrom('', 'x', 'y', 'z'),
    draft: fc.boolean(),
    unfinished: fc.constantFrom('', 'Đang xử lý'),
    missing: fc.subarray(['số trang', 'người ký']),
    sheets: fc.constantFrom('', '01'),
  })

  it('lets through exactly what has none of the faults, whatever the documents', () => {
    fc.assert(
      fc.property(fc.array(anyDocument, { maxLength: 8 }), (documents) => {
        const lacks = lacksForClosing({ ...whole, documents }, rules)
        const kept = documents.filter(({ sameAs }) => sameAs !== '')
        const isClean =
          documents.length > 0 &&
          documents.every(
            ({ draft, unfinished, missing }) => !draft && unfinished === '' && missing.length === 0,
          ) &&
          new Set(kept.map(({ sameAs }) => sameAs)).size === kept.length
        expect(lacks.length === 0).toBe(isClean)
        // Every lack says something and leads somewhere.
        expect(lacks.every(({ words, at }) => words.length > 10 && /^[/#]/.test(at))).toBe(true)
      }),
    )
  })

  it('never finds less where one more document is faulty', () => {
    fc.assert(
      fc.property(fc.array(anyDocument, { minLength: 1, maxLength: 6 }), anyDocument, (documents, more) => {
        const before = lacksForClosing({ ...whole, documents }, rules).length
        const after = lacksForClosing(
          { ...whole, documents: [...documents, { ...more, draft: true }] },
          rules,
        ).length
        expect(after).toBeGreaterThan(before)
      }),
    )
  })
})
