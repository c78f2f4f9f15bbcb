import { inflateSync } from 'node:zlib'
import { isArray, isDictionary, isName, type PdfStream, type PdfValue, pdfError } from './values.ts'

/** No table of a real file is longer; a small file that unpacks to more is an attack. */
const longest = 64 * 1024 * 1024

/**
 * The bytes of a cross-reference or object stream. Only what such streams carry in practice is understood: nothing, or
 * Flate with or without a predictor. Their parameters may not be references: they are needed to find references.
 */
export function decodeStream(stream: PdfStream): Uint8Array {
  const filter = only(stream.dictionary.entries.get('Filter'))
  const parameters = only(stream.dictionary.entries.get('DecodeParms'))
  if (filter === undefined || filter === null) return stream.raw
  if (!isName(filter, 'FlateDecode')) throw pdfError('unreadable', 'table packed in an unknown way')
  const plain = inflateSync(stream.raw, { maxOutputLength: longest })
  if (!isDictionary(parameters)) return plain
  const number = (key: string, otherwise: number) => {
    const value = parameters.entries.get(key)
    return typeof value === 'number' ? value : otherwise
  }
  const predictor = number('Predictor', 1)
  if (predictor === 1) return plain
  if (predictor < 10 || number('Colors', 1) !== 1 || number('BitsPerComponent', 8) !== 8) {
    throw pdfError('unreadable', 'table with an unknown predictor')
  }
  return undoPrediction(plain, number('Columns', 1))
}

function only(value: PdfValue | undefined): PdfValue | undefined {
  if (!isArray(value)) return value
  if (value.length > 1) throw pdfError('unreadable', 'table packed more than once')
  return value[0]
}

/** PNG filters 0 to 4 over rows of one byte per sample. */
function undoPrediction(packed: Uint8Array, columns: number): Uint8Array {
  if (!Number.isInteger(columns) || columns < 1 || columns > 64) {
    throw pdfError('unreadable', 'table with odd columns')
  }
  const rows = Math.floor(packed.length / (columns + 1))
  const plain = new Uint8Array(rows * columns)
  for (let row = 0; row < rows; row += 1) {
    const kind = packed[row * (columns + 1)] ?? 0
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column
      const left = column > 0 ? (plain[at - 1] ?? 0) : 0
      const above = row > 0 ? (plain[at - columns] ?? 0) : 0
      const corner = column > 0 && row > 0 ? (plain[at - columns - 1] ?? 0) : 0
      const guess = [0, left, above, (left + above) >> 1, nearest(left, above, corner)][kind]
      if (guess === undefined) throw pdfError('unreadable', 'table with an unknown row filter')
      plain[at] = ((packed[row * (columns + 1) + 1 + column] ?? 0) + guess) & 0xff
    }
  }
  return plain
}

function nearest(left: number, above: number, corner: number): number {
  const sum = left + above - corner
  const [a, b, c] = [Math.abs(sum - left), Math.abs(sum - above), Math.abs(sum - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? above : corner
}

/** The bytes of a certificate, list or answer kept in the file; none where it is packed in a way we do not read. */
export function decodeProof(stream: PdfStream): Uint8Array[] {
  try {
    return [decodeStream(stream)]
  } catch {
    return []
  }
}
