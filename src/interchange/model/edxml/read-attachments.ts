import { megabytes, unpackFile } from './single-file-zip.ts'
import { addFault, all, neededWords, one, type Spot, shortened, words, wordsOf } from './spot.ts'
import { cameInZip, contentTypeOf, plainContentType } from './wire-values.ts'

/** A file as the envelope holds it, before its bytes are looked at. */
interface Written {
  spot: Spot
  contentId: string
  name: string
  description: string
  type: string
  base64: Spot | null
}

/**
 * The files of a message: what the list of files names and what is there must be the same. Faults go into the list of the
 * spots. In the private dialect the list holds the contents itself.
 * `longest`: bytes of one file.
 */
export function readAttachments({ root, envelope }: { root: Spot; envelope: Spot }, longest: number) {
  const body = one(envelope, 'edXMLBody')
  const manifest = [body, envelope]
    .flatMap((spot) => [one(spot, 'edXMLManifest'), one(spot, 'Manifest')])
    .find((spot) => spot !== null)
  const inManifest = all(manifest ?? null, 'Attachment')
  const written =
    inManifest.length > 0
      ? inManifest.map(readPrivate)
      : [...new Map([root, envelope, body].map((spot) => [spot?.element, spot])).values()]
          .flatMap((spot) => all(one(spot, 'AttachmentEncoded'), 'Attachment'))
          .map(readWritten)
  if (inManifest.length === 0) checkManifest(all(manifest ?? null, 'Reference'), written)
  return written.map((each) => readContent(each, longest))
}

function readWritten(spot: Spot): Written {
  return {
    spot,
    contentId: neededWords(spot, 'ContentId'),
    name: neededWords(spot, 'AttachmentName'),
    description: words(spot, 'Description'),
    type: words(spot, 'ContentType'),
    base64: one(spot, 'ContentTransferEncoded'),
  }
}

/** Of the private dialect only these names are known: Content, FileName, FileType; the type is a media type or an ending. */
function readPrivate(spot: Spot, index: number): Written {
  const type = words(spot, 'FileType')
  return {
    spot,
    contentId: words(spot, 'ContentId') || `cid:${index + 1}`,
    name: neededWords(spot, 'FileName'),
    description: words(spot, 'Description'),
    type: /^$|\//.test(type) ? type : contentTypeOf(`.${type.replace('.', '')}`),
    base64: one(spot, 'Content'),
  }
}

function checkManifest(references: Spot[], written: Written[]): void {
  const [named, there] = [new Map<string, Spot>(), new Map<string, Spot>()]
  for (const reference of references) note(named, neededWords(reference, 'ContentId'), reference)
  for (const { contentId, spot } of written) note(there, contentId, spot)
  for (const [id, spot] of named)
    if (id !== '' && !there.has(id))
      addFault(spot, `Tệp “${shortened(id)}” có tên trong danh sách nhưng không có nội dung.`)
  for (const [id, spot] of there)
    if (id !== '' && !named.has(id))
      addFault(spot, `Tệp “${shortened(id)}” không có tên trong danh sách tệp (edXMLManifest).`)
}

function note(known: Map<string, Spot>, id: string, spot: Spot): void {
  if (id !== '' && known.has(id)) addFault(spot, `Hai tệp có cùng mã “${shortened(id)}”.`)
  known.set(id, spot)
}

function readContent({ spot, contentId, name, description, type, base64 }: Written, longest: number) {
  const contentType = plainContentType(type)
  const bytes = bytesOf(spot, base64, longest)
  if (!bytes || !cameInZip(name, contentType))
    return {
      contentId,
      name,
      description,
      contentType: type === '' ? contentTypeOf(name) : contentType,
      bytes,
    }
  const file = unpackFile(bytes, longest)
  if (typeof file === 'string') addFault(spot, file)
  return {
    contentId,
    name,
    description,
    contentType: contentTypeOf(name),
    bytes: typeof file === 'string' ? null : file.bytes,
  }
}

/** The bytes of a base64 text with any line breaks; null with a fault where there are none or it is broken. */
function bytesOf(spot: Spot, base64: Spot | null, longest: number): Uint8Array | null {
  const text = (base64 ? wordsOf(base64) : '').replaceAll(/\s+/g, '')
  const sentence = faultOfBase64(text, longest)
  if (sentence) addFault(spot, sentence)
  return sentence ? null : new Uint8Array(Buffer.from(text, 'base64'))
}

function faultOfBase64(text: string, longest: number): string | null {
  if (text === '') return 'Tệp đính kèm không có nội dung.'
  if (text.length > Math.ceil(longest / 3) * 4) return `Tệp đính kèm lớn hơn ${megabytes(longest)} MB.`
  const end = text.indexOf('=')
  const isWhole = text.length % 4 === 0 && (end < 0 || /^={1,2}$/.test(text.slice(end)))
  return isWhole && !/[^A-Za-z0-9+/=]/.test(text)
    ? null
    : 'Nội dung tệp đính kèm bị đứt hoặc không đúng mã base64.'
}
