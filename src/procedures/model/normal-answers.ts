import { type Answers, readNumber } from './declaration-answers.ts'
import type { ColumnField, FlatField } from './declaration-fields.ts'
import { formLimits, isObject } from './form-schema.ts'
import { checkPhone } from './phone.ts'

/** Told of what cannot be kept, by dotted name. */
type Report = (name: string, message: string) => void

/** No field takes more: longer text is refused before anything is done to it. */
const longestText = formLimits.textLength * 2

/**
 * Answers in the one form in which they are stored: text composed (NFC), trimmed and without control characters, dates
 * as ISO, numbers as numbers, empty values and ticks left open absent, every section present. A member that the form
 * does not have is reported, and so is what stands in the place of a section or table without being one.
 */
export function normalAnswers(fields: readonly FlatField[], given: Answers, report: Report): Answers {
  const within = new Map<string, FlatField[]>([['', []]])
  for (const field of fields) {
    const around = field.name.split('.').slice(0, -1).join('.')
    within.get(around)?.push(field)
    if (field.kind === 'section') within.set(field.name, [])
  }
  return normalSection(within, { name: '', given, report })
}

interface SectionAnswers {
  name: string
  given: Answers
  report: Report
}

function normalSection(within: ReadonlyMap<string, FlatField[]>, section: SectionAnswers): Answers {
  const { name, given, report } = section
  const fields = new Map((within.get(name) ?? []).map((field) => [lastName(field.name), field]))
  reportUnknown(given, { known: fields, name, report })
  const normal: Answers = {}
  for (const [key, field] of fields) {
    const value = Object.hasOwn(given, key) ? given[key] : undefined
    if (field.kind === 'section') {
      const inside = isObject(value) ? value : {}
      if (!isEmpty(value) && inside !== value) report(field.name, 'Phần này không đọc được. Hãy nhập lại.')
      normal[key] = normalSection(within, { name: field.name, given: inside, report })
    } else {
      const kept = field.kind === 'table' ? normalRows(field, value, report) : keep(field, value, report)
      if (kept !== undefined) normal[key] = kept
    }
  }
  return normal
}

function reportUnknown(
  given: Answers,
  { known, name, report }: { known: ReadonlyMap<string, unknown>; name: string; report: Report },
): void {
  for (const key of Object.keys(given)) {
    if (!known.has(key)) report(name ? `${name}.${key}` : key, 'Tờ khai không có mục này. Hãy bỏ mục này.')
  }
}

function normalRows(field: FlatField & { kind: 'table' }, given: unknown, report: Report): unknown {
  if (isEmpty(given)) return undefined
  if (!Array.isArray(given)) {
    report(field.name, 'Bảng này không đọc được. Hãy nhập lại.')
    return undefined
  }
  if (given.length > field.maxRows) {
    report(field.name, `Tối đa ${field.maxRows} dòng, ở đây có ${given.length}.`)
    return undefined
  }
  const columns = new Map(field.columns.map((column) => [column.name, column]))
  const rows = given.map((row: unknown, index) => {
    const name = `${field.name}.${index}`
    if (!isObject(row)) {
      report(name, 'Dòng này không đọc được. Hãy nhập lại.')
      return {}
    }
    reportUnknown(row, { known: columns, name, report })
    const values = field.columns.map((column) => {
      const value = Object.hasOwn(row, column.name) ? row[column.name] : undefined
      return [column.name, keep({ ...column, name: `${name}.${column.name}` }, value, report)]
    })
    return Object.fromEntries(values.filter(([, value]) => value !== undefined))
  })
  return rows.some((row) => Object.keys(row).length > 0) ? rows : undefined
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === false
}

function keep(field: ColumnField, value: unknown, report: Report): unknown {
  if (typeof value !== 'string' || value.length <= longestText) return normalValue(field, value)
  report(field.name, `Quá dài; tối đa ${formLimits.textLength} ký tự.`)
  return undefined
}

/** A value that cannot be read as what it should be stays as it is, for the check to refuse. */
function normalValue(field: ColumnField, value: unknown): unknown {
  if (isEmpty(value)) return undefined
  if (typeof value !== 'string') return value
  const text = cleanText(value, field.kind === 'text' && field.long)
  if (text === '') return undefined
  if (field.kind === 'number') return readNumber(text)
  if (field.kind !== 'text') return text
  switch (field.format) {
    case 'date':
      return isoDate(text)
    case 'time':
      return text.replace(/^(\d):/, '0$1:').replace(/^(\d\d:\d\d):\d\d$/, '$1')
    case 'personal-id':
    case 'digits':
      return text.replaceAll(/\s/g, '')
    case 'phone':
      return checkPhone(text).phone
    default:
      return text
  }
}

/** Composed, without what no paper shows; one line unless the field has several. */
export function cleanText(text: string, long: boolean): string {
  const composed = text.toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n')
  const visible = composed.replace(/(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
  return (long ? visible.replaceAll('\t', ' ') : visible.replaceAll(/\s+/g, ' ')).trim()
}

/** 2/9/1990 and 02-09-1990 as people write days; anything else unchanged. */
function isoDate(text: string): string {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? []
  return day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text
}

function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
