import { declarationFields, type FlatField } from './declaration-fields.ts'
import type { FormDefinition } from './form.ts'
import { type FillSource, isObject } from './form-schema.ts'

/** Answers of a declaration: nested objects by section, lists of objects for tables. What was left empty is absent. */
export type Answers = Record<string, unknown>

/** The value at a dotted name, looking at own members alone; undefined where there is none. */
export function answerAt(answers: unknown, name: string): unknown {
  let value = answers
  for (const part of name.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, part)) return undefined
    value = value[part]
  }
  return value
}

/** Puts a value at a dotted name of a sound form, making the sections on the way. */
export function putAnswer(answers: Answers, name: string, value: unknown): void {
  const parts = name.split('.')
  const last = parts.pop() ?? ''
  let into = answers
  for (const part of parts) {
    const inside = Object.hasOwn(into, part) ? into[part] : undefined
    const next: Answers = isObject(inside) ? inside : {}
    into[part] = next
    into = next
  }
  into[last] = value
}

/**
 * What the form starts with: its own initial values, and what the desk already knows. A date fills a field for a year
 * with its year.
 */
export function initialAnswers(
  form: Pick<FormDefinition, 'schema'>,
  known: Partial<Record<FillSource, string | null>>,
): Answers {
  const answers: Answers = {}
  for (const field of declarationFields(form)) {
    const value = initialOf(field, known)
    if (value !== '' && value !== null && value !== undefined) putAnswer(answers, field.name, value)
  }
  return answers
}

function initialOf(field: FlatField, known: Partial<Record<FillSource, string | null>>): unknown {
  if (field.kind === 'section' || field.kind === 'table') return undefined
  if (field.kind === 'tick') return field.initial || undefined
  if (field.kind === 'number' || !field.fill) return field.initial
  const value = known[field.fill] || field.initial
  return field.kind === 'text' && field.format === 'year' ? value.slice(0, 4) : value
}

/**
 * Typed answers from the names and values that a browser posts without script. `prefix` stands before each name where
 * the form is part of a larger one (`declaration.`); other names are none of this form's. What cannot be read as its
 * type stays as typed, so that it can be shown again beside its message. Empty rows of tables are left out.
 */
export function readDeclaration(
  form: Pick<FormDefinition, 'schema'>,
  entries: Iterable<readonly [string, unknown]>,
  prefix = '',
): Answers {
  const posted = new Map<string, string>()
  for (const [name, value] of entries) {
    if (typeof value === 'string' && name.startsWith(prefix)) posted.set(name.slice(prefix.length), value)
  }
  const answers: Answers = {}
  for (const field of declarationFields(form)) {
    if (field.kind === 'section') continue
    const value = field.kind === 'table' ? readRows(field, posted) : readValue(field, posted.get(field.name))
    if (value !== undefined) putAnswer(answers, field.name, value)
  }
  return answers
}

function readValue(field: FlatField, typed: string | undefined): unknown {
  if (field.kind === 'tick')
    return typed !== undefined && typed !== '' && typed !== 'false' ? true : undefined
  if (typed === undefined || typed.trim() === '') return undefined
  return field.kind === 'number' ? readNumber(typed) : typed
}

/**
 * As people here write numbers, 1.500.000 or 2,5, and as computers do, 1500000 or 2.5; else the text itself. 1.500 is
 * fifteen hundred: fields for numbers are text inputs with a numeric keyboard, not number inputs, which post it for 1,5.
 */
export function readNumber(typed: string): number | string {
  const text = typed.normalize('NFKC').replaceAll(/\s/g, '')
  const plain = /^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(text) ? text.replaceAll('.', '') : text
  const dotted = plain.replace(',', '.')
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(dotted) ? Number(dotted) : typed
}

function readRows(
  field: FlatField & { kind: 'table' },
  posted: ReadonlyMap<string, string>,
): Answers[] | undefined {
  const rows = new Map<number, Answers>()
  for (const [name, typed] of posted) {
    if (!name.startsWith(`${field.name}.`)) continue
    const [index = '', columnName] = name.slice(field.name.length + 1).split('.')
    const column = field.columns.find((each) => each.name === columnName)
    if (!column || !/^\d{1,4}$/.test(index)) continue
    const value = readValue(column, typed)
    if (value === undefined) continue
    const row = rows.get(Number(index)) ?? {}
    row[column.name] = value
    rows.set(Number(index), row)
  }
  const ordered = [...rows].toSorted(([a], [b]) => a - b).map(([, row]) => row)
  return ordered.length > 0 ? ordered : undefined
}
