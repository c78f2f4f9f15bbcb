import { childElements, elementAt, textAt, type XmlNode } from '../../../platform/xml.ts'
import type { Column, Field, RowOf } from './tables.ts'

/** A line of a table as elements, in the order of the columns; what is not known is left out. */
export function writeRow(columns: readonly Column[], row: object): XmlNode[] {
  const values = row as Readonly<Record<string, unknown>>
  return columns.flatMap((column): XmlNode[] => {
    const value = values[column.name]
    if (!('fields' in column))
      return value === null || value === undefined ? [] : [{ name: column.name, children: [String(value)] }]
    const lines = (column.repeats ? value : [value]) as readonly object[]
    return lines.map((line) => ({ name: column.name, children: writeRow(column.fields, line) }))
  })
}

/** The line that `writeRow` wrote. Values are not judged (`checkRow`); what is no number becomes NaN. */
export function readRow<const T extends readonly Column[]>(columns: T, parent: Element): RowOf<T> {
  const pairs = columns.map((column) => [column.name, readCell(column, parent)])
  return Object.fromEntries(pairs) as RowOf<T>
}

function readCell(column: Column, parent: Element): unknown {
  if (!('fields' in column)) return readValue(column, textAt(parent, column.name))
  if (column.repeats) return childElements(parent, column.name).map((each) => readRow(column.fields, each))
  const group = elementAt(parent, column.name)
  return group
    ? readRow(column.fields, group)
    : Object.fromEntries(column.fields.map(({ name }) => [name, null]))
}

function readValue({ type }: Field, text: string | null): string | number | null {
  if (text === null || type !== 'number') return text
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
}

/** Names of elements that a line of this table does not have. */
export function strangeNames(columns: readonly Column[], parent: Element): string[] {
  const known = new Set(columns.map(({ name }) => name))
  return childElements(parent)
    .map((each) => each.localName)
    .filter((name) => !known.has(name))
}
