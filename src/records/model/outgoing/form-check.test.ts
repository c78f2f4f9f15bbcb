import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBody, pointLetters } from './body-text.ts'
import { typeTableOn } from './document-types.ts'
import { checkForm, type FormFacts, type FormPlace } from './form-check.ts'
import type { OutgoingContent } from './outgoing-content.ts'
import { outgoingExamples } from './outgoing-examples.ts'

const facts: FormFacts = {
  today: '2026-03-24',
  placeName: 'Cẩm Long',
  agencySymbol: 'UBND',
  unitSymbol: 'KT',
  symbol: null,
  number: null,
  datedOn: null,
  signer: { name: 'Lãnh đạo Mẫu Chín', post: 'Chủ tịch', kind: 'head' },
  signerProblem: null,
}
const decision = outgoingExamples['quyet-dinh'] as OutgoingContent
const letter = outgoingExamples['cong-van'] as OutgoingContent

/** Places of what breaks the decree, with their lines. */
const broken = (content: OutgoingContent, more: Partial<FormFacts> = {}) =>
  checkForm(content, { ...facts, ...more })
    .filter(({ breaks }) => breaks)
    .map(({ place, line }) => (line === null ? place : `${place}:${line}`))

describe('the form check', () => {
  it.each(Object.entries(outgoingExamples))('finds nothing wrong with a right %s', (_code, content) => {
    expect(broken(content)).toEqual([])
  })

  it.each<[string, Partial<OutgoingContent>, Partial<FormFacts>, string]>([
    ['no subject', { subject: '' }, {}, 'subject'],
    ['a subject in capitals', { subject: 'VỀ VIỆC THÀNH LẬP TỔ KIỂM TRA' }, {}, 'subject'],
    ['a subject with a full stop', { subject: 'Về việc thành lập tổ kiểm tra.' }, {}, 'subject'],
    ['no grounds', { bases: [] }, {}, 'bases'],
    ['grounds that are none', { bases: ['Luật Tổ chức chính quyền địa phương'] }, {}, 'bases:1'],
    ['grounds without a date', { bases: ['Căn cứ Nghị định số 30/2020/NĐ-CP'] }, {}, 'bases:1'],
    ['nobody to receive it', { recipients: [] }, {}, 'recipients'],
    ['the line of what is kept typed', { recipients: ['Như Điều 3', 'Lưu: VT'] }, {}, 'recipients:2'],
    ['addressees in a decision', { addressees: ['Phòng Kinh tế'] }, {}, 'addressees'],
    ['no text', { body: ' \n ' }, {}, 'body'],
    ['no articles', { body: 'Thành lập Tổ kiểm tra.' }, {}, 'body'],
    ['a past date', {}, { datedOn: '2026-03-23' }, 'date'],
    ['a date to come', {}, { datedOn: '2026-03-25' }, 'date'],
    ['no place', {}, { placeName: '' }, 'placeName'],
    ['a wrong symbol', {}, { symbol: 'CT-UBND' }, 'symbol'],
    ['a symbol in a wrong order', {}, { symbol: 'UBND-QĐ' }, 'symbol'],
    ['a type that is none', { typeCode: 'giay-khac' }, {}, 'typeCode'],
    [
      'a title before the name',
      {},
      { signer: { name: 'ThS. Lãnh đạo Mẫu', post: 'Chủ tịch', kind: 'head' } },
      'signer',
    ],
    [
      'TM. of who signs by order',
      { collective: true },
      { signer: { name: 'A', post: 'Chánh Văn phòng', kind: 'order' } },
      'signer',
    ],
    [
      'a signer whose delegation is over',
      {},
      { signer: null, signerProblem: 'Ủy quyền đã hết hạn.' },
      'signer',
    ],
    ['a second first article', { body: 'Điều 1. Một.\nĐiều 1. Hai.' }, {}, 'body:2'],
    ['an old code page', { body: 'Điều 1. Céng hßa x· héi chñ nghÜa ViÖt Nam ®éc lËp' }, {}, 'body:1'],
    ['the end mark inside', { body: 'Điều 1. Một./.\nĐiều 2. Hai.' }, {}, 'body:1'],
    ['a chapter without a title', { body: 'Chương I\nĐiều 1. Một.' }, {}, 'body:1'],
  ])('names the place of %s', (_what, content, more, place) => {
    expect(broken({ ...decision, ...content }, more)).toContain(place)
  })

  it('asks a letter for addressees and for the symbol of its unit, and forbids V/v typed', () => {
    expect(broken({ ...letter, addressees: [] })).toEqual(['addressees'])
    expect(broken(letter, { unitSymbol: '' })).toEqual(['symbol'])
    expect(broken({ ...letter, subject: 'V/v trả lời kiến nghị' })).toEqual(['subject'])
  })

  it('refuses an abbreviation on a type that has none', () => {
    expect(broken(letter, { symbol: 'CV-UBND' })).toEqual(['symbol'])
    expect(broken(letter, { symbol: 'UBND-KT' })).toEqual([])
  })

  it('wants a resolution signed on behalf of the collective (Điều 13)', () => {
    expect(broken({ ...(outgoingExamples['nghi-quyet'] as OutgoingContent), collective: false })).toEqual([
      'signer',
    ])
  })
})

/** A body in right order: articles with clauses with points, and the line of each numbered piece. */
const orderedBody = fc
  .array(fc.array(fc.integer({ min: 0, max: pointLetters.length }), { maxLength: 5 }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((articles) =>
    articles.flatMap((clauses, article) => [
      `Điều ${article + 1}. Nội dung điều.`,
      ...clauses.flatMap((points, clause) => [
        `${clause + 1}. Nội dung khoản:`,
        ...[...pointLetters.slice(0, points)].map((letter) => `${letter}) Nội dung điểm;`),
      ]),
    ]),
  )

describe('the order of the parts', () => {
  it('is right whenever the numbers run on', () => {
    fc.assert(
      fc.property(orderedBody, (lines) => {
        expect(broken({ ...decision, body: lines.join('\n') })).toEqual([])
        expect(parseBody(lines.join('\n\n')).map(({ label, text }) => `${label} ${text}`)).toEqual(lines)
      }),
      { numRuns: 60 },
    )
  })

  it('is wrong at the line after one that was taken out, unless that was the last of its list', () => {
    fc.assert(
      fc.property(orderedBody, fc.nat(), (lines, pick) => {
        const articles = lines.flatMap((text, at) => (text.startsWith('Điều') ? [at] : []))
        fc.pre(articles.length >= 2)
        const nth = pick % (articles.length - 1)
        const body = lines.filter((_, at) => at < (articles[nth] ?? 0) || at >= (articles[nth + 1] ?? 0))
        expect(broken({ ...decision, body: body.join('\n') })).toContain(`body:${(articles[nth] ?? 0) + 1}`)
      }),
      { numRuns: 60 },
    )
  })

  it('counts points by the Vietnamese alphabet: d, đ, e and no f', () => {
    const points = (letters: string) =>
      ['Điều 1. Gồm:', ...[...letters].map((each) => `${each}) điểm;`)].join('\n')
    expect(broken({ ...decision, body: points('abcdđeghik') })).toEqual([])
    expect(broken({ ...decision, body: points('abcde') })).toEqual(['body:6'])
    expect(broken({ ...decision, body: points('abcdđef') })).toEqual(['body:8'])
  })

  it('never fails, whatever is typed', () => {
    const anyText = fc.string({ unit: 'grapheme', maxLength: 200 })
    const types = typeTableOn(facts.today).types.map(({ code }) => code)
    fc.assert(
      fc.property(anyText, anyText, fc.constantFrom(...types), (body, line, typeCode) => {
        const found = checkForm(
          { ...decision, typeCode, body, subject: line, bases: [line], recipients: [line] },
          facts,
        )
        const known: FormPlace[] = [
          'subject',
          'symbol',
          'date',
          'placeName',
          'bases',
          'addressees',
          'body',
          'signer',
          'recipients',
        ]
        expect(found.every(({ place, words }) => known.includes(place) && words.length > 10)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})
