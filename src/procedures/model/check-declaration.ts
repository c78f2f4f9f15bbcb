import { createHash } from 'node:crypto'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { type Answers, answerAt } from './declaration-answers.ts'
import { type ColumnField, declarationFields, type FlatField } from './declaration-fields.ts'
import { answersSchema } from './declaration-schema.ts'
import type { FormDefinition } from './form.ts'
import { addDeclarationFormats, formatMessages } from './form-formats.ts'
import { isObject } from './form-schema.ts'
import { normalAnswers } from './normal-answers.ts'
import { checkPersonalId } from './personal-id.ts'
import { checkPhone } from './phone.ts'

export interface CheckedDeclaration {
  /** As they are stored: normalised, empty values absent. Only sound while there are no problems. */
  answers: Answers
  /** Message by dotted name (`mother.birthYear`, `children.0.name`); under '' what concerns the whole. */
  problems: Record<string, string>
  /** What looks wrong without forbidding anything, by dotted name. */
  warnings: Record<string, string>
}

/** Messages beyond this many help nobody and would let a request of ten thousand keys answer with as many. */
const problemLimit = 100

/**
 * Checks the answers of a declaration against its form, which must be sound. Takes any value and never throws. `draft`:
 * what is missing is no problem yet.
 */
export function checkDeclaration(
  form: Pick<FormDefinition, 'schema'>,
  answers: unknown,
  { draft = false }: { draft?: boolean } = {},
): CheckedDeclaration {
  const problems: Record<string, string> = {}
  const report = (name: string, message: string): void => {
    if (Object.keys(problems).length < problemLimit && !Object.hasOwn(problems, name)) {
      Object.defineProperty(problems, name.slice(0, 200), {
        value: message,
        enumerable: true,
        configurable: true,
      })
    }
  }
  if (!isObject(answers)) {
    return { answers: {}, problems: { '': 'Tờ khai không đọc được. Hãy nhập lại.' }, warnings: {} }
  }
  const { fields, validate } = checkerOf(form)
  const normal = normalAnswers(fields, answers, report)
  const errors = validate(normal) ? [] : (validate.errors ?? [])
  for (const error of errors) {
    if (!draft || (error.keyword !== 'required' && error.keyword !== 'minItems'))
      reportError(fields, error, report)
  }
  return { answers: withoutEmpty(normal), problems, warnings: remarks(fields, normal) }
}

interface Checker {
  fields: readonly FlatField[]
  validate: ValidateFunction
}

/**
 * Compiled checks by the content of their schema, which is all that they depend on: the same question has the same
 * answer in every process, so that remembering it here shares nothing between requests but time.
 */
const remembered = new Map<string, Checker>()
const rememberedAtMost = 200

function checkerOf(form: Pick<FormDefinition, 'schema'>): Checker {
  const key = createHash('sha256').update(JSON.stringify(form.schema)).digest('base64')
  const known = remembered.get(key)
  const checker = known ?? makeChecker(form)
  // Taken out and put in again, the least used one comes first.
  remembered.delete(key)
  remembered.set(key, checker)
  const [oldest] = remembered.keys()
  if (remembered.size > rememberedAtMost && oldest) remembered.delete(oldest)
  return checker
}

function makeChecker(form: Pick<FormDefinition, 'schema'>): Checker {
  const fields = declarationFields(form)
  // Each has an Ajv of its own, so that forgetting it frees everything. The schema is ours: checking it against the
  // standard would take a hundred times as long as compiling it.
  const options = { allErrors: true, strict: false, meta: false, validateSchema: false } as const
  const ajv = addDeclarationFormats(new Ajv2020(options))
  return { fields, validate: ajv.compile(answersSchema(fields)) }
}

function reportError(
  fields: readonly FlatField[],
  error: ErrorObject,
  report: (name: string, message: string) => void,
): void {
  if (error.keyword === 'if') return
  const { missingProperty } = error.params
  const parts = error.instancePath.split('/').slice(1)
  if (missingProperty) parts.push(String(missingProperty))
  const field = fieldAt(fields, parts)
  if (field) report(parts.join('.'), messageOf(field, error))
}

/** The field, table or column that a path of an error names. */
function fieldAt(fields: readonly FlatField[], parts: readonly string[]): FlatField | undefined {
  const name = parts.join('.')
  const plain = fields.find((field) => field.name === name)
  if (plain) return plain
  const table = fields.find((field) => field.kind === 'table' && name.startsWith(`${field.name}.`))
  return table?.kind === 'table' ? table.columns.find((column) => column.name === parts.at(-1)) : undefined
}

function messageOf(field: FlatField, error: ErrorObject): string {
  switch (error.keyword) {
    case 'required':
      return missingMessage(field)
    case 'false schema': {
      const words = field.when.map((condition) => condition.words).join(' và ')
      return `Mục này chỉ khai khi ${words}. Hãy để trống hoặc chọn lại.`
    }
    case 'minLength':
      return `Ít nhất ${error.params.limit} ký tự.`
    case 'maxLength':
      return `Tối đa ${error.params.limit} ký tự.`
    case 'minimum':
      return `Phải từ ${error.params.limit} trở lên.`
    case 'maximum':
      return `Không được quá ${error.params.limit}.`
    case 'minItems':
      return `Ít nhất ${error.params.limit} dòng.`
    case 'enum':
      return 'Hãy chọn một trong các lựa chọn của tờ khai.'
    case 'format':
      return formatMessages[error.params.format as keyof typeof formatMessages]
    default:
      return typeMessage(field)
  }
}

function missingMessage(field: FlatField): string {
  if (field.kind === 'choice') return `Hãy chọn: ${field.label}.`
  if (field.kind === 'tick') return `Hãy đánh dấu: ${field.label}.`
  return field.kind === 'table' ? `Hãy khai ít nhất một dòng: ${field.label}.` : `Hãy nhập: ${field.label}.`
}

function typeMessage(field: FlatField): string {
  if (field.kind !== 'number') return 'Nội dung không đọc được. Hãy nhập lại.'
  return field.integer ? 'Hãy nhập số nguyên, chỉ gồm chữ số.' : 'Hãy nhập số, ví dụ 120 hoặc 2,5.'
}

/** Personal numbers and telephone numbers that look odd: the officer compares with the card and decides. */
function remarks(fields: readonly FlatField[], answers: Answers): Record<string, string> {
  const found: Record<string, string> = {}
  const look = (field: ColumnField, name: string, value: unknown): void => {
    if (field.kind !== 'text' || typeof value !== 'string') return
    const remark =
      field.format === 'personal-id'
        ? checkPersonalId(value)[0]
        : field.format === 'phone'
          ? checkPhone(value).warnings[0]
          : undefined
    if (remark) found[name] = remark.message
  }
  for (const field of fields) {
    if (field.kind === 'section') continue
    const value = answerAt(answers, field.name)
    if (field.kind !== 'table') look(field, field.name, value)
    else if (Array.isArray(value)) {
      for (const [index, row] of value.entries()) {
        for (const column of field.columns) {
          look(column, `${field.name}.${index}.${column.name}`, answerAt(row, column.name))
        }
      }
    }
  }
  return found
}

/** Without sections and rows in which nothing was filled in. */
function withoutEmpty(answers: Answers): Answers {
  const filled = (value: unknown): boolean => !isObject(value) || Object.keys(value).length > 0
  const kept = Object.entries(answers).map(([key, value]) => {
    if (Array.isArray(value)) return [key, value.filter(filled)]
    return [key, isObject(value) ? withoutEmpty(value) : value]
  })
  return Object.fromEntries(kept.filter(([, value]) => filled(value)))
}
