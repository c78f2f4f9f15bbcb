import { decodeStream } from './decode-stream.ts'
import { readIndirect } from './read-indirect.ts'
import { type Cursor, latin, readCount, readValue, readWord, skipSpace } from './read-object.ts'
import {
  isArray,
  isDictionary,
  isName,
  isStream,
  type PdfDictionary,
  type PdfValue,
  pdfError,
} from './values.ts'

/** Where an object stands: at a place of the file, or packed in the stream that is object `container`. */
export type Entry =
  | { kind: 'free' }
  | { kind: 'at'; offset: number; generation: number }
  | { kind: 'packed'; container: number; index: number }

/** What the cross-reference of a file says, all revisions together. */
export interface Sections {
  entries: ReadonlyMap<number, Entry>
  /** The newest trailer. */
  trailer: PdfDictionary
  /** Where the newest section begins, and in which form it is written. */
  start: number
  form: 'table' | 'stream'
}

/** More revisions or objects than this, no office makes. */
const mostSections = 500
const mostObjects = 300_000

interface Section {
  entries: Map<number, Entry>
  trailer: PdfDictionary
  form: 'table' | 'stream'
}

/**
 * Follows the cross-reference from the end of the file: tables, streams, and tables with a stream beside them. What the
 * file's body looks like is never searched through: two readers would then find two documents.
 */
export function readSections(bytes: Uint8Array): Sections {
  const start = findStart(bytes)
  const entries = new Map<number, Entry>()
  const seen = new Set<number>()
  let newest: Section | undefined
  let next: number | undefined = start
  while (next !== undefined) {
    if (seen.has(next)) throw pdfError('unreadable', 'cross-reference goes in a circle')
    if (seen.size >= mostSections) throw pdfError('too_large', 'too many revisions')
    seen.add(next)
    const section: Section = readSection(bytes, next)
    newest ??= section
    if (section.trailer.entries.has('Encrypt')) throw pdfError('encrypted', 'encrypted')
    addMissing(entries, section.entries)
    const beside = offsetIn(section.trailer, 'XRefStm')
    if (beside !== undefined && section.form === 'table')
      addMissing(entries, readSection(bytes, beside).entries)
    next = offsetIn(section.trailer, 'Prev')
  }
  if (!newest) throw pdfError('unreadable', 'no cross-reference')
  return { entries, trailer: newest.trailer, start, form: newest.form }
}

/** The newer section has the word: what is there already stays. */
function addMissing(entries: Map<number, Entry>, older: ReadonlyMap<number, Entry>): void {
  for (const [number, entry] of older) if (!entries.has(number)) entries.set(number, entry)
  if (entries.size > mostObjects) throw pdfError('too_large', 'too many objects')
}

/** The number after the last `startxref`; after its `%%EOF` there may be nothing but white space. */
function findStart(bytes: Uint8Array): number {
  const tail = latin(bytes, Math.max(0, bytes.length - 2048), bytes.length)
  const found = /startxref\s+(\d{1,10})\s+%%EOF[\s\0]*$/.exec(tail.slice(tail.lastIndexOf('startxref')))
  const start = Number(found?.[1] ?? -1)
  if (start < 0 || start >= bytes.length)
    throw pdfError('unreadable', 'the end of the file is not that of a PDF')
  return start
}

function offsetIn(trailer: PdfDictionary, key: string): number | undefined {
  const value = trailer.entries.get(key)
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw pdfError('unreadable', `${key} is no place`)
  }
  return value
}

function readSection(bytes: Uint8Array, at: number): Section {
  const cursor = { bytes, at }
  skipSpace(cursor)
  if (latin(bytes, cursor.at, cursor.at + 4) !== 'xref') return readStreamSection(bytes, at)
  cursor.at += 4
  const entries = readTable(cursor)
  const trailer = readValue(cursor)
  if (!isDictionary(trailer)) throw pdfError('unreadable', 'no trailer')
  return { entries, trailer, form: 'table' }
}

function readTable(cursor: Cursor): Map<number, Entry> {
  const entries = new Map<number, Entry>()
  for (;;) {
    skipSpace(cursor)
    const before = cursor.at
    if (readWord(cursor) === 'trailer') return entries
    cursor.at = before
    const first = readCount(cursor)
    const count = readCount(cursor)
    if (first + count > 8_400_000 || entries.size + count > mostObjects)
      throw pdfError('too_large', 'too many objects')
    for (let number = first; number < first + count; number += 1) {
      if (entries.has(number)) throw pdfError('unreadable', `object ${number} listed twice`)
      entries.set(number, readTableEntry(cursor))
    }
  }
}

function readTableEntry(cursor: Cursor): Entry {
  const offset = readCount(cursor)
  const generation = readCount(cursor)
  skipSpace(cursor)
  const kind = readWord(cursor)
  if (kind !== 'n' && kind !== 'f') throw pdfError('unreadable', `no entry at ${cursor.at}`)
  // Some programs list what they left out as in use at place 0.
  return kind === 'f' || offset === 0 ? { kind: 'free' } : { kind: 'at', offset, generation }
}

function readStreamSection(bytes: Uint8Array, at: number): Section {
  const { value } = readIndirect(bytes, at, () => null)
  if (!isStream(value) || !isName(value.dictionary.entries.get('Type'), 'XRef')) {
    throw pdfError('unreadable', `no cross-reference at ${at}`)
  }
  const { entries: dictionary } = value.dictionary
  const widths = numbers(dictionary.get('W'))
  const size = dictionary.get('Size')
  if (widths.length !== 3 || widths.some((width) => width > 8) || typeof size !== 'number') {
    throw pdfError('unreadable', 'cross-reference stream of unknown form')
  }
  const index = dictionary.has('Index') ? numbers(dictionary.get('Index')) : [0, size]
  return { entries: readRows(decodeStream(value), widths, index), trailer: value.dictionary, form: 'stream' }
}

function numbers(value: PdfValue | undefined): number[] {
  if (!isArray(value)) throw pdfError('unreadable', 'list of numbers expected')
  return value.map((each) => {
    if (typeof each === 'number' && Number.isInteger(each) && each >= 0) return each
    throw pdfError('unreadable', 'number expected')
  })
}

function readRows(rows: Uint8Array, widths: readonly number[], index: readonly number[]): Map<number, Entry> {
  const entries = new Map<number, Entry>()
  let at = 0
  const field = (which: number, otherwise: number) => {
    const width = widths[which] ?? 0
    let value = 0
    for (let end = at + width; at < end; at += 1) value = value * 256 + (rows[at] ?? 0)
    return width === 0 ? otherwise : value
  }
  const width = widths.reduce((sum, each) => sum + each, 0)
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const first = index[pair] ?? 0
    const count = index[pair + 1] ?? 0
    if (entries.size + count > mostObjects) throw pdfError('too_large', 'too many objects')
    if (at + width * count > rows.length) throw pdfError('unreadable', 'cross-reference stream cut off')
    for (let number = first; number < first + count; number += 1) {
      const [kind, second, third] = [field(0, 1), field(1, 0), field(2, 0)]
      if (entries.has(number)) throw pdfError('unreadable', `object ${number} listed twice`)
      if (kind === 1) entries.set(number, { kind: 'at', offset: second, generation: third })
      else if (kind === 2) entries.set(number, { kind: 'packed', container: second, index: third })
      else entries.set(number, { kind: 'free' })
    }
  }
  return entries
}

/** The object streams begin with pairs of number and place. */
export function readPacked(plain: Uint8Array, head: { count: number; first: number }): [number, number][] {
  if (head.count > mostObjects) throw pdfError('too_large', 'too many objects')
  const cursor = { bytes: plain, at: 0 }
  return Array.from({ length: head.count }, () => [readCount(cursor), head.first + readCount(cursor)])
}
