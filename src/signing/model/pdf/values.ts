/** A value of PDF (ISO 32000-1, 7.3), as plain data with the places it was read from. */
export type PdfValue =
  | null
  | boolean
  | number
  | PdfName
  | PdfReference
  | PdfText
  | PdfDictionary
  | PdfStream
  | readonly PdfValue[]

export interface PdfName {
  kind: 'name'
  name: string
}

export interface PdfReference {
  kind: 'reference'
  number: number
  generation: number
}

/** A string; `start` and `end` frame it in the file with its brackets, or within the object stream it stood in. */
export interface PdfText {
  kind: 'text'
  /** One character per byte. */
  bytes: string
  hex: boolean
  start: number
  end: number
}

export interface PdfDictionary {
  kind: 'dictionary'
  entries: ReadonlyMap<string, PdfValue>
}

export interface PdfStream {
  kind: 'stream'
  dictionary: PdfDictionary
  /** The bytes as they stand in the file, before any filter. */
  raw: Uint8Array
}

/** Why a file cannot be judged. */
export type PdfFault = 'not_pdf' | 'unreadable' | 'encrypted' | 'too_large'

/** An error that `readSafely` turns into an answer; nothing of it leaves this folder. */
export function pdfError(fault: PdfFault, detail: string): Error {
  return Object.assign(new Error(detail), { pdfFault: fault })
}

/** What the work gives, or why there is nothing. Whatever goes wrong inside is a fault of the file. */
export function readSafely<Result>(work: () => Result): Result | { fault: PdfFault; detail: string } {
  try {
    return work()
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    if (error instanceof Error && 'pdfFault' in error) return { fault: error.pdfFault as PdfFault, detail }
    // Too deep a nesting ends in a RangeError; everything else is a file that is not what it says.
    return { fault: error instanceof RangeError ? 'too_large' : 'unreadable', detail }
  }
}

export const isName = (value: PdfValue | undefined, name?: string): value is PdfName =>
  isKind(value, 'name') && (name === undefined || value.name === name)
export const isReference = (value: PdfValue | undefined): value is PdfReference => isKind(value, 'reference')
export const isText = (value: PdfValue | undefined): value is PdfText => isKind(value, 'text')
export const isDictionary = (value: PdfValue | undefined): value is PdfDictionary =>
  isKind(value, 'dictionary')
export const isStream = (value: PdfValue | undefined): value is PdfStream => isKind(value, 'stream')
export const isArray = (value: PdfValue | undefined): value is readonly PdfValue[] => Array.isArray(value)

type Tagged = PdfName | PdfReference | PdfText | PdfDictionary | PdfStream

function isKind<Kind extends Tagged['kind']>(
  value: PdfValue | undefined,
  kind: Kind,
): value is Extract<Tagged, { kind: Kind }> {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind
}
