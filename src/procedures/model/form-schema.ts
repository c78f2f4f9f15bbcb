import type { FormDefinition } from './form.ts'

/**
 * The part of JSON Schema 2020-12 that declarations use: an object of fields (string, number, integer, boolean), of
 * sections (objects) and of tables (arrays of objects), in the order in which the schema names them. Nothing in it can
 * fetch, recurse or run for long: no `$ref`, no `pattern`, and a bound on depth, number and length.
 */
export const formLimits = {
  /** Sections within sections. */
  depth: 3,
  /** Fields, table columns included. */
  fields: 200,
  columns: 12,
  rows: 100,
  options: 60,
  nameLength: 40,
  titleLength: 300,
  lineLength: 500,
  textLength: 8000,
  /** Characters of the whole definition as JSON. */
  size: 100_000,
} as const

export const fieldFormats = ['date', 'year', 'time', 'email', 'phone', 'personal-id', 'digits'] as const
export type FieldFormat = (typeof fieldFormats)[number]

/** What the desk already knows and a field can be filled with (`x-fill`), with the formats of a field that may take it. */
export const fillSources = {
  'applicant.name': [undefined],
  'applicant.personalId': [undefined, 'personal-id', 'digits'],
  'applicant.birthDate': ['date', 'year'],
  'applicant.sex': ['choice'],
  'applicant.address': [undefined],
  'applicant.phone': [undefined, 'phone'],
  'submitter.name': [undefined],
  'submitter.personalId': [undefined, 'personal-id', 'digits'],
  'submitter.phone': [undefined, 'phone'],
  today: ['date'],
  'office.name': [undefined],
} as const satisfies Record<string, readonly (FieldFormat | 'choice' | undefined)[]>
export type FillSource = keyof typeof fillSources

interface Described {
  title?: string
  description?: string
  /** Printed and shown beside its neighbour. */
  'x-width'?: 'half'
  /** Asked only when another field, named by its dotted path, has this value or one of these. */
  'x-when'?: { field: string; equals: string | boolean | string[] }
}

export interface StringNode extends Described {
  type: 'string'
  minLength?: number
  maxLength?: number
  enum?: string[]
  oneOf?: { const: string; title: string }[]
  format?: FieldFormat
  default?: string
  'x-fill'?: FillSource
  /** Several lines. */
  'x-long'?: boolean
  /** Each choice is printed with a box to tick, as some papers have them. */
  'x-boxes'?: boolean
}

export interface NumberNode extends Described {
  type: 'number' | 'integer'
  minimum?: number
  maximum?: number
  default?: number
}

export interface BooleanNode extends Described {
  type: 'boolean'
  default?: boolean
}

export interface TableNode extends Described {
  type: 'array'
  minItems?: number
  maxItems?: number
  items: { type: 'object'; properties: Record<string, LeafNode>; required?: string[] }
}

export interface SectionNode extends Described {
  type: 'object'
  properties: Record<string, FormNode>
  required?: string[]
  /** At the root: fields and sections are numbered on the paper. */
  'x-numbered'?: boolean
}

export type LeafNode = StringNode | NumberNode | BooleanNode
export type FormNode = LeafNode | TableNode | SectionNode

/** The schema of a form that `checkFormDefinition` found sound. */
export function rootOf(form: Pick<FormDefinition, 'schema'>): SectionNode {
  return form.schema as unknown as SectionNode
}

/** The choices of a string field, or null where anything may be written. */
export function optionsOf(node: LeafNode): { value: string; label: string }[] | null {
  if (node.type !== 'string') return null
  if (node.oneOf) return node.oneOf.map((each) => ({ value: each.const, label: each.title }))
  return node.enum?.map((value) => ({ value, label: value })) ?? null
}

/** The values of a condition as a list. */
export function wantedValues(when: NonNullable<Described['x-when']>): (string | boolean)[] {
  return Array.isArray(when.equals) ? when.equals : [when.equals]
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
