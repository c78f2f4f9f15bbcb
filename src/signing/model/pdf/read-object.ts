import { type PdfDictionary, type PdfText, type PdfValue, pdfError } from './values.ts'

/** Deeper nesting than this is no document but an attack on the reader. */
const deepest = 100

/** The place of reading; moved on by every function here. */
export interface Cursor {
  bytes: Uint8Array
  at: number
}

const space = new Set([0, 9, 10, 12, 13, 32])
const delimiters = new Set([...'()<>[]{}/%'].map((each) => each.charCodeAt(0)))
const isRegular = (byte: number | undefined): byte is number =>
  byte !== undefined && !space.has(byte) && !delimiters.has(byte)

/** Passes white space and comments. */
export function skipSpace(cursor: Cursor): void {
  const { bytes } = cursor
  for (;;) {
    const byte = bytes[cursor.at]
    if (byte === undefined) return
    if (byte === 0x25) {
      while (cursor.at < bytes.length && bytes[cursor.at] !== 10 && bytes[cursor.at] !== 13) cursor.at += 1
    } else if (space.has(byte)) cursor.at += 1
    else return
  }
}

/** The run of regular characters here, which may be empty. */
export function readWord(cursor: Cursor): string {
  const start = cursor.at
  while (isRegular(cursor.bytes[cursor.at])) cursor.at += 1
  return latin(cursor.bytes, start, cursor.at)
}

export const latin = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', start, end)

/** Passes the word, or fails: the file is not built as it says. */
export function expectWord(cursor: Cursor, word: string): void {
  skipSpace(cursor)
  const found = readWord(cursor)
  if (found !== word) throw pdfError('unreadable', `${word} expected at ${cursor.at}, found ${found}`)
}

/** A whole number of at most ten digits. */
export function readCount(cursor: Cursor): number {
  skipSpace(cursor)
  const word = readWord(cursor)
  if (!/^\d{1,10}$/.test(word)) throw pdfError('unreadable', `number expected at ${cursor.at}, found ${word}`)
  return Number(word)
}

/**
 * Reads one value, streams aside. Stricter than most readers on purpose: where two readers could see two things (a key
 * given twice, a string without end), there is no judging what was signed.
 */
export function readValue(cursor: Cursor, depth = 0): PdfValue {
  if (depth > deepest) throw pdfError('too_large', 'nested too deeply')
  skipSpace(cursor)
  const byte = cursor.bytes[cursor.at]
  if (byte === 0x2f) return { kind: 'name', name: readName(cursor) }
  if (byte === 0x28) return readLiteral(cursor)
  if (byte === 0x5b) return readArray(cursor, depth)
  if (byte === 0x3c) {
    return cursor.bytes[cursor.at + 1] === 0x3c ? readDictionary(cursor, depth) : readHex(cursor)
  }
  const word = readWord(cursor)
  if (word === 'true' || word === 'false') return word === 'true'
  if (word === 'null') return null
  return readNumber(cursor, word)
}

function readNumber(cursor: Cursor, word: string): PdfValue {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word) || word.length > 40) {
    throw pdfError('unreadable', `no value at ${cursor.at}: ${word.slice(0, 20)}`)
  }
  const after = cursor.at
  if (/^\d{1,10}$/.test(word)) {
    skipSpace(cursor)
    const generation = readWord(cursor)
    if (/^\d{1,5}$/.test(generation)) {
      skipSpace(cursor)
      if (readWord(cursor) === 'R') {
        return { kind: 'reference', number: Number(word), generation: Number(generation) }
      }
    }
    cursor.at = after
  }
  return Number(word)
}

function readName(cursor: Cursor): string {
  cursor.at += 1
  return readWord(cursor).replace(/#([0-9a-fA-F]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

function readArray(cursor: Cursor, depth: number): PdfValue[] {
  cursor.at += 1
  const items: PdfValue[] = []
  for (;;) {
    skipSpace(cursor)
    if (cursor.bytes[cursor.at] === 0x5d) break
    items.push(readValue(cursor, depth + 1))
  }
  cursor.at += 1
  return items
}

function readDictionary(cursor: Cursor, depth: number): PdfDictionary {
  cursor.at += 2
  const entries = new Map<string, PdfValue>()
  for (;;) {
    skipSpace(cursor)
    const byte = cursor.bytes[cursor.at]
    if (byte === 0x3e && cursor.bytes[cursor.at + 1] === 0x3e) break
    if (byte !== 0x2f) throw pdfError('unreadable', `name expected at ${cursor.at}`)
    const key = readName(cursor)
    if (entries.has(key)) throw pdfError('unreadable', `key ${key} twice at ${cursor.at}`)
    entries.set(key, readValue(cursor, depth + 1))
  }
  cursor.at += 2
  return { kind: 'dictionary', entries }
}

function readHex(cursor: Cursor): PdfText {
  const start = cursor.at
  const end = cursor.bytes.indexOf(0x3e, start)
  if (end < 0) throw pdfError('unreadable', 'hex string without end')
  cursor.at = end + 1
  const digits = latin(cursor.bytes, start + 1, end).replace(/[\0\t\n\f\r ]/g, '')
  if (!/^[0-9a-fA-F]*$/.test(digits)) throw pdfError('unreadable', `hex string with other signs at ${start}`)
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex').toString('latin1')
  return { kind: 'text', bytes, hex: true, start, end: cursor.at }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function readLiteral(cursor: Cursor): PdfText {
  const start = cursor.at
  let open = 0
  do {
    const byte = cursor.bytes[cursor.at]
    if (byte === undefined) throw pdfError('unreadable', 'string without end')
    if (byte === 0x5c) cursor.at += 1
    else if (byte === 0x28) open += 1
    else if (byte === 0x29) open -= 1
    cursor.at += 1
  } while (open > 0)
  const bytes = latin(cursor.bytes, start + 1, cursor.at - 1).replace(
    /\\([0-7]{1,3}|\r\n|[\s\S])|\r\n?/g,
    (whole, code: string | undefined) => {
      if (code === undefined) return '\n'
      if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff)
      if (/^[\r\n]/.test(code)) return ''
      return escapes[code] ?? whole.slice(1)
    },
  )
  return { kind: 'text', bytes, hex: false, start, end: cursor.at }
}
