import { checkKeyword, kindOf, type NodeKind } from './form-keywords.ts'
import { type FillSource, fillSources, formLimits, isObject } from './form-schema.ts'

type Place = readonly (string | number)[]
type Json = Record<string, unknown>

/** What the walk has met so far. */
export interface Found {
  fields: number
  /** Fields outside tables by dotted name, in order: what a condition may look back at. */
  leaves: Map<string, Json>
  report(at: Place, message: string): void
}

interface Spot {
  at: Place
  /** Names from the root. */
  name: readonly string[]
  root?: boolean
  column?: boolean
  /** Under a condition of its own or of a section around it. */
  conditional?: boolean
}

/** Checks one node of a form's schema and what it holds. */
export function checkNode(found: Found, node: unknown, spot: Spot): void {
  const { at } = spot
  if (!isObject(node)) {
    found.report(at, 'Mỗi mục phải là một đối tượng { … }.')
    return
  }
  const kind = kindOf(node, spot)
  if (!kind) {
    const message = 'Chỉ nhận “type” là string, number, integer, boolean, object hoặc array.'
    found.report('type' in node ? [...at, 'type'] : at, message)
    return
  }
  for (const [key, value] of Object.entries(node)) {
    const message = checkKeyword(kind, key, value)
    if (message) found.report([...at, key], message)
  }
  if (kind !== 'root' && typeof node.title !== 'string') found.report(at, 'Mỗi mục phải có “title”.')
  checkCondition(found, node, spot)
  const conditional = spot.conditional || node['x-when'] !== undefined
  if (kind === 'root' || kind === 'section') checkSection(found, node, { ...spot, conditional })
  else if (kind === 'table') checkTable(found, node, { ...spot, conditional })
  else checkLeaf(found, node, { ...spot, kind, conditional })
}

function countField(found: Found, at: Place): void {
  found.fields += 1
  if (found.fields === formLimits.fields + 1) {
    found.report(at, `Tờ khai có quá nhiều mục; tối đa ${formLimits.fields}.`)
  }
}

function checkSection(found: Found, node: Json, spot: Spot): void {
  if (spot.name.length > formLimits.depth) {
    found.report(spot.at, `Các phần lồng nhau quá sâu; tối đa ${formLimits.depth} tầng.`)
  } else checkProperties(found, node, spot)
}

function checkProperties(found: Found, node: Json, spot: Spot): void {
  const { properties, required } = node
  const at = [...spot.at, 'properties']
  if (!isObject(properties)) {
    found.report(spot.at, 'Thiếu “properties”: danh sách các mục.')
    return
  }
  for (const [name, child] of Object.entries(properties)) {
    if (found.fields > formLimits.fields) return
    if (!isFieldName(name)) {
      const message = `Tên mục chỉ gồm chữ cái không dấu và chữ số, bắt đầu bằng chữ thường, tối đa ${formLimits.nameLength} ký tự.`
      found.report([...at, name], message)
      continue
    }
    checkNode(found, child, { ...spot, root: false, at: [...at, name], name: [...spot.name, name] })
  }
  if (!Array.isArray(required)) return
  for (const [index, name] of required.entries()) {
    const known = typeof name === 'string' && Object.hasOwn(properties, name)
    if (!known) found.report([...spot.at, 'required', index], 'Mục bắt buộc này không có trong “properties”.')
  }
}

/** Names stand in addresses, attributes and objects: plain letters, and none that every object has by itself. */
function isFieldName(name: string): boolean {
  return name.length <= formLimits.nameLength && /^[a-z][A-Za-z0-9]*$/.test(name) && !(name in {})
}

function checkTable(found: Found, node: Json, spot: Spot): void {
  countField(found, spot.at)
  checkRange(found, node, { at: spot.at, least: 'minItems', most: 'maxItems' })
  const at = [...spot.at, 'items']
  if (!isObject(node.items) || node.items.type !== 'object') {
    found.report(at, 'Bảng cần “items” là { "type": "object", "properties": { … } }.')
    return
  }
  for (const key of Object.keys(node.items)) {
    if (!['type', 'properties', 'required'].includes(key)) {
      found.report([...at, key], 'Không dùng được từ khóa này cho dòng của bảng.')
    }
  }
  const { properties, required } = node.items
  if (required !== undefined && !Array.isArray(required))
    found.report([...at, 'required'], 'Phải là danh sách tên mục.')
  const columns = isObject(properties) ? Object.keys(properties).length : 0
  if (columns === 0 || columns > formLimits.columns) {
    found.report(at, `Bảng phải có từ 1 đến ${formLimits.columns} cột.`)
    return
  }
  checkProperties(found, node.items, { ...spot, at, column: true })
}

function checkLeaf(found: Found, node: Json, spot: Spot & { kind: NodeKind }): void {
  const { at, column, conditional } = spot
  countField(found, at)
  if (!column) found.leaves.set(spot.name.join('.'), node)
  const range = spot.kind === 'number' ? ['minimum', 'maximum'] : ['minLength', 'maxLength']
  checkRange(found, node, { at, least: range[0] ?? '', most: range[1] ?? '' })
  if (node.enum !== undefined && node.oneOf !== undefined) {
    found.report([...at, 'oneOf'], 'Chỉ dùng một trong hai: “enum” hoặc “oneOf”.')
  }
  const choice = choicesOf(node)
  for (const key of ['format', 'minLength', 'maxLength', 'x-long']) {
    if (choice && node[key] !== undefined) found.report([...at, key], 'Mục chọn không dùng từ khóa này.')
  }
  if (!choice && node['x-boxes'] !== undefined) found.report([...at, 'x-boxes'], 'Chỉ dùng cho mục chọn.')
  for (const key of ['default', 'x-fill'] as const) {
    if (node[key] === undefined) continue
    if (column) found.report([...at, key], 'Không dùng được cho cột của bảng.')
    // A card is scanned by hand, when the field is asked for.
    else if (conditional && !(key === 'x-fill' && wordOf(node[key]).startsWith('card.')))
      found.report([...at, key], 'Không điền sẵn được mục chỉ khai khi có điều kiện.')
  }
  checkDefault(found, node, { at, choice })
  checkFill(found, node, { at, choice })
}

function checkRange(
  found: Found,
  node: Json,
  { at, least, most }: { at: Place; least: string; most: string },
) {
  const [low, high] = [node[least], node[most]]
  if (typeof low === 'number' && typeof high === 'number' && low > high) {
    found.report([...at, most], `“${most}” nhỏ hơn “${least}”.`)
  }
}

/** As text, whatever it is: of an object its JSON, for it may have no text of its own (`toString` may be anything). */
function wordOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

function choicesOf(node: Json): string[] | null {
  if (Array.isArray(node.enum)) return node.enum.map(wordOf)
  if (!Array.isArray(node.oneOf)) return null
  return node.oneOf.map((each) => (isObject(each) ? wordOf(each.const) : ''))
}

function checkDefault(
  found: Found,
  node: Json,
  { at, choice }: { at: Place; choice: string[] | null },
): void {
  const value = node.default
  if (value === undefined) return
  const { minimum, maximum } = node
  const outside =
    (choice && !choice.includes(wordOf(value))) ||
    (typeof value === 'number' &&
      ((typeof minimum === 'number' && value < minimum) || (typeof maximum === 'number' && value > maximum)))
  if (outside) found.report([...at, 'default'], 'Giá trị mặc định không hợp lệ cho mục này.')
  if (node.format !== undefined)
    found.report([...at, 'default'], 'Mục có “format” không dùng giá trị mặc định.')
}

function checkFill(found: Found, node: Json, { at, choice }: { at: Place; choice: string[] | null }): void {
  const source = node['x-fill']
  if (typeof source !== 'string' || !Object.hasOwn(fillSources, source)) return
  const allowed: readonly unknown[] = fillSources[source as FillSource]
  const fits = allowed.includes(choice ? 'choice' : node.format)
  if (!fits) found.report([...at, 'x-fill'], 'Nguồn điền sẵn này không hợp với kiểu của mục.')
  else if (choice && !['male', 'female'].every((sex) => choice.includes(sex))) {
    found.report([...at, 'x-fill'], 'Mục giới tính phải có hai giá trị male và female.')
  }
}

/** A condition looks back at a choice or a tick outside tables, and at values which that can have. */
function checkCondition(found: Found, node: Json, spot: Spot): void {
  const when = node['x-when']
  if (when === undefined) return
  const at = [...spot.at, 'x-when']
  if (spot.column || spot.root) {
    found.report(at, 'Không dùng được điều kiện ở đây.')
    return
  }
  if (!isObject(when) || typeof when.field !== 'string') return
  const field = found.leaves.get(when.field)
  const choice = field ? choicesOf(field) : null
  if (!field || (!choice && field.type !== 'boolean')) {
    found.report([...at, 'field'], 'Phải là tên đầy đủ của một mục chọn hoặc ô đánh dấu đứng trước.')
    return
  }
  const wanted: unknown[] = Array.isArray(when.equals) ? when.equals : [when.equals]
  const known = wanted.every((each) =>
    choice ? typeof each === 'string' && choice.includes(each) : typeof each === 'boolean',
  )
  if (!known || wanted.length === 0) {
    found.report([...at, 'equals'], `Mục “${when.field}” không có giá trị này.`)
  }
}
