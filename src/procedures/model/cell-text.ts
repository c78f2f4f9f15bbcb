/** Cells hold one thing a line, and parts of a thing between bars; what would be taken for either is marked by a backslash. */

/** `["a|b", "c"]` → `a\|b | c`; empty parts at the end are left out. */
export function joinParts(parts: readonly string[]): string {
  const last = parts.findLastIndex((part) => part !== '')
  return parts
    .slice(0, last + 1)
    .map(escapePart)
    .join(' | ')
}

/** The inverse of `joinParts`. */
export function splitParts(line: string): string[] {
  const parts = ['']
  for (const [piece] of line.matchAll(/\\.|\||[^\\|]+|\\$/gs)) {
    if (piece === '|') parts.push('')
    else parts.push(`${parts.pop()}${piece}`)
  }
  return parts.map((part) => unescapePart(part.trim()))
}

/** One thing a line. */
export function joinLines(lines: readonly string[]): string {
  return lines.map(escapePart).join('\n')
}

export function splitLines(cell: string): string[] {
  return rawLines(cell).map(unescapePart)
}

/** Lines that hold something, still as written. */
export function rawLines(cell: string): string[] {
  return cell
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function escapePart(part: string): string {
  const marked = part.replaceAll(/[\\|]/g, (sign) => `\\${sign}`).replaceAll(/\r?\n/g, '\\n')
  return marked.startsWith('#') ? `\\${marked}` : marked
}

function unescapePart(part: string): string {
  return part.replaceAll(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign))
}
