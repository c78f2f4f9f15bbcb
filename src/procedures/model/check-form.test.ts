import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleAnswers } from '../factory.ts'
import { checkDeclaration } from './check-declaration.ts'
import { checkFormDefinition, soundFormSchema } from './check-form.ts'
import { declarationFields } from './declaration-fields.ts'
import { composeDeclaration } from './declaration-paper.ts'
import { formLimits } from './form-schema.ts'

const name = { type: 'string', title: 'Họ và tên' }
const kind = { type: 'string', title: 'Loại', enum: ['Mới', 'Khác'] }
const schema = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more })
const form = (properties: object, more: object = {}) => ({
  title: 'TỜ KHAI',
  schema: schema(properties, more),
})
const paths = (value: unknown) => checkFormDefinition(value).map(({ path }) => path)
const at = (name: string, keyword = '') => `schema.properties.${name}${keyword ? `.${keyword}` : ''}`
const nested = (depth: number): object =>
  depth === 0 ? name : { type: 'object', title: 'Phần', properties: { a: nested(depth - 1) } }

describe('a sound form', () => {
  it('may have fields of every kind, sections, tables and conditions', () => {
    const sound = form(
      {
        name: { ...name, 'x-fill': 'applicant.name', minLength: 2, maxLength: 100 },
        sex: {
          type: 'string',
          title: 'Giới tính',
          oneOf: [
            { const: 'male', title: 'Nam' },
            { const: 'female', title: 'Nữ' },
          ],
          'x-fill': 'applicant.sex',
          'x-width': 'half',
        },
        born: { type: 'string', title: 'Năm sinh', format: 'year', 'x-fill': 'applicant.birthDate' },
        kind: { ...kind, 'x-boxes': true, default: 'Mới' },
        other: { ...name, 'x-when': { field: 'kind', equals: 'Khác' } },
        area: { type: 'number', title: 'Diện tích', minimum: 0, maximum: 10_000, default: 1 },
        agreed: { type: 'boolean', title: 'Đồng ý', default: true },
        home: {
          type: 'object',
          title: 'Nơi ở',
          'x-when': { field: 'agreed', equals: true },
          required: ['address'],
          properties: { address: { ...name, 'x-long': true } },
        },
        people: {
          type: 'array',
          title: 'Thành viên',
          minItems: 1,
          maxItems: 5,
          items: schema({ name, age: { type: 'integer', title: 'Tuổi' } }, { required: ['name'] }),
        },
      },
      { required: ['name'], 'x-numbered': true, additionalProperties: false },
    )
    expect(checkFormDefinition(sound)).toEqual([])
    expect(soundFormSchema.safeParse(sound).success).toBe(true)
  })
})

describe('a mistake is refused with its place', () => {
  it.each<[string, object, string]>([
    ['no schema at all', { title: 'X' }, 'schema'],
    ['a key of no form', { ...form({ name }), titel: 'X' }, 'titel'],
    ['no title', { schema: schema({ name }) }, 'title'],
    ['no field', form({}), 'schema'],
    ['a schema that is no object', { title: 'X', schema: { type: 'string', title: 'X' } }, 'schema.type'],
    ['a free pattern (ReDoS)', form({ name: { ...name, pattern: '(a+)+$' } }), at('name', 'pattern')],
    ['a reference', form({ name: { $ref: '#' } }), at('name')],
    ['a reference beside a type', form({ name: { ...name, $ref: 'http://x' } }), at('name', '$ref')],
    ['an unknown keyword', form({ name: { ...name, maxlength: 3 } }), at('name', 'maxlength')],
    ['an unknown type', form({ name: { type: 'null', title: 'X' } }), at('name', 'type')],
    ['an unknown format', form({ name: { ...name, format: 'uri' } }), at('name', 'format')],
    ['an unknown source', form({ name: { ...name, 'x-fill': 'applicant.password' } }), at('name', 'x-fill')],
    [
      'a source that does not fit the field',
      form({ name: { ...name, format: 'date', 'x-fill': 'applicant.name' } }),
      at('name', 'x-fill'),
    ],
    [
      'a sex without its two values',
      form({ kind: { ...kind, 'x-fill': 'applicant.sex' } }),
      at('kind', 'x-fill'),
    ],
    ['no title of a field', form({ name: { type: 'string' } }), at('name')],
    ['an empty title', form({ name: { type: 'string', title: '  ' } }), at('name', 'title')],
    ['a field that is no object', form({ name: 'string' }), at('name')],
    ['a name with diacritics', form({ họTên: name }), at('họTên')],
    ['a name that is a number, which would lose its place', form({ 1: name }), at('1')],
    ['a name that every object has', form({ constructor: name }), at('constructor')],
    ['a required field that is none', form({ name }, { required: ['nmae'] }), 'schema.required[0]'],
    [
      'a required field that every object has',
      form({ name }, { required: ['toString'] }),
      'schema.required[0]',
    ],
    ['required twice', form({ name }, { required: ['name', 'name'] }), 'schema.required'],
    [
      'limits the wrong way round',
      form({ name: { ...name, minLength: 5, maxLength: 2 } }),
      at('name', 'maxLength'),
    ],
    ['half a letter', form({ name: { ...name, maxLength: 2.5 } }), at('name', 'maxLength')],
    [
      'more letters than any field takes',
      form({ name: { ...name, maxLength: 1e9 } }),
      at('name', 'maxLength'),
    ],
    ['no choice', form({ kind: { ...kind, enum: [] } }), at('kind', 'enum')],
    ['a choice twice', form({ kind: { ...kind, enum: ['A', 'A'] } }), at('kind', 'enum')],
    ['choices that are numbers', form({ kind: { ...kind, enum: [1, 2] } }), at('kind', 'enum')],
    [
      'two lists of choices',
      form({ kind: { ...kind, oneOf: [{ const: 'a', title: 'A' }] } }),
      at('kind', 'oneOf'),
    ],
    ['a choice without its title', form({ kind: { ...name, oneOf: [{ const: 'a' }] } }), at('kind', 'oneOf')],
    ['a choice with a format', form({ kind: { ...kind, format: 'date' } }), at('kind', 'format')],
    ['a default that cannot be chosen', form({ kind: { ...kind, default: 'Cũ' } }), at('kind', 'default')],
    [
      'a default outside its limits',
      form({ age: { type: 'integer', title: 'Tuổi', minimum: 18, default: 3 } }),
      at('age', 'default'),
    ],
    ['additional members', form({ name }, { additionalProperties: true }), 'schema.additionalProperties'],
    ['a table of texts', form({ list: { type: 'array', title: 'X', items: name } }), at('list', 'items')],
    [
      'a table without columns',
      form({ list: { type: 'array', title: 'X', items: schema({}) } }),
      at('list', 'items'),
    ],
    [
      'a table within a table',
      form({
        list: {
          type: 'array',
          title: 'X',
          items: schema({ a: { type: 'array', title: 'Y', items: schema({ name }) } }),
        },
      }),
      'schema.properties.list.items.properties.a.type',
    ],
    [
      'a condition within a table',
      form({
        kind,
        list: {
          type: 'array',
          title: 'X',
          items: schema({ a: { ...name, 'x-when': { field: 'kind', equals: 'Mới' } } }),
        },
      }),
      'schema.properties.list.items.properties.a.x-when',
    ],
    [
      'a condition on nothing',
      form({ name: { ...name, 'x-when': { field: 'kind', equals: 'Mới' } } }),
      at('name', 'x-when.field'),
    ],
    [
      'a condition on what comes later',
      form({ name: { ...name, 'x-when': { field: 'kind', equals: 'Mới' } }, kind }),
      at('name', 'x-when.field'),
    ],
    [
      'a condition on free text',
      form({ name, b: { ...name, 'x-when': { field: 'name', equals: 'x' } } }),
      at('b', 'x-when.field'),
    ],
    [
      'a condition that never holds',
      form({ kind, b: { ...name, 'x-when': { field: 'kind', equals: 'Cũ' } } }),
      at('b', 'x-when.equals'),
    ],
    [
      'a condition with more to it',
      form({ kind, b: { ...name, 'x-when': { field: 'kind', equals: 'Mới', not: 1 } } }),
      at('b', 'x-when'),
    ],
    [
      'a default that could contradict its condition',
      form({ kind, b: { ...name, default: 'x', 'x-when': { field: 'kind', equals: 'Mới' } } }),
      at('b', 'default'),
    ],
    [
      'sections too deep',
      form({ a: nested(5) }),
      'schema.properties.a.properties.a.properties.a.properties.a',
    ],
  ])('%s', (_, value, path) => {
    const found = checkFormDefinition(value)
    expect(found.map((problem) => problem.path)).toContain(path)
    for (const { message } of found) expect(message).toMatch(/^[\p{Lu}“].*[.:…}\p{L}]$/u)
    expect(soundFormSchema.safeParse(value).success).toBe(false)
  })

  it('names too many fields once, and stops there', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`f${index}`, name]))
    expect(paths(form(many))).toEqual([at(`f${formLimits.fields}`)])
  })

  it('does not follow ten thousand mistakes', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`F${index}`, name]))
    expect(checkFormDefinition(form(many))).toHaveLength(50)
  })

  it('is not taken in by __proto__', () => {
    const poisoned = JSON.parse(
      '{"title":"X","schema":{"type":"object","properties":{"__proto__":{"type":"string","title":"X"}}}}',
    )
    expect(paths(poisoned)).toContain('schema.properties.__proto__')
    expect(paths(JSON.parse('{"title":"X","__proto__":{"schema":{}}}'))).not.toEqual([])
  })

  it('refuses more than can be kept', () => {
    const long = { ...name, description: 'x'.repeat(7900) }
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`f${index}`, long]))
    expect(checkFormDefinition(form(many))).toMatchObject([
      { path: '', message: expect.stringContaining('quá lớn') },
    ])
  })
})

describe('any JSON', () => {
  it('is refused where a word should stand, also when it has no text of its own', () => {
    const odd = { toString: null }
    for (const leaf of [
      { enum: [odd] },
      { oneOf: [{ const: odd, title: 'A' }] },
      { enum: ['a'], default: odd },
      { 'x-fill': odd },
    ]) {
      const schema = { type: 'object', properties: { a: { type: 'string', title: 'A', ...leaf } } }
      expect(checkFormDefinition({ title: 'X', schema })).not.toEqual([])
    }
  })

  it('is accepted or refused with a place, and what is accepted can be filled in', () => {
    const keyword = fc.constantFrom(
      'type',
      'title',
      'properties',
      'required',
      'items',
      'enum',
      'format',
      'x-when',
      'x-fill',
      'a',
      'default',
    )
    const leaf = fc.constantFrom<unknown>(
      'string',
      'object',
      'array',
      'boolean',
      'Họ tên',
      'date',
      1,
      true,
      null,
      ['a'],
      { field: 'a', equals: 'a' },
    )
    const { node } = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.dictionary(keyword, tie('node')),
      ),
    }))
    fc.assert(
      fc.property(fc.oneof(node, fc.jsonValue()), fc.jsonValue(), (any, answers) => {
        const value = { title: 'X', schema: any }
        const problems = checkFormDefinition(value)
        if (problems.length > 0) {
          for (const { path, message } of problems) expect([path, message]).not.toContain('')
          return
        }
        const sound = soundFormSchema.parse(value)
        expect(declarationFields(sound).length).toBeGreaterThan(0)
        expect(checkDeclaration(sound, answers)).toHaveProperty('problems')
      }),
      { numRuns: 2000 },
    )
    for (const value of [null, 1, 'x', [], {}, undefined]) expect(checkFormDefinition(value)).not.toEqual([])
  })

  it('put in the place of any part of a real form is refused, or leaves one that can be filled in and printed', async () => {
    const file = new URL('../catalogue/forms/1.004873.json', import.meta.url)
    const real: { form: object } = JSON.parse(await readFile(file, 'utf8'))
    const places = placesOf(real.form)
    const hostile = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>(undefined, 'string', 'object', [], {}, 1e9, -1, 'x'.repeat(400)),
    )
    let accepted = 0
    fc.assert(
      fc.property(fc.nat(places.length - 1), hostile, (index, value) => {
        const changed = replaced(real.form, places[index] ?? [], value)
        if (checkFormDefinition(changed).length > 0) return
        accepted += 1
        const sound = soundFormSchema.parse(changed)
        const answers = sampleAnswers(sound)
        expect(Object.keys(checkDeclaration(sound, answers).problems).filter((path) => path === '')).toEqual(
          [],
        )
        const print = { officeName: 'X', place: null, date: null, dossierCode: null, signerName: null }
        expect(composeDeclaration(sound, answers, print).lines.length).toBeGreaterThan(0)
      }),
      { numRuns: 2000 },
    )
    expect(accepted).toBeGreaterThan(50)
  })
})

/** Every place within a value, as keys and indexes. */
function placesOf(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([key, inside]) => placesOf(inside, [...at, key]))]
}

function replaced(value: unknown, at: readonly string[], by: unknown): unknown {
  const [key, ...rest] = at
  if (key === undefined) return by
  if (Array.isArray(value))
    return value.map((inside, index) => (String(index) === key ? replaced(inside, rest, by) : inside))
  const inside = value as Record<string, unknown>
  return { ...inside, [key]: replaced(inside[key], rest, by) }
}
