import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFormText } from './form-text.ts'

const text = `{
  "title": "TỜ KHAI",
  "schema": {
    "type": "object",
    "required": ["name"],
    "properties": {
      "name": { "type": "string", "title": "Họ và tên" },
      "age": { "type": "integer", "title": "Tuổi", "minimum": 0 }
    }
  }
}
`
const problemsOf = (changed: string) => {
  const read = parseFormText(changed)
  return 'problems' in read ? read.problems : []
}

describe('a form as text', () => {
  it('is read when it is sound, its fields in their order', () => {
    const read = parseFormText(text)
    expect(read).toMatchObject({ form: { title: 'TỜ KHAI', signers: ['Người khai'], number: '' } })
    expect('form' in read && Object.keys(read.form.schema.properties as object)).toEqual(['name', 'age'])
  })

  it.each([
    ['an unknown keyword', '"minimum": 0', '"minimun": 0', 8, 'Không dùng được từ khóa này'],
    ['a free pattern', '"minimum": 0', '"pattern": "a"', 8, 'pattern'],
    ['a missing comma', '"type": "object",', '"type": "object"', 5, 'Thiếu dấu phẩy'],
    ['a comma too many', '"minimum": 0 }', '"minimum": 0 },', 9, 'dấu phẩy đứng trước có thể thừa'],
    ['a name twice', '"age":', '"name":', 8, 'bị lặp lại'],
    ['a required field that is none', '["name"]', '["nmae"]', 5, 'không có trong'],
    ['a comment', '"title": "TỜ KHAI",', '"title": "TỜ KHAI", // x', 2, 'chú thích'],
    ['an open quote', '"Họ và tên" }', '"Họ và tên }', 7, 'nháy'],
    ['text after the end', '  }\n}\n', '  }\n}\n}', 12, 'thừa'],
    ['nothing of the frame', '"title": "TỜ KHAI",', '', 1, 'title'],
  ])('%s is refused with the line', (_, from, to, line, message) => {
    expect(text).toContain(from)
    expect(problemsOf(text.replace(from, to))).toContainEqual({
      line,
      column: expect.any(Number),
      message: expect.stringContaining(message),
    })
  })

  it('says the column of a member by its name', () => {
    expect(problemsOf(text.replace('"minimum"', '"x-y"'))).toMatchObject([{ line: 8, column: 52 }])
  })

  it('reads CRLF and the last line without an end', () => {
    expect(parseFormText(text.replaceAll('\n', '\r\n'))).toHaveProperty('form')
    expect(parseFormText(text.trim())).toHaveProperty('form')
    expect(problemsOf(text.replaceAll('\n', '\r\n').replace('"minimum"', '"x-y"'))).toMatchObject([
      { line: 8 },
    ])
  })

  it.each([
    ['nothing', ''],
    ['a word', 'tờ khai'],
    ['a number', '1'],
    ['an array', '[]'],
    ['a megabyte of brackets', '['.repeat(1_000_000)],
    ['brackets as deep as the length allows', '['.repeat(300_000)],
    ['objects without end', '{"a":'.repeat(60_000)],
    [
      'a hundred thousand names',
      `{${Array.from({ length: 20_000 }, (_, index) => `"k${index}":1`).join(',')}}`,
    ],
    ['a poisoned prototype', '{"__proto__": {"title": "x"}, "title": "x", "schema": {}}'],
  ])('%s is refused, and quickly', (_, value) => {
    const started = performance.now()
    expect(problemsOf(value).length).toBeGreaterThan(0)
    expect(performance.now() - started).toBeLessThan(6000)
  })

  it('never fails on any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.nat(text.length), (any, cut) => {
        expect(parseFormText(any)).toHaveProperty('problems')
        const broken = parseFormText(text.slice(0, cut) + any + text.slice(cut))
        if ('problems' in broken) for (const { line } of broken.problems) expect(line).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })
})
