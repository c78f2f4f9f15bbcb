/**
 * A declaration as a list that a secretary can edit: fields, sections and tables in order. Every entry keeps the node of
 * the schema it came from, and writing changes only what the list shows, so that nothing which the editor does not know
 * (conditions, bounds, keywords of later versions) is lost.
 */
export type SchemaNode = Readonly<Record<string, unknown>>

export interface FieldEntry {
  type: 'field'
  /** Names the row on the page only. */
  id: string
  /** Key in the answers; stays when the label changes. */
  name: string
  required: boolean
  node: SchemaNode
}

export interface GroupEntry {
  /** `section`: a heading with fields; `table`: rows with the same columns. */
  type: 'section' | 'table'
  id: string
  name: string
  required: boolean
  node: SchemaNode
  entries: readonly OutlineEntry[]
}

export type OutlineEntry = FieldEntry | GroupEntry

export function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Entries of an object schema, in its order; `newId` names the rows. */
export function readOutline(schema: SchemaNode, newId: () => string): OutlineEntry[] {
  const required = requiredOf(schema)
  const properties = isNode(schema.properties) ? schema.properties : {}
  return Object.entries(properties).map(([name, value]) => {
    const node = isNode(value) ? value : {}
    const common = { id: newId(), name, required: required.includes(name), node }
    if (node.type === 'object') return { ...common, type: 'section', entries: readOutline(node, newId) }
    if (node.type === 'array' && isNode(node.items)) {
      return { ...common, type: 'table', entries: readOutline(node.items, newId) }
    }
    return { ...common, type: 'field' }
  })
}

/** The object schema with these entries; everything else in it stays as it was. */
export function writeOutline(schema: SchemaNode, entries: readonly OutlineEntry[]): SchemaNode {
  const properties = Object.fromEntries(entries.map((entry) => [entry.name, writeEntry(entry)]))
  const names = entries.filter((entry) => entry.required).map(({ name }) => name)
  const before = requiredOf(schema)
  const unchanged = before.length === names.length && names.every((name) => before.includes(name))
  const { required: _, ...rest } = schema
  if (unchanged) return { ...schema, ...(needsProperties(schema, entries) ? { properties } : {}) }
  const kept = names.length > 0 ? { ...schema, required: names } : rest
  return { ...kept, properties }
}

function needsProperties(schema: SchemaNode, entries: readonly OutlineEntry[]): boolean {
  return isNode(schema.properties) || entries.length > 0
}

function writeEntry(entry: OutlineEntry): SchemaNode {
  if (entry.type === 'field') return entry.node
  if (entry.type === 'section') return writeOutline(entry.node, entry.entries)
  const items = isNode(entry.node.items) ? entry.node.items : { type: 'object' }
  return { ...entry.node, items: writeOutline(items, entry.entries) }
}

function requiredOf(schema: SchemaNode): readonly string[] {
  const { required } = schema
  return Array.isArray(required) ? required.filter((name) => typeof name === 'string') : []
}

/** A name for a new entry, made from its label, that no entry beside it has: `hoTen`, `hoTen2`. */
export function freshName(label: string, taken: readonly string[]): string {
  const words = plainWords(label)
  const joined = words.map((word, index) => (index === 0 ? word : capital(word))).join('')
  // A key that looks like a number would jump to the front of its object.
  const base = (/^[a-z]/.test(joined) ? joined : `muc${capital(joined)}`).slice(0, 36)
  if (!taken.includes(base) && !(base in {})) return base
  for (let number = 2; ; number += 1) {
    if (!taken.includes(`${base}${number}`)) return `${base}${number}`
  }
}

function plainWords(label: string): string[] {
  return label
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .slice(0, 6)
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

/** The entries with a name for each that has none yet, made from its label. */
export function nameEntries(entries: readonly OutlineEntry[]): OutlineEntry[] {
  const taken = entries.map(({ name }) => name).filter((name) => name !== '')
  return entries.map((entry) => {
    const name = entry.name || freshName(labelOf(entry), taken)
    taken.push(name)
    return entry.type === 'field'
      ? { ...entry, name }
      : { ...entry, name, entries: nameEntries(entry.entries) }
  })
}

/** What the entry is called on the paper. */
export function labelOf({ node, name }: Pick<OutlineEntry, 'node' | 'name'>): string {
  return typeof node.title === 'string' ? node.title : name
}
