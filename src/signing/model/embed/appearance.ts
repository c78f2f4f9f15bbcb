import { deflateSync } from 'node:zlib'
import { openPdf, type PdfFile, pagesOf } from '../pdf/open-pdf.ts'
import {
  isArray,
  isDictionary,
  isReference,
  isStream,
  type PdfReference,
  type PdfValue,
} from '../pdf/values.ts'
import { add, put, reserve, type Update } from './write-update.ts'
import { dictionary, name, stream } from './write-values.ts'

/** Left, bottom, width and height in points from the lower left corner of the page. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** A picture as it is drawn: three bytes of colour and one of opacity per point. */
export interface Picture {
  width: number
  height: number
  rgb: Uint8Array
  alpha: Uint8Array
}

/**
 * What is shown in the box: a picture, or the first page of a small PDF (text, with its fonts), turned counter-clockwise by
 * 0, 90, 180 or 270 degrees so that it is read upright on a page that is turned itself.
 */
export type Appearance = { picture: Picture } | { page: Uint8Array; turn: number }

/** Diameter of the round seal of a commune's committee, in points: 36 mm. */
export const sealSize = (36 / 25.4) * 72

/**
 * The seal over the left third of the personal signature (NĐ 30/2020, Phụ lục I): at true size, its right edge at a third
 * of the signature's width, its middle at the signature's middle.
 */
export function sealBox(personal: Box, size: number = sealSize): Box {
  return {
    x: personal.x + personal.width / 3 - size,
    y: personal.y + personal.height / 2 - size / 2,
    width: size,
    height: size,
  }
}

/** Time as it stands in the information block: ISO 8601 with the zone of Viet Nam. `at` in milliseconds. */
export function signingTimeText(at: number): string {
  return `${new Date(at + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`
}

/** The box that something covers which has its lower left corner at x, y and is turned counter-clockwise around it. */
export function turnedBox({ x, y, width, height }: Box, turn: number): Box {
  const isOnSide = turn === 90 || turn === 270
  const size = isOnSide ? { width: height, height: width } : { width, height }
  const left = turn === 90 || turn === 180 ? x - size.width : x
  const bottom = turn === 180 || turn === 270 ? y - size.height : y
  return { x: left, y: bottom, ...size }
}

/** PDF turns by a matrix of cosine and sine; readers then fit what was turned into the box. */
const turned: Readonly<Record<number, readonly number[]>> = {
  90: [0, 1, -1, 0, 0, 0],
  180: [-1, 0, 0, -1, 0, 0],
  270: [0, -1, 1, 0, 0, 0],
}

/** Adds the form that a widget shows, as large as its box. */
export function addAppearance(update: Update, appearance: Appearance, box: Box): PdfReference {
  const inner =
    'picture' in appearance ? addPicture(update, appearance.picture) : addPage(update, appearance.page)
  const matrix = 'page' in appearance ? turned[appearance.turn] : undefined
  const { width, height } = turnedBox({ ...box, x: 0, y: 0 }, 'page' in appearance ? appearance.turn : 0)
  const scale = [width / inner.width, height / inner.height].map((each) => each.toFixed(5))
  const drawn = Buffer.from(`q ${scale[0]} 0 0 ${scale[1]} 0 0 cm /Inner Do Q`, 'latin1')
  const form = {
    Type: name('XObject'),
    Subtype: name('Form'),
    BBox: [0, 0, width, height],
    ...(matrix ? { Matrix: [...matrix] } : {}),
    Resources: dictionary({ XObject: dictionary({ Inner: inner.object }) }),
  }
  return add(update, stream(drawn, form))
}

interface Inner {
  object: PdfReference
  width: number
  height: number
}

/** An image is drawn in a square of one by one, whatever its number of points. */
function addPicture(update: Update, { width, height, rgb, alpha }: Picture): Inner {
  const base = {
    Type: name('XObject'),
    Subtype: name('Image'),
    Width: width,
    Height: height,
    BitsPerComponent: 8,
  }
  const packed = (bytes: Uint8Array, entries: Readonly<Record<string, PdfValue>>) =>
    add(update, stream(deflateSync(bytes), { ...base, ...entries, Filter: name('FlateDecode') }))
  const mask = packed(alpha, { ColorSpace: name('DeviceGray') })
  const object = packed(rgb, { ColorSpace: name('DeviceRGB'), SMask: mask })
  return { object, width: 1, height: 1 }
}

/** Copies the first page of a small PDF as a form, with all it needs. */
function addPage(update: Update, bytes: Uint8Array): Inner {
  const source = openPdf(bytes)
  const page = pagesOf(source)[0]?.page
  const contents = source.resolve(page?.entries.get('Contents'))
  const only = isArray(contents) ? source.resolve(contents[0]) : contents
  const box = source.resolve(page?.entries.get('MediaBox'))
  const [, , width, height] = isArray(box) ? box : []
  if (!page || !isStream(only) || typeof width !== 'number' || typeof height !== 'number') {
    throw new Error('the appearance is no page')
  }
  const copied = new Map<number, PdfReference>()
  const copy = (value: PdfValue): PdfValue => copyValue({ update, source, copied }, value)
  const filter = only.dictionary.entries.get('Filter')
  const object = add(
    update,
    stream(only.raw, {
      Type: name('XObject'),
      Subtype: name('Form'),
      BBox: [0, 0, width, height],
      Resources: copy(page.entries.get('Resources') ?? null),
      ...(filter === undefined ? {} : { Filter: copy(filter) }),
    }),
  )
  return { object, width, height }
}

interface Copying {
  update: Update
  source: PdfFile
  copied: Map<number, PdfReference>
}

function copyValue(copying: Copying, value: PdfValue): PdfValue {
  const copy = (each: PdfValue) => copyValue(copying, each)
  if (isArray(value)) return value.map(copy)
  if (isReference(value)) {
    const known = copying.copied.get(value.number)
    if (known) return known
    const at = reserve(copying.update)
    copying.copied.set(value.number, at)
    return put(copying.update, at, copy(copying.source.resolve(value)))
  }
  if (isDictionary(value)) return copiedDictionary(value.entries, copy)
  if (!isStream(value)) return value
  const entries = copiedDictionary(value.dictionary.entries, copy).entries
  return {
    ...value,
    dictionary: { kind: 'dictionary', entries: new Map([...entries, ['Length', value.raw.length]]) },
  }
}

const copiedDictionary = (entries: ReadonlyMap<string, PdfValue>, copy: (value: PdfValue) => PdfValue) => ({
  kind: 'dictionary' as const,
  entries: new Map([...entries].map(([key, each]) => [key, copy(each)])),
})
