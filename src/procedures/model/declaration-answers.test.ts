import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleAnswers } from '../factory.ts'
import { parseCatalogue, readShippedCatalogue } from './catalogue.ts'
import { checkDeclaration } from './check-declaration.ts'
import { answerAt, initialAnswers, readDeclaration, readNumber } from './declaration-answers.ts'
import { declarationFields } from './declaration-fields.ts'

const form = {
  schema: {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string', title: 'Họ và tên', 'x-fill': 'applicant.name' },
      born: { type: 'string', title: 'Năm sinh', format: 'year', 'x-fill': 'applicant.birthDate' },
      nation: { type: 'string', title: 'Quốc tịch', default: 'Việt Nam' },
      agreed: { type: 'boolean', title: 'Đồng ý', default: true },
      mother: {
        type: 'object',
        title: 'Mẹ',
        properties: {
          name: { type: 'string', title: 'Tên', description: 'Ghi đủ.' },
          alive: { type: 'boolean', title: 'Còn sống' },
          address: { type: 'string', title: 'Nơi ở', 'x-when': { field: 'mother.alive', equals: true } },
        },
      },
      children: {
        type: 'array',
        title: 'Con',
        items: {
          type: 'object',
          properties: { name: { type: 'string', title: 'Tên' }, age: { type: 'integer', title: 'Tuổi' } },
        },
      },
    },
  },
}

describe('declarationFields', () => {
  it('lists sections and fields in order, by dotted names, with what has to be known of each', () => {
    const fields = declarationFields(form)
    expect(fields.map(({ kind, name, level, required }) => [kind, name, level, required])).toEqual([
      ['text', 'name', 0, true],
      ['text', 'born', 0, false],
      ['text', 'nation', 0, false],
      ['tick', 'agreed', 0, false],
      ['section', 'mother', 0, false],
      ['text', 'mother.name', 1, false],
      ['tick', 'mother.alive', 1, false],
      ['text', 'mother.address', 1, false],
      ['table', 'children', 0, false],
    ])
    expect(fields.at(-2)).toMatchObject({
      hint: 'Chỉ khai khi có đánh dấu “Còn sống”.',
      when: [{ field: 'mother.alive', values: [true] }],
    })
    expect(fields.at(-1)).toMatchObject({
      columns: [{ name: 'name' }, { name: 'age', kind: 'number' }],
      maxRows: 20,
    })
  })
})

describe('initialAnswers', () => {
  it('holds what the desk knows and what the form says, and nothing else', () => {
    const known = {
      'applicant.name': 'Nguyễn Văn Mẫu',
      'applicant.birthDate': '1990-01-02',
      'applicant.phone': '0912000001',
    }
    expect(initialAnswers(form, known)).toEqual({
      name: 'Nguyễn Văn Mẫu',
      born: '1990',
      nation: 'Việt Nam',
      agreed: true,
    })
    expect(initialAnswers(form, { 'applicant.name': null })).toEqual({ nation: 'Việt Nam', agreed: true })
  })
})

describe('readDeclaration', () => {
  it('turns what a browser posts into typed answers', () => {
    const posted = new URLSearchParams([
      ['procedureId', 'x'],
      ['declaration.name', ' Nguyễn Văn Mẫu'],
      ['declaration.agreed', 'on'],
      ['declaration.mother.name', ''],
      ['declaration.mother.alive', 'on'],
      ['declaration.children.2.name', 'Mẫu Hai'],
      ['declaration.children.0.name', 'Mẫu Một'],
      ['declaration.children.0.age', '1.000'],
      ['declaration.children.1.name', ' '],
      ['declaration.children.1.age', ''],
      ['declaration.children.x.name', 'nobody'],
      ['declaration.children.3.nickname', 'nobody'],
      ['declaration.unknown', 'x'],
    ])
    expect(readDeclaration(form, posted, 'declaration.')).toEqual({
      name: ' Nguyễn Văn Mẫu',
      agreed: true,
      mother: { alive: true },
      children: [{ name: 'Mẫu Một', age: 1000 }, { name: 'Mẫu Hai' }],
    })
  })

  it('keeps what cannot be read as typed, to be shown again', () => {
    const read = readDeclaration(form, [['children.0.age', 'ba tuổi']])
    expect(read).toEqual({ children: [{ age: 'ba tuổi' }] })
    expect(checkDeclaration(form, read).problems).toHaveProperty(['children.0.age'])
  })

  it('reads FormData and ignores files', () => {
    const posted = new FormData()
    posted.set('name', 'A')
    posted.set('nation', new Blob(['x']))
    expect(readDeclaration(form, posted.entries())).toEqual({ name: 'A' })
  })

  it('brings back what was posted from answers, for every shipped form', async () => {
    for (const { form: shipped } of parseCatalogue(await readShippedCatalogue()).records) {
      if (!shipped) continue
      for (const choice of [0, 1, 2]) {
        const answers = sampleAnswers(shipped, choice)
        expect(readDeclaration(shipped, postedFrom(shipped, answers))).toEqual(answers)
      }
    }
  })

  it('never fails on any names and values', () => {
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'children.0.age',
        'mother',
        'children',
        '__proto__.x',
        'mother.__proto__',
        'children.0.__proto__',
      ),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), (posted) => {
        expect(checkDeclaration(form, readDeclaration(form, posted))).toHaveProperty('answers')
      }),
    )
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })
})

/** What a browser would post for these answers. */
function postedFrom(shipped: Parameters<typeof declarationFields>[0], answers: object): [string, string][] {
  return declarationFields(shipped).flatMap((field): [string, string][] => {
    const value = answerAt(answers, field.name)
    if (field.kind === 'section' || value === undefined) return []
    if (field.kind !== 'table') return [[field.name, String(value)]]
    return (value as Record<string, unknown>[]).flatMap((row, index) =>
      Object.entries(row)
        .filter(([, cell]) => cell !== undefined)
        .map(([column, cell]): [string, string] => [`${field.name}.${index}.${column}`, String(cell)]),
    )
  })
}

it.each([
  ['1.500.000', 1_500_000],
  ['1500000', 1_500_000],
  ['2,5', 2.5],
  ['2.5', 2.5],
  ['1.500,25', 1500.25],
  ['-3', -3],
  ['０１２', 12],
  ['1.50.000', '1.50.000'],
  ['1e9', '1e9'],
  ['hai', 'hai'],
  ['99999999999999999999', '99999999999999999999'],
])('%s is read as %s', (typed, value) => {
  expect(readNumber(typed)).toBe(value)
})
