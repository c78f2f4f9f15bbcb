import type { FormDefinition } from './form.ts'
import {
  type FieldFormat,
  type FillSource,
  type FormNode,
  formLimits,
  type LeafNode,
  optionsOf,
  rootOf,
  type SectionNode,
  type TableNode,
  wantedValues,
} from './form-schema.ts'

/** A field is asked only while another one, by its dotted name, has one of these values. */
export interface FieldCondition {
  field: string
  values: readonly (string | boolean)[]
  /** “Nơi sinh” là “Tại nhà” */
  words: string
}

interface Common {
  /** Dotted: `mother.name`, as native inputs are named. A column's is its own alone: row 2 of it is `TABLE.1.COLUMN`. */
  name: string
  label: string
  /** What to know when filling it in, its condition first; empty where there is nothing. */
  hint: string
  /** 0 at the top, 1 within a section, and so on. */
  level: number
  /** Has to be filled in, as far as all of `when` hold. */
  required: boolean
  /** Stands beside its neighbour where there is room. */
  half: boolean
  /** All must hold, its own and those of the sections around it; else the field must stay empty. */
  when: readonly FieldCondition[]
}

export interface TextField extends Common {
  kind: 'text'
  format: FieldFormat | null
  long: boolean
  minLength: number
  maxLength: number
  fill: FillSource | null
  initial: string
}
export interface ChoiceField extends Common {
  kind: 'choice'
  options: readonly { value: string; label: string }[]
  /** Printed with a box for each choice. */
  boxes: boolean
  fill: FillSource | null
  initial: string
}
export interface NumberField extends Common {
  kind: 'number'
  integer: boolean
  minimum: number | null
  maximum: number | null
  initial: number | null
}
export interface TickField extends Common {
  kind: 'tick'
  initial: boolean
}
export interface TableField extends Common {
  kind: 'table'
  columns: readonly ColumnField[]
  minRows: number
  maxRows: number
}
export interface SectionField extends Common {
  kind: 'section'
}
export type ColumnField = TextField | ChoiceField | NumberField | TickField
export type FlatField = ColumnField | TableField | SectionField

/** Rows of a table that sets no number of its own. */
const usualRows = 20

interface Around {
  prefix: string
  level: number
  required: readonly string[]
  when: readonly FieldCondition[]
  /** Fields so far, for the words of conditions. */
  before: FlatField[]
}

/** Sections, fields and tables of a sound form in their order, each section before what it holds. */
export function declarationFields(form: Pick<FormDefinition, 'schema'>): FlatField[] {
  const before: FlatField[] = []
  addSection(rootOf(form), { prefix: '', level: 0, required: [], when: [], before })
  return before
}

function addSection(section: SectionNode, around: Around): void {
  const inside = { ...around, required: section.required ?? [] }
  for (const [name, node] of Object.entries(section.properties)) addNode(name, node, inside)
}

function addNode(name: string, node: FormNode, around: Around): void {
  const common = commonOf(name, node, around)
  if (node.type === 'object') {
    around.before.push({ ...common, kind: 'section' })
    const { before } = around
    const inside = {
      prefix: `${common.name}.`,
      level: around.level + 1,
      required: [],
      when: common.when,
      before,
    }
    addSection(node, inside)
  } else if (node.type === 'array') around.before.push(tableOf(node, common))
  else around.before.push(leafOf(node, common))
}

function commonOf(name: string, node: FormNode, around: Around): Common {
  const own = node['x-when']
  const condition = own && {
    field: own.field,
    values: wantedValues(own),
    words: conditionWords(own, around.before),
  }
  const hints = [condition ? `Chỉ khai khi ${condition.words}.` : '', node.description?.trim() ?? '']
  return {
    name: around.prefix + name,
    label: node.title?.trim() ?? '',
    hint: hints.filter(Boolean).join(' '),
    level: around.level,
    required: around.required.includes(name),
    half: node['x-width'] === 'half',
    when: condition ? [...around.when, condition] : around.when,
  }
}

function conditionWords(when: NonNullable<FormNode['x-when']>, before: readonly FlatField[]): string {
  const field = before.find((each) => each.name === when.field)
  const label = bareLabel(field?.label ?? when.field)
  const values = wantedValues(when)
  if (field?.kind === 'tick') return `${values[0] === true ? 'có' : 'không'} đánh dấu “${label}”`
  const options = field?.kind === 'choice' ? field.options : []
  const labels = values.map((value) => options.find((option) => option.value === value)?.label ?? value)
  return `“${label}” là ${labels.map((each) => `“${each}”`).join(' hoặc ')}`
}

/** A label as it stands within a sentence: without a mark at its end or a note in brackets. */
export function bareLabel(label: string): string {
  return label.replace(/\s*\([^()]*\)\s*$/, '').replace(/[\s:;.,]+$/, '') || label
}

function tableOf(node: TableNode, common: Common): TableField {
  const around = { prefix: '', level: 0, required: node.items.required ?? [], when: [], before: [] }
  return {
    ...common,
    kind: 'table',
    columns: Object.entries(node.items.properties).map(([name, column]) =>
      leafOf(column, commonOf(name, column, around)),
    ),
    minRows: node.minItems ?? (common.required ? 1 : 0),
    maxRows: node.maxItems ?? Math.max(usualRows, node.minItems ?? 0),
  }
}

function leafOf(node: LeafNode, common: Common): ColumnField {
  if (node.type === 'boolean') return { ...common, kind: 'tick', initial: node.default ?? false }
  if (node.type !== 'string') {
    const { minimum = null, maximum = null, default: initial = null } = node
    return { ...common, kind: 'number', integer: node.type === 'integer', minimum, maximum, initial }
  }
  const fill = node['x-fill'] ?? null
  const initial = node.default ?? ''
  const options = optionsOf(node)
  if (options) return { ...common, kind: 'choice', options, boxes: node['x-boxes'] ?? false, fill, initial }
  const long = node['x-long'] ?? false
  return {
    ...common,
    kind: 'text',
    format: node.format ?? null,
    long,
    minLength: node.minLength ?? 0,
    maxLength: node.maxLength ?? (long ? formLimits.textLength : formLimits.lineLength),
    fill,
    initial,
  }
}
