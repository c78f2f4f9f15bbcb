import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleAnswers } from '../factory.ts'
import { checkDeclaration } from './check-declaration.ts'
import { checkFormDefinition } from './check-form.ts'

const form = {
  title: 'TỜ KHAI',
  schema: {
    type: 'object',
    required: ['name', 'place'],
    properties: {
      name: { type: 'string', title: 'Họ và tên', minLength: 2, maxLength: 30 },
      place: {
        type: 'string',
        title: 'Nơi sinh (chọn một)',
        oneOf: [
          { const: 'hospital', title: 'Cơ sở y tế' },
          { const: 'home', title: 'Tại nhà' },
        ],
      },
      midwife: { type: 'string', title: 'Người đỡ đẻ', 'x-when': { field: 'place', equals: 'home' } },
      home: {
        type: 'object',
        title: 'Nhà',
        required: ['address'],
        'x-when': { field: 'place', equals: 'home' },
        properties: {
          address: { type: 'string', title: 'Địa chỉ' },
          since: { type: 'string', title: 'Từ', format: 'date' },
        },
      },
      debt: { type: 'boolean', title: 'Ghi nợ' },
      debtKind: { type: 'string', title: 'Loại nợ', 'x-when': { field: 'debt', equals: true } },
      debtNone: { type: 'string', title: 'Lý do không nợ', 'x-when': { field: 'debt', equals: false } },
      born: { type: 'string', title: 'Ngày sinh', format: 'date' },
      year: { type: 'string', title: 'Năm', format: 'year' },
      hour: { type: 'string', title: 'Giờ', format: 'time' },
      mail: { type: 'string', title: 'Thư', format: 'email' },
      phone: { type: 'string', title: 'Điện thoại', format: 'phone' },
      id: { type: 'string', title: 'Số định danh', format: 'personal-id' },
      account: { type: 'string', title: 'Tài khoản', format: 'digits', maxLength: 20 },
      area: { type: 'number', title: 'Diện tích', minimum: 0, maximum: 5000 },
      count: { type: 'integer', title: 'Số bản', minimum: 1, maximum: 100 },
      story: { type: 'string', title: 'Trình bày', 'x-long': true },
      people: {
        type: 'array',
        title: 'Thành viên',
        maxItems: 3,
        items: {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: 'string', title: 'Họ tên' },
            id: { type: 'string', title: 'Số', format: 'personal-id' },
            age: { type: 'integer', title: 'Tuổi', minimum: 0 },
          },
        },
      },
    },
  },
}
const good = { name: 'Nguyễn Văn Mẫu', place: 'hospital' }
const check = (answers: object) => checkDeclaration(form, { ...good, ...answers })
const problemsOf = (answers: object) => check(answers).problems

it('the form of these tests is sound', () => {
  expect(checkFormDefinition(form)).toEqual([])
})

describe('what is stored', () => {
  it.each<[string, object, object]>([
    [
      'text composed, trimmed, on one line',
      { name: '  Nguyễn\n Văn  A '.normalize('NFD') },
      { name: 'Nguyễn Văn A' },
    ],
    ['several lines where there are', { story: ' Một \r\nhai\t3 ' }, { story: 'Một \nhai 3' }],
    ['without signs that no paper shows', { name: 'Văn\u202e A\u0007\ufeff' }, { name: 'Văn A' }],
    ['half a surrogate pair as a sign of its own', { name: 'Văn\ud83d' }, { name: 'Văn\ufffd' }],
    ['a day as people write it', { born: '2/9/1990' }, { born: '1990-09-02' }],
    ['a day with dots or dashes', { born: '02.09-1990' }, { born: '1990-09-02' }],
    ['an hour with one digit', { hour: '8:05' }, { hour: '08:05' }],
    ['an hour with seconds, as some browsers send', { hour: '08:05:00' }, { hour: '08:05' }],
    ['a telephone number in national form', { phone: '+84 912 000 001' }, { phone: '0912000001' }],
    ['a personal number without its spaces', { id: '038 090 000 001' }, { id: '038090000001' }],
    ['an amount with points', { area: '1.500,5' }, { area: 1500.5 }],
    ['a number as text', { count: ' 12 ' }, { count: 12 }],
    ['nothing for what is empty', { story: ' ', people: [], home: {}, debt: false, area: null }, {}],
    ['nothing for empty rows', { people: [{}, {}] }, {}],
    ['a tick', { debt: true }, { debt: true }],
  ])('%s', (_, given, stored) => {
    expect(check(given)).toEqual({ answers: { ...good, ...stored }, problems: {}, warnings: {} })
  })
})

describe('a wrong answer is named at its field', () => {
  it.each<[string, object, string, RegExp]>([
    ['nothing where something must be', { name: '' }, 'name', /^Hãy nhập: Họ và tên\.$/],
    ['nothing chosen', { place: null }, 'place', /^Hãy chọn: Nơi sinh/],
    ['too short', { name: 'A' }, 'name', /Ít nhất 2 ký tự/],
    ['too long', { name: 'A'.repeat(31) }, 'name', /Tối đa 30 ký tự/],
    ['far too long', { story: 'A'.repeat(1_000_000) }, 'story', /Quá dài; tối đa 8000/],
    ['not among the choices', { place: 'Cơ sở y tế' }, 'place', /chọn một trong/],
    ['a day that does not exist', { born: '2026-02-30' }, 'born', /Ngày không hợp lệ/],
    ['a day in the year 1', { born: '0001-01-01' }, 'born', /Ngày không hợp lệ/],
    ['a day far ahead', { born: '9999-12-31' }, 'born', /Ngày không hợp lệ/],
    ['a year of three digits', { year: '199' }, 'year', /bốn chữ số/],
    ['an hour of 25', { hour: '25:00' }, 'hour', /Giờ không hợp lệ/],
    ['no address', { mail: 'mau@' }, 'mail', /Thư điện tử/],
    ['no number', { phone: 'gọi chồng tôi' }, 'phone', /Số điện thoại/],
    ['an old identity card (9 digits)', { id: '123456789' }, 'id', /12 chữ số/],
    ['letters in an account', { account: '12a' }, 'account', /Chỉ nhập chữ số/],
    ['words for a number', { area: 'năm mươi' }, 'area', /Hãy nhập số/],
    ['half a copy', { count: 1.5 }, 'count', /số nguyên/],
    ['less than the least', { count: 0 }, 'count', /Phải từ 1/],
    ['more than the most', { area: 5001 }, 'area', /Không được quá 5000/],
    ['a number for a text', { name: 12 }, 'name', /không đọc được/],
    ['a list for a text', { name: ['A'] }, 'name', /không đọc được/],
    ['a text for a tick', { debt: 'có' }, 'debt', /không đọc được/],
    ['a text for a section', { home: 'x' }, 'home', /không đọc được/],
    ['a text for a table', { people: 'x' }, 'people', /không đọc được/],
    ['a text for a row', { people: ['x'] }, 'people.0', /không đọc được/],
    [
      'a row without what it must have',
      { people: [{ name: 'A' }, { age: 3 }] },
      'people.1.name',
      /Hãy nhập: Họ tên/,
    ],
    ['a wrong number in a row', { people: [{ name: 'A', id: '1' }] }, 'people.0.id', /12 chữ số/],
    ['too many rows', { people: Array(4).fill({ name: 'A' }) }, 'people', /Tối đa 3 dòng, ở đây có 4/],
    ['an unknown member', { nickname: 'Tí' }, 'nickname', /không có mục này/],
    [
      'an unknown member of a section',
      { place: 'home', home: { address: 'x', x: 1 } },
      'home.x',
      /không có mục này/,
    ],
    ['an unknown member of a row', { people: [{ name: 'A', x: 1 }] }, 'people.0.x', /không có mục này/],
    ['a column asked for as a field', { 'people.0.name': 'x' }, 'people.0.name', /không có mục này/],
  ])('%s', (_, given, path, message) => {
    const { problems } = check(given)
    expect(problems[path]).toMatch(message)
    expect(Object.keys(problems)).toHaveLength(1)
  })
})

describe('conditions', () => {
  it('ask for nothing while they do not hold', () => {
    expect(problemsOf({})).toEqual({})
  })

  it('ask for what a section requires once they hold', () => {
    expect(problemsOf({ place: 'home' })).toEqual({ 'home.address': 'Hãy nhập: Địa chỉ.' })
    expect(problemsOf({ place: 'home', home: { address: 'Thôn Mẫu' } })).toEqual({})
  })

  it('refuse an answer to what is not asked, and say why, so that nothing typed is lost', () => {
    expect(problemsOf({ midwife: 'Bà Mẫu' })).toEqual({
      midwife: 'Mục này chỉ khai khi “Nơi sinh” là “Tại nhà”. Hãy để trống hoặc chọn lại.',
    })
    expect(problemsOf({ home: { since: '2020-01-01' } })).toMatchObject({
      'home.since': expect.stringContaining('chỉ khai khi'),
    })
  })

  it('look at ticks both ways', () => {
    expect(problemsOf({ debtKind: 'Thuế' })).toHaveProperty('debtKind')
    expect(problemsOf({ debt: true, debtKind: 'Thuế' })).toEqual({})
    expect(problemsOf({ debtNone: 'Đã nộp' })).toEqual({})
    expect(problemsOf({ debt: true, debtNone: 'Đã nộp' })).toHaveProperty('debtNone')
  })

  it('do not count while an answer is missing, in a draft', () => {
    const draft = checkDeclaration(form, { place: 'home', born: '30/2/2020' }, { draft: true })
    expect(Object.keys(draft.problems)).toEqual(['born'])
  })
})

describe('warnings', () => {
  it('tell what looks odd, also in a table, and refuse nothing', () => {
    const { problems, warnings } = check({
      id: '999090000001',
      phone: '0237385200',
      people: [{ name: 'A', id: '003090000001' }],
    })
    expect(problems).toEqual({})
    expect(Object.keys(warnings)).toEqual(['phone', 'people.0.id'])
    expect(warnings['people.0.id']).toContain('003 không phải mã tỉnh')
  })
})

describe('hostile answers', () => {
  it.each([null, undefined, 1, 'x', [], [good]])('%j is no declaration', (answers) => {
    expect(checkDeclaration(form, answers)).toEqual({
      answers: {},
      problems: { '': 'Tờ khai không đọc được. Hãy nhập lại.' },
      warnings: {},
    })
  })

  it('__proto__, constructor and toString are members like any other that the form does not have', () => {
    const answers = JSON.parse(
      '{"name":"Mẫu Văn A","place":"hospital","__proto__":{"debt":true},"constructor":1,"toString":"x"}',
    )
    const { answers: stored, problems } = checkDeclaration(form, answers)
    expect(Object.keys(problems).toSorted()).toEqual(['__proto__', 'constructor', 'toString'])
    expect(stored).toEqual({ name: 'Mẫu Văn A', place: 'hospital' })
    expect(({} as Record<string, unknown>).debt).toBeUndefined()
  })

  it('ten thousand keys are refused with a hundred messages, at once', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}`, 'x']))
    const started = performance.now()
    expect(Object.keys(problemsOf(many))).toHaveLength(100)
    expect(performance.now() - started).toBeLessThan(3000)
  })

  it('a megabyte of text in every format is refused at once', () => {
    const started = performance.now()
    for (const text of [
      'a'.repeat(1e6),
      `${'a@'.repeat(5e5)}`,
      '1/'.repeat(5e5),
      ' '.repeat(1e6),
      '0'.repeat(15_999),
    ]) {
      const everywhere = {
        born: text,
        year: text,
        hour: text,
        mail: text,
        phone: text,
        id: text,
        account: text,
        area: text,
      }
      expect(Object.keys(problemsOf(everywhere)).length).toBeGreaterThan(6)
    }
    expect(performance.now() - started).toBeLessThan(6000)
  })

  it('a hundred thousand rows are counted, not read', () => {
    expect(problemsOf({ people: Array(100_000).fill({ name: 'A' }) })).toMatchObject({
      people: expect.stringContaining('100000'),
    })
  })

  it('never fail, whatever they are, and come out the same when checked again', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('home', 'hospital', true, '1/1/2000', '12'),
    )
    const answers = fc.dictionary(
      fc.oneof(fc.constantFrom(...Object.keys(form.schema.properties)), fc.string()),
      value,
    )
    fc.assert(
      fc.property(answers, (any) => {
        const once = checkDeclaration(form, any)
        const again = checkDeclaration(form, once.answers)
        if (Object.keys(once.problems).length === 0) expect(again).toEqual(once)
      }),
      { numRuns: 1000 },
    )
  })
})

it('three hundred forms, one after the other, are each checked by their own rules', () => {
  for (let index = 0; index < 300; index += 1) {
    const other = {
      schema: { type: 'object', properties: { [`f${index}`]: { type: 'string', title: 'X' } } },
    }
    expect(checkDeclaration(other, sampleAnswers(other)).problems).toEqual({})
    expect(checkDeclaration(other, { f: 'x' }).problems).toHaveProperty('f')
  }
  expect(problemsOf({})).toEqual({})
})
