import { type PdfFile, pagesOf } from './open-pdf.ts'
import { latin } from './read-object.ts'
import {
  isArray,
  isDictionary,
  isName,
  isReference,
  isText,
  type PdfDictionary,
  type PdfReference,
  type PdfText,
  type PdfValue,
} from './values.ts'

/** A field of the form, a signature or another, with the widgets that show it. */
export interface FormField {
  reference: PdfReference | null
  name: string
  kind: string
  dictionary: PdfDictionary
}

const mostFields = 5_000

/** All last fields of the form's tree, with what they inherit. */
export function fieldsOf(file: PdfFile): FormField[] {
  const form = file.resolve(file.catalog.entries.get('AcroForm'))
  if (!isDictionary(form)) return []
  const found: FormField[] = []
  const seen = new Set<number>()
  const visit = (value: PdfValue, above: { name: string; kind: string }, depth: number): void => {
    if (isReference(value)) {
      if (seen.has(value.number)) return
      seen.add(value.number)
    }
    const dictionary = file.resolve(value)
    if (!isDictionary(dictionary) || depth > 20 || found.length > mostFields) return
    const part = file.resolve(dictionary.entries.get('T'))
    const type = file.resolve(dictionary.entries.get('FT'))
    const name = [above.name, isText(part) ? plainText(part.bytes) : ''].filter((each) => each).join('.')
    const kind = isName(type) ? type.name : above.kind
    const kids = file.resolve(dictionary.entries.get('Kids'))
    const children = isArray(kids) ? kids.filter((kid) => hasName(file, kid)) : []
    if (children.length > 0) for (const kid of children) visit(kid, { name, kind }, depth + 1)
    else found.push({ reference: isReference(value) ? value : null, name, kind, dictionary })
  }
  const fields = file.resolve(form.entries.get('Fields'))
  for (const field of isArray(fields) ? fields : []) visit(field, { name: '', kind: '' }, 0)
  return found
}

const hasName = (file: PdfFile, kid: PdfValue): boolean => {
  const dictionary = file.resolve(kid)
  return isDictionary(dictionary) && dictionary.entries.has('T')
}

/** A text string: UTF-16 with its mark, else one character per byte. */
export function plainText(bytes: string): string {
  if (!bytes.startsWith('\xfe\xff')) return bytes
  return Buffer.from(bytes.slice(2), 'latin1')
    .subarray(0, (bytes.length - 2) & ~1)
    .swap16()
    .toString('utf16le')
}

/** A signature as its dictionary states it, and how far that is true of the file. */
export interface SignatureEntry {
  field: FormField
  dictionary: PdfDictionary
  subFilter: string
  /** The CMS or token, with the zeros after it. */
  contents: Buffer
  /** Where what is signed ends; the file up to here is a revision. */
  end: number
  /** The two signed runs of bytes. */
  signed: readonly [Uint8Array, Uint8Array]
  problem: null | 'range_lies' | 'contents_elsewhere' | 'not_a_revision'
}

/** The filled signature fields in the order in which they were made: by where what they sign ends. */
export function signaturesOf(file: PdfFile): SignatureEntry[] {
  return fieldsOf(file)
    .filter((field) => field.kind === 'Sig')
    .flatMap((field) => readEntry(file, field) ?? [])
    .toSorted((one, other) => one.end - other.end)
}

function readEntry(file: PdfFile, field: FormField): SignatureEntry | undefined {
  const value = field.dictionary.entries.get('V')
  const dictionary = file.resolve(value)
  if (!isDictionary(dictionary)) return undefined
  const subFilter = file.resolve(dictionary.entries.get('SubFilter'))
  const contents = dictionary.entries.get('Contents')
  const range = file.resolve(dictionary.entries.get('ByteRange'))
  const holder = isReference(value)
    ? file.frameOf(value)
    : field.reference
      ? file.frameOf(field.reference)
      : undefined
  const base = {
    field,
    dictionary,
    subFilter: isName(subFilter) ? subFilter.name : '',
    contents: Buffer.from(isText(contents) ? contents.bytes : '', 'latin1'),
  }
  const numbers = isArray(range) ? range : []
  const problem =
    isText(contents) && holder
      ? rangeProblem(file.bytes, { numbers, contents, holder })
      : 'contents_elsewhere'
  const [, first = 0, second = 0, length = 0] = numbers.map((each) => (typeof each === 'number' ? each : 0))
  const end = second + length
  const signed = [file.bytes.subarray(0, first), file.bytes.subarray(second, end)] as const
  return { ...base, end, signed, problem }
}

/**
 * The range must leave out the Contents of this very dictionary and nothing else, from the first byte of the file to the
 * end of a revision. Anything else and a part of what is shown is not signed.
 */
function rangeProblem(
  bytes: Uint8Array,
  given: { numbers: readonly PdfValue[]; contents: PdfText; holder: { start: number; end: number } },
): SignatureEntry['problem'] {
  const { numbers, contents, holder } = given
  if (numbers.length !== 4) return 'range_lies'
  const [start, first, second, length] = numbers
  if (typeof first !== 'number' || typeof second !== 'number' || typeof length !== 'number')
    return 'range_lies'
  if (![first, second, length].every((each) => Number.isInteger(each) && each >= 0)) return 'range_lies'
  const end = second + length
  if (start !== 0 || first >= second || end > bytes.length) return 'range_lies'
  const isInside = contents.hex && contents.start > holder.start && contents.end < holder.end
  if (!isInside || first !== contents.start || second !== contents.end || end < holder.end)
    return 'contents_elsewhere'
  return /%%EOF[\r\n ]{0,2}$/.test(latin(bytes, Math.max(0, end - 10), end)) ? null : 'not_a_revision'
}

/** What a certifying signature allows afterwards: 1 nothing, 2 filling in and signing, 3 also notes; null without one. */
export function certifiedLevel(file: PdfFile): number | null {
  const permissions = file.resolve(file.catalog.entries.get('Perms'))
  const certified = isDictionary(permissions) ? file.resolve(permissions.entries.get('DocMDP')) : null
  if (!isDictionary(certified)) return null
  const references = file.resolve(certified.entries.get('Reference'))
  for (const each of isArray(references) ? references : []) {
    const reference = file.resolve(each)
    const parameters = isDictionary(reference) ? file.resolve(reference.entries.get('TransformParams')) : null
    const level = isDictionary(parameters) ? file.resolve(parameters.entries.get('P')) : null
    if (typeof level === 'number') return level
  }
  return 2
}

/** Streams of the document's store of proofs (DSS): certificates, lists and answers. */
export function proofsOf(file: PdfFile, key: 'Certs' | 'CRLs' | 'OCSPs'): PdfValue[] {
  const store = file.resolve(file.catalog.entries.get('DSS'))
  const list = isDictionary(store) ? file.resolve(store.entries.get(key)) : null
  return isArray(list) ? list.slice(0, 200).map((each) => file.resolve(each)) : []
}

/** The share of its page that a signature's widgets cover, 0 to 1; 0 for one that is not shown. */
export function coverage(file: PdfFile, field: FormField): number {
  const kids = file.resolve(field.dictionary.entries.get('Kids'))
  const widgets = isArray(kids) ? kids.map((kid) => file.resolve(kid)) : [field.dictionary]
  const page = pagesOf(file)[0]?.page
  const pageArea = areaOf(file, inherited(file, page, 'MediaBox')) || 595 * 842
  const areas = widgets.map((widget) => (isDictionary(widget) ? areaOf(file, widget.entries.get('Rect')) : 0))
  return Math.max(0, ...areas) / pageArea
}

function inherited(file: PdfFile, page: PdfDictionary | undefined, key: string): PdfValue | undefined {
  let node: PdfValue = page ?? null
  for (let step = 0; isDictionary(node) && step < 50; step += 1) {
    if (node.entries.has(key)) return node.entries.get(key)
    node = file.resolve(node.entries.get('Parent'))
  }
  return undefined
}

function areaOf(file: PdfFile, value: PdfValue | undefined): number {
  const box = file.resolve(value)
  const [left, bottom, right, top] = isArray(box) ? box.map((each) => file.resolve(each)) : []
  if (typeof left !== 'number' || typeof bottom !== 'number') return 0
  if (typeof right !== 'number' || typeof top !== 'number') return 0
  return Math.abs((right - left) * (top - bottom))
}
