/** A node of ASN.1 in DER; of BER the indefinite lengths are understood too, which some signing programs still write. */
export interface Der {
  /** The identifier byte: class, constructed, tag number up to 30. */
  tag: number
  /** The node with its head. */
  whole: Uint8Array
  content: Uint8Array
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  none: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  printable: 0x13,
  utcTime: 0x17,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** Context-specific: [n], constructed. */
  context: (number: number) => 0xa0 + number,
  /** Context-specific: [n], primitive. */
  implicit: (number: number) => 0x80 + number,
} as const

const deepest = 40

/** The node at the beginning of the bytes; more may follow. Throws an Error for what is no DER. */
export function readDer(bytes: Uint8Array): Der {
  return readNode(bytes, 0).node
}

/** The nodes a constructed node holds. */
export function partsOf(node: Der | undefined): Der[] {
  if (!node) throw new Error('DER: node missing')
  return readAll(node.content)
}

export function readAll(content: Uint8Array): Der[] {
  const nodes: Der[] = []
  for (let at = 0; at < content.length; ) {
    const { node, end } = readNode(content, at)
    nodes.push(node)
    at = end
  }
  return nodes
}

function readNode(bytes: Uint8Array, at: number, depth = 0): { node: Der; end: number } {
  const tag = bytes[at]
  const short = bytes[at + 1]
  if (tag === undefined || short === undefined || (tag & 0x1f) === 0x1f || depth > deepest) {
    throw new Error('DER: unreadable')
  }
  if (short === 0x80) return readIndefinite(bytes, at, depth)
  const lengthBytes = short < 0x80 ? 0 : short & 0x7f
  if (lengthBytes > 4) throw new Error('DER: too long')
  let length = lengthBytes === 0 ? short : 0
  for (let index = 0; index < lengthBytes; index += 1) length = length * 256 + (bytes[at + 2 + index] ?? 0)
  const start = at + 2 + lengthBytes
  const end = start + length
  if (end > bytes.length) throw new Error('DER: cut off')
  return { node: { tag, whole: bytes.subarray(at, end), content: bytes.subarray(start, end) }, end }
}

function readIndefinite(bytes: Uint8Array, at: number, depth: number): { node: Der; end: number } {
  const tag = bytes[at] ?? 0
  const parts: Der[] = []
  let end = at + 2
  while (bytes[end] !== 0 || bytes[end + 1] !== 0) {
    const next = readNode(bytes, end, depth + 1)
    parts.push(next.node)
    end = next.end
  }
  // An octet string in pieces is put together; other nodes keep their parts as they stand.
  const isPieces = tag === 0x24
  const content = isPieces ? Buffer.concat(parts.map((part) => part.content)) : bytes.subarray(at + 2, end)
  return {
    node: { tag: isPieces ? tags.octets : tag, whole: bytes.subarray(at, end + 2), content },
    end: end + 2,
  }
}

/** A node in DER of already encoded parts. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const length: number[] = []
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest & 0xff)
  const head = content.length < 0x80 ? [content.length] : [0x80 + length.length, ...length]
  return Buffer.concat([Buffer.from([tag, ...head]), content])
}

/** SET OF in DER: its parts in the order of their bytes (X.690, 11.6). */
export const derSet = (tag: number, parts: readonly Uint8Array[]): Buffer =>
  der(tag, ...parts.toSorted((one, other) => Buffer.compare(one, other)))

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = [first * 40 + second, ...rest].flatMap((each) => {
    const groups = [each & 0x7f]
    for (let value = Math.floor(each / 128); value > 0; value = Math.floor(value / 128)) {
      groups.unshift((value & 0x7f) | 0x80)
    }
    return groups
  })
  return der(tags.oid, Buffer.from(bytes))
}

/** An object identifier as dotted numbers. */
export function oidOf(node: Der | undefined): string {
  if (node?.tag !== tags.oid) throw new Error('DER: object identifier expected')
  const numbers: number[] = []
  let value = 0
  for (const byte of node.content) {
    value = value * 128 + (byte & 0x7f)
    if (byte >= 0x80) continue
    numbers.push(value)
    value = 0
  }
  const head = numbers.shift() ?? 0
  const first = Math.min(2, Math.floor(head / 40))
  return [first, head - first * 40, ...numbers].join('.')
}

/** A number of any size as lower-case hex without leading zeros. */
export function integerHex(node: Der | undefined): string {
  if (node?.tag !== tags.integer) throw new Error('DER: number expected')
  return Buffer.from(node.content)
    .toString('hex')
    .replace(/^(00)+(?=.)/, '')
}

/** Milliseconds since 1970 of UTCTime or GeneralizedTime, which must be in UTC. */
export function timeOf(node: Der | undefined): number {
  const text = Buffer.from(node?.content ?? []).toString('latin1')
  const found =
    node?.tag === tags.utcTime
      ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)()Z$/.exec(text)
      : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:[.,](\d{1,3})\d*)?Z$/.exec(text)
  if (!found || (node?.tag !== tags.utcTime && node?.tag !== tags.time)) throw new Error('DER: time expected')
  const [year = 0, month = 1, day, hour, minute, second] = found.slice(1, 7).map(Number)
  const whole = node.tag === tags.utcTime ? year + (year < 50 ? 2000 : 1900) : year
  return Date.UTC(whole, month - 1, day, hour, minute, second, Number((found[7] ?? '').padEnd(3, '0')))
}

/** A text in any of the string types of certificates. */
export function textOf(node: Der): string {
  const bytes = Buffer.from(node.content)
  if (node.tag === 0x1e) return Buffer.from(bytes).swap16().toString('utf16le')
  if (node.tag === tags.utf8) return bytes.toString('utf8')
  return bytes.toString('latin1')
}
