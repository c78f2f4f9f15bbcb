import { digest } from '../cms/algorithms.ts'
import { openPdf, pagesOf } from '../pdf/open-pdf.ts'
import { fieldsOf } from '../pdf/signature-fields.ts'
import {
  isArray,
  isDictionary,
  isReference,
  type PdfDictionary,
  type PdfReference,
  type PdfValue,
} from '../pdf/values.ts'
import { type Appearance, addAppearance, type Box } from './appearance.ts'
import {
  add,
  changeCatalog,
  finishUpdate,
  put,
  putBody,
  reserve,
  startUpdate,
  type Update,
} from './write-update.ts'
import { changed, dictionary, name, text, writeValue } from './write-values.ts'

export interface SignatureRequest {
  /** The signer's name, shown by PDF readers. */
  signer: string
  reason?: string
  /** When it is signed by our clock, milliseconds. */
  at: number
  /** Where it is shown, page 1 being the first; null for a signature without a picture. */
  place: { page: number; box: Box; appearance: Appearance } | null
  /** A document timestamp instead of a signature. */
  isTimestamp?: boolean
}

/** A file that waits for its signature. */
export interface Prepared {
  bytes: Buffer
  /** Where the signature goes, with its brackets. */
  contents: { start: number; end: number }
  /** SHA-256 of all the rest: what is signed. */
  hash: Buffer
}

/** Room for the signature in bytes: certificates, a timestamp and some to spare. */
const room = 16_384

/**
 * Appends a signature field with an empty signature. The file as it was stays byte for byte, so that earlier signatures
 * stay valid. Throws what `readSafely` catches where the file cannot be read or the page is not there.
 */
export function prepareSignature(bytes: Uint8Array, request: SignatureRequest): Prepared {
  const update = startUpdate(openPdf(bytes))
  const value = reserve(update)
  const field = addField(update, value, request)
  addToForm(update, field)
  putBody(update, value, signatureBody(request))
  return fillRange(finishUpdate(update))
}

function addField(update: Update, value: PdfReference, request: SignatureRequest): PdfReference {
  const { file } = update
  const pages = pagesOf(file)
  const page = pages[(request.place?.page ?? 1) - 1]
  if (!page) throw new Error('no such page')
  const { place } = request
  const box = place?.box
  const field = add(
    update,
    dictionary({
      Type: name('Annot'),
      Subtype: name('Widget'),
      FT: name('Sig'),
      T: text(freeName(fieldsOf(file).map((each) => each.name))),
      V: value,
      // Printed and locked.
      F: 132,
      Rect: box ? [box.x, box.y, box.x + box.width, box.y + box.height] : [0, 0, 0, 0],
      P: page.reference,
      ...(place ? { AP: dictionary({ N: addAppearance(update, place.appearance, place.box) }) } : {}),
    }),
  )
  const notes = file.resolve(page.page.entries.get('Annots'))
  put(update, page.reference, changed(page.page, { Annots: [...(isArray(notes) ? notes : []), field] }))
  return field
}

function freeName(taken: readonly string[]): string {
  for (let number = taken.length + 1; ; number += 1)
    if (!taken.includes(`ChuKy${number}`)) return `ChuKy${number}`
}

function addToForm(update: Update, field: PdfReference): void {
  const { file } = update
  const at = file.catalog.entries.get('AcroForm')
  const form = file.resolve(at)
  const fields = isDictionary(form) ? file.resolve(form.entries.get('Fields')) : null
  const entries = { Fields: [...(isArray(fields) ? fields : []), field], SigFlags: 3 }
  const next: PdfDictionary = isDictionary(form) ? changed(form, entries) : dictionary(entries)
  if (isReference(at)) put(update, at, next)
  else changeCatalog(update, { AcroForm: add(update, next) })
}

const rangeRoom = '[0 0000000000 0000000000 0000000000]'

function signatureBody(request: SignatureRequest): string {
  const local = new Date(request.at + 7 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14)
  const stated: Record<string, PdfValue> = request.isTimestamp
    ? { Type: name('DocTimeStamp'), SubFilter: name('ETSI.RFC3161') }
    : {
        Type: name('Sig'),
        SubFilter: name('ETSI.CAdES.detached'),
        M: text(`D:${local}+07'00'`),
        Name: text(request.signer),
        ...(request.reason ? { Reason: text(request.reason) } : {}),
      }
  const written = writeValue(dictionary({ Filter: name('Adobe.PPKLite'), ...stated }))
  return `${written.slice(0, -2)}\n/ByteRange ${rangeRoom}\n/Contents <${'0'.repeat(room * 2)}>>>`
}

/** The placeholders are the last of their kind in the file: what came before is not touched. */
function fillRange(bytes: Buffer): Prepared {
  const rangeAt = bytes.lastIndexOf(rangeRoom)
  const start = bytes.indexOf('/Contents <', rangeAt) + '/Contents '.length
  const end = start + room * 2 + 2
  const numbers = [start, end, bytes.length - end].map((each) => String(each))
  bytes.write(`[0 ${numbers.join(' ')}]`.padEnd(rangeRoom.length), rangeAt, 'latin1')
  return {
    bytes,
    contents: { start, end },
    hash: digest('sha256', bytes.subarray(0, start), bytes.subarray(end)),
  }
}

/** Puts the finished signature (or timestamp) in its place. Throws where it is larger than the room left for it. */
export function fillSignature({ bytes, contents }: Prepared, signature: Uint8Array): Buffer {
  if (signature.length > room) throw new Error('the signature is too large')
  const filled = Buffer.from(bytes)
  filled.write(Buffer.from(signature).toString('hex'), contents.start + 1, 'latin1')
  return filled
}
