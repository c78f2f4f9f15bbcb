import { expectWord, latin, readCount, readValue, skipSpace } from './read-object.ts'
import { isDictionary, isReference, type PdfDictionary, type PdfValue, pdfError } from './values.ts'

/** An object with its frame in the file: from its number to the end of `endobj`. */
export interface Indirect {
  number: number
  generation: number
  value: PdfValue
  start: number
  end: number
}

/** Reads `n g obj … endobj`. `lengthOf` finds a length that stands in an object of its own. */
export function readIndirect(
  bytes: Uint8Array,
  at: number,
  lengthOf: (reference: PdfValue) => PdfValue,
): Indirect {
  if (at >= bytes.length) throw pdfError('unreadable', 'object beyond the end')
  const cursor = { bytes, at }
  const number = readCount(cursor)
  const generation = readCount(cursor)
  expectWord(cursor, 'obj')
  const value = readValue(cursor)
  skipSpace(cursor)
  if (isDictionary(value) && latin(bytes, cursor.at, cursor.at + 6) === 'stream') {
    const raw = readRaw(bytes, cursor.at + 6, lengthIn(value, lengthOf))
    cursor.at = raw.byteOffset - bytes.byteOffset + raw.length
    expectWord(cursor, 'endstream')
    expectWord(cursor, 'endobj')
    return {
      number,
      generation,
      value: { kind: 'stream', dictionary: value, raw },
      start: at,
      end: cursor.at,
    }
  }
  expectWord(cursor, 'endobj')
  return { number, generation, value, start: at, end: cursor.at }
}

function lengthIn(dictionary: PdfDictionary, lengthOf: (reference: PdfValue) => PdfValue): number {
  const given = dictionary.entries.get('Length') ?? null
  const length = isReference(given) ? lengthOf(given) : given
  if (typeof length === 'number' && Number.isInteger(length) && length >= 0) return length
  throw pdfError('unreadable', 'stream without length')
}

function readRaw(bytes: Uint8Array, after: number, length: number): Uint8Array {
  const start = bytes[after] === 13 ? after + (bytes[after + 1] === 10 ? 2 : 1) : after + 1
  if (start + length > bytes.length) throw pdfError('unreadable', 'stream beyond the end')
  return bytes.subarray(start, start + length)
}
