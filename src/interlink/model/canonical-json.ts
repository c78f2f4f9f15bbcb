/**
 * JSON in the one form that is signed (RFC 8785): no blanks, members by the UTF-16 code units of their names, numbers and
 * texts as ECMAScript writes them. Throws TypeError for what JSON cannot hold or another program would read otherwise.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return canonicalText(value)
  if (typeof value === 'number') return canonicalNumber(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') return canonicalObject(value as Record<string, unknown>)
  throw new TypeError(`JSON holds no ${typeof value}`)
}

function canonicalObject(object: Record<string, unknown>): string {
  const members = Object.keys(object)
    .toSorted(byCodeUnits)
    .map((name) => `${canonicalText(name)}:${canonicalJson(object[name])}`)
  return `{${members.join(',')}}`
}

function byCodeUnits(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

function canonicalText(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('JSON holds no half of a surrogate pair')
  return JSON.stringify(text)
}

function canonicalNumber(number: number): string {
  if (!Number.isFinite(number)) throw new TypeError(`JSON holds no ${number}`)
  return JSON.stringify(number)
}

/** What a text in canonical form says; null for any other text, also for the same facts written differently. */
export function readCanonical(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return canonicalJson(value) === text ? value : null
  } catch {
    return null
  }
}
