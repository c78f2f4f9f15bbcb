import { decodeStream } from './decode-stream.ts'
import { type Indirect, readIndirect } from './read-indirect.ts'
import { latin, readValue } from './read-object.ts'
import { readPacked, readSections, type Sections } from './read-sections.ts'
import {
  isArray,
  isDictionary,
  isReference,
  isStream,
  type PdfDictionary,
  type PdfReference,
  type PdfValue,
  pdfError,
} from './values.ts'

/** A PDF, or the beginning of one up to the end of a revision, read by its cross-reference alone. */
export interface PdfFile {
  bytes: Uint8Array
  sections: Sections
  /** The value a reference stands for, null where there is none; other values pass. */
  resolve(value: PdfValue | undefined): PdfValue
  /** The object's frame in the file, if it stands there by itself. */
  frameOf(reference: PdfReference): Indirect | undefined
  catalog: PdfDictionary
}

/** All object streams of a file together may unpack to this. */
const mostUnpacked = 128 * 1024 * 1024

type Packed = { plain: Uint8Array; places: [number, number][] }

/** Opens a file. Throws only what `readSafely` catches. */
export function openPdf(bytes: Uint8Array): PdfFile {
  if (latin(bytes, 0, 5) !== '%PDF-') throw pdfError('not_pdf', 'does not begin as a PDF')
  const sections = readSections(bytes)
  const read = objectReader(bytes, sections)
  const resolve = (value: PdfValue | undefined): PdfValue => {
    let found = value
    for (let step = 0; isReference(found); step += 1) {
      if (step > 20) throw pdfError('unreadable', 'references go in a circle')
      found = read.value(found)
    }
    return found ?? null
  }
  const catalog = resolve(sections.trailer.entries.get('Root'))
  if (!isDictionary(catalog)) throw pdfError('unreadable', 'no catalogue')
  return { bytes, sections, resolve, frameOf: read.frame, catalog }
}

function objectReader(bytes: Uint8Array, sections: Sections) {
  const frames = new Map<number, Indirect>()
  const containers = new Map<number, Packed>()
  const reading = new Set<number>()
  let unpacked = 0

  function frame(reference: PdfReference): Indirect | undefined {
    const entry = sections.entries.get(reference.number)
    if (entry?.kind !== 'at' || entry.generation !== reference.generation) return undefined
    const known = frames.get(reference.number)
    if (known) return known
    if (reading.has(reference.number)) throw pdfError('unreadable', 'an object needs itself')
    reading.add(reference.number)
    const found = readIndirect(bytes, entry.offset, (length) =>
      isReference(length) ? value(length) : length,
    )
    reading.delete(reference.number)
    if (found.number !== reference.number || found.generation !== reference.generation) {
      throw pdfError('unreadable', `object ${reference.number} is not where the cross-reference says`)
    }
    frames.set(reference.number, found)
    return found
  }

  function container(number: number): Packed {
    const known = containers.get(number)
    if (known) return known
    const stream = frame({ kind: 'reference', number, generation: 0 })?.value
    if (!isStream(stream)) throw pdfError('unreadable', 'objects packed in what is no stream')
    const [count, first] = ['N', 'First'].map((key) => stream.dictionary.entries.get(key))
    if (typeof count !== 'number' || typeof first !== 'number')
      throw pdfError('unreadable', 'odd object stream')
    const plain = decodeStream(stream)
    unpacked += plain.length
    if (unpacked > mostUnpacked) throw pdfError('too_large', 'unpacks to too much')
    const packed = { plain, places: readPacked(plain, { count, first }) }
    containers.set(number, packed)
    return packed
  }

  const packedValues = new Map<number, PdfValue>()

  function value(reference: PdfReference): PdfValue {
    const entry = sections.entries.get(reference.number)
    if (entry?.kind !== 'packed') return frame(reference)?.value ?? null
    if (reference.generation !== 0) return null
    const known = packedValues.get(reference.number)
    if (known !== undefined) return known
    const { plain, places } = container(entry.container)
    const place = places[entry.index]
    if (place?.[0] !== reference.number) throw pdfError('unreadable', 'object not in its object stream')
    const found = readValue({ bytes: plain, at: place[1] })
    packedValues.set(reference.number, found)
    return found
  }

  return { frame, value }
}

/** The pages in order, with the reference each was reached by. */
export function pagesOf(file: PdfFile): { reference: PdfReference; page: PdfDictionary }[] {
  const pages: { reference: PdfReference; page: PdfDictionary }[] = []
  const waiting: PdfValue[] = [file.catalog.entries.get('Pages') ?? null]
  const seen = new Set<number>()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!isReference(next)) continue
    if (seen.has(next.number)) throw pdfError('unreadable', 'page tree goes in a circle')
    seen.add(next.number)
    const node = file.resolve(next)
    if (!isDictionary(node)) continue
    const kids = file.resolve(node.entries.get('Kids'))
    if (isArray(kids)) waiting.push(...kids.toReversed())
    else pages.push({ reference: next, page: node })
  }
  return pages
}
