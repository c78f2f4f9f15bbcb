import type { ColumnField, FieldCondition, FlatField } from './declaration-fields.ts'

type Schema = Record<string, unknown>

/**
 * The JSON Schema by which answers are checked, made from the fields of a form: nothing unknown, what is required, and
 * for each field under a condition, required or forbidden as its conditions hold or not. `not` on a tick means that
 * it is left open, which is no answer at all.
 */
export function answersSchema(fields: readonly FlatField[]): Schema {
  const root = objectSchema()
  const conditional: Schema[] = []
  for (const field of fields) {
    const parts = field.name.split('.')
    const name = parts.at(-1) ?? ''
    const around = parts.slice(0, -1).reduce((object, part) => object.properties[part] as ObjectSchema, root)
    around.properties[name] = field.kind === 'section' ? objectSchema() : valueSchema(field)
    if (field.kind === 'section') continue
    if (field.when.length > 0) conditional.push(conditionalSchema(field, parts))
    else if (field.required) around.required.push(name)
  }
  return conditional.length > 0 ? { ...root, allOf: conditional } : root
}

interface ObjectSchema extends Schema {
  type: 'object'
  properties: Record<string, Schema>
  required: string[]
  additionalProperties: false
}

function objectSchema(): ObjectSchema {
  return { type: 'object', properties: {}, required: [], additionalProperties: false }
}

function valueSchema(field: Exclude<FlatField, { kind: 'section' }>): Schema {
  switch (field.kind) {
    case 'choice':
      return { type: 'string', enum: field.options.map((option) => option.value) }
    case 'tick':
      return { type: 'boolean' }
    case 'number':
      return {
        type: field.integer ? 'integer' : 'number',
        minimum: field.minimum ?? -Number.MAX_SAFE_INTEGER,
        maximum: field.maximum ?? Number.MAX_SAFE_INTEGER,
      }
    case 'table':
      return {
        type: 'array',
        minItems: field.minRows,
        maxItems: field.maxRows,
        items: rowSchema(field.columns),
      }
    default: {
      const { minLength, maxLength, format } = field
      return { type: 'string', minLength, maxLength, ...(format && { format }) }
    }
  }
}

function rowSchema(columns: readonly ColumnField[]): Schema {
  return {
    ...objectSchema(),
    properties: Object.fromEntries(columns.map((column) => [column.name, valueSchema(column)])),
    required: columns.filter((column) => column.required).map((column) => column.name),
  }
}

function conditionalSchema(field: FlatField, parts: readonly string[]): Schema {
  const within = (leaf: Schema): Schema =>
    parts.slice(0, -1).reduceRight<Schema>((inside, part) => ({ properties: { [part]: inside } }), leaf)
  const name = parts.at(-1) ?? ''
  return {
    if: { allOf: field.when.map(conditionSchema) },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: field.required ? within({ required: [name] }) : {},
    else: within({ properties: { [name]: false } }),
  }
}

function conditionSchema({ field, values }: FieldCondition): Schema {
  if (values.every((value) => value === false)) return { not: holds(field, { const: true }) }
  return holds(field, { enum: values })
}

function holds(name: string, value: Schema): Schema {
  return name
    .split('.')
    .reduceRight<Schema>(
      (inside, part) => ({ type: 'object', properties: { [part]: inside }, required: [part] }),
      value,
    )
}
