import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFormDefinition } from './check-form.ts'
import {
  ANSWER_NAMES,
  type AnswerKind,
  answerKind,
  choicesOf,
  fillsFor,
  withAnswerKind,
  withChoices,
  withKeyword,
} from './form-answers.ts'
import {
  freshName,
  nameEntries,
  type OutlineEntry,
  readOutline,
  type SchemaNode,
  writeOutline,
} from './form-outline.ts'
import { fillSources } from './form-schema.ts'

const ids = () => ''
const again = (schema: SchemaNode) => writeOutline(schema, readOutline(schema, ids))

/** Keywords of a node, also such as the editor knows nothing of. */
const keywords = fc.dictionary(
  fc.constantFrom('title', 'description', 'x-when', 'x-later', 'minLength', 'format', 'oneOf', 'enum'),
  fc.oneof(fc.string({ maxLength: 5 }), fc.integer(), fc.constant(null), fc.constant([{ const: 'a' }])),
  { maxKeys: 3 },
)
const names = fc.constantFrom('ten', 'zeta', 'alpha', 'ngaySinh', 'mau', 'noiO')
const leaf = fc
  .tuple(keywords, fc.constantFrom('string', 'integer', 'boolean', 'khac'))
  .map(([rest, type]): SchemaNode => ({ ...rest, type }))
const objectOf = (node: fc.Arbitrary<SchemaNode>) =>
  fc.tuple(keywords, fc.dictionary(names, node, { maxKeys: 4 }), fc.option(fc.uniqueArray(names))).map(
    ([rest, properties, required]): SchemaNode => ({
      ...rest,
      type: 'object',
      properties,
      ...(required ? { required: required.filter((name) => name in properties) } : {}),
    }),
  )
const table = fc
  .tuple(keywords, objectOf(leaf))
  .map(([rest, items]): SchemaNode => ({ ...rest, type: 'array', items }))
const form = objectOf(fc.oneof(leaf, table, objectOf(fc.oneof(leaf, table))))

describe('a form as a list', () => {
  it('is written as it was read, with everything the list does not know and in the same order', () => {
    fc.assert(
      fc.property(form, (schema) => {
        expect(JSON.stringify(again(schema))).toBe(JSON.stringify(schema))
      }),
    )
  })

  it('changes only what was edited', () => {
    const schema = {
      type: 'object',
      'x-numbered': true,
      properties: {
        zeta: { type: 'string', title: 'Z', 'x-when': { field: 'a', equals: '1' } },
        bang: {
          type: 'array',
          title: 'Bảng',
          maxItems: 3,
          items: { type: 'object', properties: { cot: { type: 'string', title: 'C' } }, required: ['cot'] },
        },
      },
      required: ['zeta'],
    }
    const [zeta, table] = readOutline(schema, ids)
    if (zeta?.type !== 'field' || table?.type !== 'table') throw new Error('read wrongly')
    const fresh: OutlineEntry = { ...zeta, name: '', node: { type: 'string', title: 'Họ và tên' } }
    const changed = [table, { ...zeta, required: false, node: { ...zeta.node, title: 'Zê' } }, fresh]
    const written = writeOutline(schema, nameEntries(changed))
    expect(JSON.stringify(written)).toBe(
      JSON.stringify({
        type: 'object',
        'x-numbered': true,
        properties: {
          bang: schema.properties.bang,
          zeta: { ...schema.properties.zeta, title: 'Zê' },
          hoVaTen: { type: 'string', title: 'Họ và tên' },
        },
        required: ['hoVaTen'],
      }),
    )
    const none = changed.map((entry) => ({ ...entry, required: false }))
    expect(writeOutline(schema, nameEntries(none))).not.toHaveProperty('required')
  })

  it('gives new entries names that no entry beside them has and every form may have', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(names), (label, taken) => {
        const name = freshName(label, taken)
        expect(taken).not.toContain(name)
        const schema = { type: 'object', properties: { [name]: { type: 'string', title: 'A' } } }
        expect(checkFormDefinition({ title: 'TỜ KHAI', schema })).toEqual([])
      }),
    )
    expect(freshName('Số 1: Đường Điện Biên', [])).toBe('so1DuongDienBien')
    expect(freshName('1990', [])).toBe('muc1990')
    expect(freshName('constructor', [])).toBe('constructor2')
  })
})

describe('a field answered in another way', () => {
  const kinds = Object.keys(ANSWER_NAMES) as AnswerKind[]

  it('is a field that the check of forms accepts, whatever it was before', () => {
    for (const from of kinds) {
      for (const to of kinds) {
        const filled = withKeyword(
          withAnswerKind({ type: 'string', title: 'A', description: 'B' }, from),
          'x-width',
          'half',
        )
        const changed = withAnswerKind(filled, to)
        expect(answerKind(changed)).toBe(to)
        expect(changed).toMatchObject({ title: 'A', description: 'B', 'x-width': 'half' })
        const whole = to === 'choice' ? withChoices(changed, ['Có', 'Không']) : changed
        const schema = { type: 'object', properties: { a: whole } }
        expect(checkFormDefinition({ title: 'TỜ KHAI', schema }), `${from} → ${to}`).toEqual([])
      }
    }
  })

  it('can be filled in with what the check allows for it', () => {
    for (const kind of kinds) {
      for (const fill of fillsFor(kind)) {
        const field = withKeyword(withAnswerKind({ type: 'string', title: 'A' }, kind), 'x-fill', fill)
        const whole =
          kind === 'choice'
            ? {
                ...field,
                oneOf: [
                  { const: 'male', title: 'Nam' },
                  { const: 'female', title: 'Nữ' },
                ],
              }
            : field
        const schema = { type: 'object', properties: { a: whole } }
        expect(checkFormDefinition({ title: 'TỜ KHAI', schema }), `${kind} ${fill}`).toEqual([])
      }
    }
    expect(new Set(kinds.flatMap(fillsFor)).size).toBe(Object.keys(fillSources).length)
  })

  it('keeps what is stored for an answer that stays or is only reworded', () => {
    const field = {
      type: 'string',
      oneOf: [
        { const: 'm', title: 'Nam' },
        { const: 'f', title: 'Nữ', note: 'giữ' },
      ],
    }
    expect(withChoices(field, ['Nữ', 'Nam']).oneOf).toEqual([field.oneOf[1], field.oneOf[0]])
    expect(withChoices(field, ['Nam', 'Nữ giới']).oneOf).toEqual([
      field.oneOf[0],
      { const: 'f', title: 'Nữ giới', note: 'giữ' },
    ])
    expect(withChoices(field, ['Nam', 'Nữ', 'Khác']).oneOf).toEqual([
      ...field.oneOf,
      { const: 'khac', title: 'Khác' },
    ])
    expect(withChoices({ type: 'string', enum: ['A', 'B'] }, ['B', 'C'])).toMatchObject({ enum: ['B', 'C'] })
    expect(choicesOf(field)).toEqual(['Nam', 'Nữ'])
  })
})
