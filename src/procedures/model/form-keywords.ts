import { fieldFormats, fillSources, formLimits, isObject } from './form-schema.ts'

/** What a node of a form's schema is. */
export type NodeKind = 'root' | 'section' | 'table' | 'string' | 'number' | 'boolean'

/** Says what is wrong with the value of a keyword, or nothing. */
type Check = (value: unknown) => string | undefined

const { titleLength, lineLength, textLength, rows, options } = formLimits

const text =
  (longest: number): Check =>
  (value) => {
    if (typeof value !== 'string' || value.trim() === '') return 'Phải là chữ, không để trống.'
    return value.length > longest ? `Quá dài; tối đa ${longest} ký tự.` : undefined
  }
const whole =
  (least: number, most: number): Check =>
  (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most
      ? undefined
      : `Phải là số nguyên từ ${least} đến ${most}.`
const oneOf =
  (values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value) ? undefined : `Chỉ nhận: ${values.join(', ')}.`
const number: Check = (value) =>
  typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? undefined : 'Phải là số.'
const anything: Check = () => undefined

const texts: Check = (value) => {
  const sound =
    Array.isArray(value) &&
    value.length <= options &&
    value.every((each) => text(titleLength)(each) === undefined)
  if (!sound) return `Phải là danh sách chữ, nhiều nhất ${options} giá trị.`
  return new Set(value).size < value.length ? 'Có giá trị bị lặp lại.' : undefined
}

const names: Check = (value) => {
  if (!Array.isArray(value) || value.length > formLimits.fields) return 'Phải là danh sách tên mục.'
  return new Set(value).size < value.length ? 'Có tên mục bị lặp lại.' : undefined
}

const choices: Check = (value) =>
  Array.isArray(value) && value.length === 0 ? 'Cần ít nhất một lựa chọn.' : texts(value)

const titledChoices: Check = (value) => {
  if (!Array.isArray(value)) return 'Phải là danh sách { "const": …, "title": … }.'
  const sound = value.every(
    (each) => isObject(each) && Object.keys(each).every((key) => key === 'const' || key === 'title'),
  )
  if (!sound) return 'Mỗi lựa chọn chỉ gồm “const” và “title”.'
  return choices(value.map((each) => each.const)) ?? choices(value.map((each) => each.title))
}

const condition: Check = (value) => {
  if (!isObject(value) || Object.keys(value).toSorted().join() !== 'equals,field') {
    return 'Điều kiện phải là { "field": tên mục, "equals": giá trị }.'
  }
  return text(titleLength)(value.field)
}

const described = {
  type: anything,
  title: text(titleLength),
  description: text(textLength),
  'x-when': condition,
}
const half = { 'x-width': oneOf(['half']) }
const object = { properties: anything, required: names, additionalProperties: oneOf([false]) }

/** Which keywords a node may have, and their values; whatever is not listed is refused. */
const keywords: Record<NodeKind, Readonly<Record<string, Check>>> = {
  root: {
    ...described,
    ...object,
    $schema: oneOf(['https://json-schema.org/draft/2020-12/schema']),
    'x-numbered': oneOf([true, false]),
  },
  section: { ...described, ...object },
  table: { ...described, items: anything, minItems: whole(0, rows), maxItems: whole(1, rows) },
  string: {
    ...described,
    ...half,
    minLength: whole(0, textLength),
    maxLength: whole(1, textLength),
    enum: choices,
    oneOf: titledChoices,
    format: oneOf(fieldFormats),
    default: text(lineLength),
    'x-fill': oneOf(Object.keys(fillSources)),
    'x-long': oneOf([true, false]),
    'x-boxes': oneOf([true, false]),
  },
  number: { ...described, ...half, minimum: number, maximum: number, default: number },
  boolean: { ...described, ...half, default: oneOf([true, false]) },
}

/** What a node is by its type and place; undefined where nothing of that type may stand. */
export function kindOf(
  node: Record<string, unknown>,
  { root = false, column = false }: { root?: boolean; column?: boolean },
): NodeKind | undefined {
  const { type } = node
  if (root) return type === 'object' ? 'root' : undefined
  if (type === 'object') return column ? undefined : 'section'
  if (type === 'array') return column ? undefined : 'table'
  if (type === 'number' || type === 'integer') return 'number'
  return type === 'string' || type === 'boolean' ? type : undefined
}

/** What is wrong with a keyword of a node, in Vietnamese; undefined when nothing is. */
export function checkKeyword(kind: NodeKind, key: string, value: unknown): string | undefined {
  const check = Object.hasOwn(keywords[kind], key) ? keywords[kind][key] : undefined
  if (check) return check(value)
  if (key === 'pattern') return 'Không dùng “pattern”; hãy chọn “format” trong danh sách.'
  if (key === '$ref') return 'Không dùng “$ref”; hãy ghi đủ từng mục.'
  return 'Không dùng được từ khóa này ở đây. Hãy bỏ hoặc sửa tên.'
}
