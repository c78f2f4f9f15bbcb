export type XmlFaultReason = 'encoding' | 'too_large' | 'doctype' | 'broken'

interface Found {
  reason: XmlFaultReason
  /** Position in the text. */
  at: number
}

interface Scan {
  readonly text: string
  at: number
  /** Names of the elements that are open. */
  readonly open: string[]
  hasRoot: boolean
}

/**
 * The first thing that makes a text no well-formed XML or more than is allowed, or null. Goes once from front to back and
 * keeps nothing but the names of the open elements, so that it costs little on the worst input. It is there because the
 * parser mends what it should refuse, and knows no limits.
 */
export function findXmlFault(text: string, limits: { depth: number; marks: number }): Found | null {
  const scan: Scan = { text, at: 0, open: [], hasRoot: false }
  const forbidden = text.search(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u)
  if (forbidden >= 0) return { reason: 'encoding', at: forbidden }
  for (let marks = 0; scan.at < text.length; marks += 1) {
    const at = scan.at
    if (marks > limits.marks || scan.open.length > limits.depth) return { reason: 'too_large', at }
    const reason = text[at] === '<' ? passMark(scan) : passText(scan)
    if (reason) return { reason, at }
  }
  const whole = scan.hasRoot && scan.open.length === 0
  return whole ? null : { reason: 'broken', at: text.length }
}

function passText(scan: Scan): XmlFaultReason | null {
  const next = scan.text.indexOf('<', scan.at)
  const end = next < 0 ? scan.text.length : next
  const words = scan.text.slice(scan.at, end)
  scan.at = end
  if (scan.open.length === 0) return words.trim() === '' ? null : 'broken'
  return words.includes(']]>') || !hasKnownEntities(words) ? 'broken' : null
}

function passMark(scan: Scan): XmlFaultReason | null {
  const { text, at } = scan
  if (text.startsWith('<!--', at)) return passTo(scan, '-->', 4)
  if (text.startsWith('<![CDATA[', at)) return scan.open.length === 0 ? 'broken' : passTo(scan, ']]>', 9)
  if (text.startsWith('<!', at)) return 'doctype'
  if (text.startsWith('<?', at)) {
    // The declaration stands at the very beginning or nowhere.
    if (at > 0 && /^<\?xml[\s?]/i.test(text.slice(at, at + 6))) return 'broken'
    return passTo(scan, '?>', 2)
  }
  return text[at + 1] === '/' ? passEnd(scan) : passStart(scan)
}

function passTo(scan: Scan, end: string, length: number): XmlFaultReason | null {
  const found = scan.text.indexOf(end, scan.at + length)
  if (found < 0) return 'broken'
  scan.at = found + end.length
  return null
}

function passEnd(scan: Scan): XmlFaultReason | null {
  const end = scan.text.indexOf('>', scan.at)
  if (end < 0 || scan.open.pop() !== scan.text.slice(scan.at + 2, end).trimEnd()) return 'broken'
  scan.at = end + 1
  return null
}

function passStart(scan: Scan): XmlFaultReason | null {
  const { text } = scan
  const end = endOfTag(text, scan.at + 1)
  if (end === null) return 'broken'
  const isEmpty = text[end - 1] === '/'
  const inside = text.slice(scan.at + 1, isEmpty ? end - 1 : end)
  const name = /^[^\s"'=&/]+/.exec(inside)?.[0]
  if (name === undefined || !hasKnownEntities(inside)) return 'broken'
  if (scan.open.length === 0 && scan.hasRoot) return 'broken'
  scan.hasRoot = true
  if (!isEmpty) scan.open.push(name)
  scan.at = end + 1
  return null
}

/** Where the tag's closing bracket is; null when there is none, or another bracket opens before it. */
function endOfTag(text: string, from: number): number | null {
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '>') return at
    if (sign === '<') return null
    if (sign !== '"' && sign !== "'") continue
    const close = text.indexOf(sign, at + 1)
    if (close < 0 || text.slice(at + 1, close).includes('<')) return null
    at = close
  }
  return null
}

/** Whether every ampersand begins one of the five names or the number of a character that XML can hold. */
function hasKnownEntities(words: string): boolean {
  for (let at = words.indexOf('&'); at >= 0; at = words.indexOf('&', at + 1)) {
    const end = words.indexOf(';', at)
    if (end < 0 || end - at > 12 || !isKnownEntity(words.slice(at + 1, end))) return false
  }
  return true
}

function isKnownEntity(name: string): boolean {
  if (/^(amp|lt|gt|quot|apos)$/.test(name)) return true
  const digits = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(name)
  if (!digits) return false
  const code = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16)
  return (
    [9, 10, 13].includes(code) ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  )
}
