import { isXmlText } from '../../../platform/xml.ts'
import type { Column, Field } from './tables.ts'

/** What keeps a field from being as the decree wants it. Only what is too long can be written all the same, and is. */
export interface FieldFault {
  /** The file or the document it is of, in words. */
  place: string
  /** Path of the decree's names, such as `FileCode/OrganId`. */
  field: string
  problem: 'missing' | 'too_long' | 'unwritable' | 'not_a_value'
  words: string
}

/** The faults of a line of one of the decree's tables, in the order of its columns. */
export function checkRow(columns: readonly Column[], row: object, place: string): FieldFault[] {
  const values = row as Readonly<Record<string, unknown>>
  return columns.flatMap((column) => {
    const value = values[column.name]
    if (!('fields' in column)) return checkField(column, value, { place, path: column.name })
    const lines = (column.repeats ? value : [value]) as readonly object[]
    return lines.flatMap((line, index) =>
      checkRow(column.fields, line, place).map((fault) => ({
        ...fault,
        field: `${column.name}${column.repeats ? `[${index + 1}]` : ''}/${fault.field}`,
      })),
    )
  })
}

function checkField(
  field: Field,
  value: unknown,
  { place, path }: { place: string; path: string },
): FieldFault[] {
  const fault = (problem: FieldFault['problem'], what: string): FieldFault[] => [
    { place, field: path, problem, words: `${place}: ${what}.` },
  ]
  const name = `“${field.label}” (${field.name})`
  if (value === null || value === undefined || value === '')
    return field.required ? fault('missing', `còn thiếu ${name}`) : []
  if (!isOfType(field, value)) return fault('not_a_value', `${name} không đúng kiểu dữ liệu`)
  if (!isXmlText(String(value)))
    return fault('unwritable', `${name} có ký tự điều khiển, không ghi được vào tệp XML`)
  const length = [...String(value)].length
  if (field.length === undefined || length <= field.length) return []
  const unit = field.type === 'number' ? 'chữ số' : 'ký tự'
  return fault('too_long', `${name} dài ${length} ${unit}, quy định tối đa ${field.length}`)
}

function isOfType({ type }: Field, value: unknown): boolean {
  if (type === 'number') return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
  if (typeof value !== 'string') return false
  return type !== 'date' || isDay(value)
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
