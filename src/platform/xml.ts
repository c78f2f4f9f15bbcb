import { DOMParser } from '@xmldom/xmldom'
import { findXmlFault, type XmlFaultReason } from './xml-scan.ts'

/** How large and deep a file may be; beyond it nobody writes such a file in good faith. */
export interface XmlLimits {
  bytes: number
  depth: number
  /** Tags, comments and other marks together: each becomes an object in memory. */
  marks: number
}

const usualLimits: XmlLimits = { bytes: 64 * 1024 * 1024, depth: 64, marks: 200_000 }

/** Why a file was not read, with a sentence that says it and the line (from 1) where it was seen. */
export interface XmlFault {
  reason: XmlFaultReason
  line: number
  detail: string
}

const sentences: Readonly<Record<XmlFaultReason, string>> = {
  encoding: 'Tệp XML không phải mã UTF-8 hoặc có ký tự không được phép.',
  too_large: 'Tệp XML quá lớn hoặc lồng nhau quá sâu.',
  doctype: 'Tệp XML có khai báo DOCTYPE hoặc thực thể riêng; phần mềm không mở tệp như vậy.',
  broken: 'Tệp XML bị đứt hoặc sai cú pháp.',
}

/**
 * Reads XML that anybody may have written: the root element, or why not. A document type declaration is refused before
 * anything is expanded or fetched, so no entity but the five of XML exists; whatever is not well formed is refused, not
 * mended. Bytes are UTF-8, or UTF-16 with a byte order mark; what the declaration says of the encoding is not asked, for
 * writers get it wrong. Does not throw.
 */
export function parseXml(source: Uint8Array | string, limits: Partial<XmlLimits> = {}): Element | XmlFault {
  const allowed = { ...usualLimits, ...limits }
  if (source.length > allowed.bytes) return fault('too_large', 1)
  const text = typeof source === 'string' ? source.replace(/^\uFEFF/, '') : decode(source)
  if (text === null) return fault('encoding', 1)
  const found = findXmlFault(text, allowed)
  if (found) return fault(found.reason, text.slice(0, found.at).split('\n').length)
  return parseScanned(text)
}

/** The scan has seen that the marks fit together; names, attributes and namespaces are the parser's business. */
function parseScanned(text: string): Element | XmlFault {
  const complaints: string[] = []
  try {
    const parser = new DOMParser({ locator: {}, errorHandler: (_level, message) => complaints.push(message) })
    const { documentElement } = parser.parseFromString(text, 'text/xml')
    if (documentElement && complaints.length === 0) return documentElement
  } catch (error) {
    complaints.push(String(error))
  }
  return fault('broken', Number(/\[line:(\d+)/.exec(complaints[0] ?? '')?.[1] ?? 1))
}

export function isXmlFault(result: Element | XmlFault): result is XmlFault {
  return 'reason' in result
}

function fault(reason: XmlFaultReason, line: number): XmlFault {
  return { reason, line, detail: sentences[reason] }
}

function decode(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The elements directly inside one, whatever the namespace; with a name, those with that local name. */
export function childElements(parent: Element, localName?: string): Element[] {
  const found: Element[] = []
  // The list of the parser cannot be iterated, and reaching into it by index is slow.
  for (let node = parent.firstChild; node; node = node.nextSibling)
    if (isElement(node) && (localName === undefined || node.localName === localName)) found.push(node)
  return found
}

const isElement = (node: Node): node is Element => node.nodeType === 1

/** The first element along a path of local names below `parent`, or null. */
export function elementAt(parent: Element, ...path: readonly string[]): Element | null {
  let current: Element | null = parent
  for (const name of path) current = current ? (childElements(current, name)[0] ?? null) : null
  return current
}

/** The text at a path of local names below `parent` exactly as written, or null when there is no such element. */
export function textAt(parent: Element, ...path: readonly string[]): string | null {
  return elementAt(parent, ...path)?.textContent ?? null
}

/** An element to be written: its name with any prefix, and what is in it. */
export interface XmlNode {
  name: string
  attributes?: Readonly<Record<string, string>>
  /** Text in one that also has elements is not indented, so that it stays exactly as given. */
  children?: readonly (XmlNode | string)[]
}

/** Whether XML 1.0 can hold every character of a text: no control characters, no halves of characters. */
export function isXmlText(text: string): boolean {
  return !/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text)
}

/**
 * A document of UTF-8 with one root element, indented by two spaces. What `parseXml` reads of it is what was given, down to
 * line ends and spaces. Throws on a name or character that XML cannot hold: ask `isXmlText` first.
 */
export function writeXml(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeNode(root, '')}\n`
}

function writeNode({ name, attributes = {}, children = [] }: XmlNode, indent: string): string {
  const pairs = Object.entries(attributes).map(
    ([key, value]) => ` ${checkedName(key)}="${escapeXml(value, true)}"`,
  )
  const start = `${indent}<${checkedName(name)}${pairs.join('')}`
  if (children.length === 0) return `${start}/>`
  if (children.some((child) => typeof child === 'string')) {
    const inside = children.map((child) =>
      typeof child === 'string' ? escapeXml(child, false) : writeNode(child, ''),
    )
    return `${start}>${inside.join('')}</${name}>`
  }
  const inside = children.map((child) => (typeof child === 'string' ? '' : writeNode(child, `${indent}  `)))
  return `${start}>\n${inside.join('\n')}\n${indent}</${name}>`
}

function checkedName(name: string): string {
  if (!/^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/.test(name)) throw new Error(`not a name of XML: ${name}`)
  return name
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
}

/** Readers turn line ends into one form, and in attributes into spaces: such characters go as numbers. */
function escapeXml(text: string, inAttribute: boolean): string {
  if (!isXmlText(text)) throw new Error('a character that XML cannot hold')
  return text.replaceAll(inAttribute ? /[&<>"\r\n\t]/g : /[&<>\r]/g, (sign) => escapes[sign] ?? sign)
}
