import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { type CleanableImage, cleanImage, isCleanableImage } from './image-metadata.ts'

const FORMATS = ['jpeg', 'png', 'webp', 'tiff'] as const
type Format = (typeof FORMATS)[number]
const mediaType = (format: Format): CleanableImage => `image/${format}`
const XMP =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="BI-MAT"/></rdf:RDF></x:xmpmeta>'

/** 40 × 20, red on the left and blue on the right, with GPS, device and XMP as a telephone writes them. */
async function photo(format: Format, orientation = 1): Promise<Buffer> {
  const blue = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#0000ff' } })
    .png()
    .toBuffer()
  return sharp({ create: { width: 40, height: 20, channels: 3, background: '#ff0000' } })
    .composite([{ input: blue, left: 20, top: 0 }])
    .toFormat(format, format === 'tiff' ? { compression: 'lzw' } : { quality: 95 })
    .withExif({
      IFD0: { Make: 'MAY-ANH-BI-MAT', Artist: 'BI-MAT' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '19/1 48/1 0/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '105/1 46/1 0/1',
      },
    })
    .withXmp(XMP)
    .withMetadata({ orientation })
    .toBuffer()
}

const noise = () =>
  sharp({
    create: {
      width: 64,
      height: 64,
      channels: 3,
      background: '#fff',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })

/** One grey point with a place (GPS IFD), a device and a date, written by hand. */
function tiffWithPlace(): Buffer {
  const entry = (tag: number, type: number, count: number, value: number) => {
    const bytes = Buffer.alloc(12)
    bytes.writeUInt16LE(tag, 0)
    bytes.writeUInt16LE(type, 2)
    bytes.writeUInt32LE(count, 4)
    bytes.writeUInt32LE(value, 8)
    return bytes
  }
  const [short, long, ascii, rational] = [3, 4, 2, 5] as const
  const entries = [
    entry(256, short, 1, 1),
    entry(257, short, 1, 1),
    entry(258, short, 1, 8),
    entry(259, short, 1, 1),
    entry(262, short, 1, 1),
    entry(271, ascii, 7, 300),
    entry(273, long, 1, 400),
    entry(277, short, 1, 1),
    entry(278, short, 1, 1),
    entry(279, long, 1, 1),
    entry(34853, long, 1, 200),
  ]
  const file = Buffer.alloc(401)
  file.write('II*\0\x08\0\0\0', 'latin1')
  file.writeUInt16LE(entries.length, 8)
  Buffer.concat(entries).copy(file, 10)
  file.writeUInt16LE(1, 200)
  entry(2, rational, 1, 320).copy(file, 202)
  file.write('BI-MAT\0', 300)
  file.write('BI-MAT-GPS', 320)
  file[400] = 77
  return file
}

const pixels = (image: Buffer) => sharp(image).removeAlpha().raw().toBuffer()

async function clean(image: Buffer, format: Format) {
  const cleaned = await cleanImage(image, mediaType(format))
  if (!cleaned.ok) throw new Error(cleaned.message)
  return cleaned
}

describe.each(FORMATS)('a %s from a telephone', (format) => {
  it('loses place, device and XMP, and not one pixel', async () => {
    const before = await photo(format)
    // sharp itself writes no EXIF into TIFF; the one made by hand below has it.
    if (format !== 'tiff') expect((await sharp(before).metadata()).exif).toBeDefined()
    expect(before.includes('BI-MAT')).toBe(true)
    const { bytes, width, height } = await clean(before, format)
    const metadata = await sharp(bytes).metadata()
    expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.comments]).toEqual(Array(4).fill(undefined))
    expect(bytes.includes('BI-MAT')).toBe(false)
    expect([metadata.format, width, height]).toEqual([format, 40, 20])
    expect((await pixels(bytes)).equals(await pixels(before))).toBe(true)
  })

  it('stands upright afterwards, whichever way it was held', async () => {
    for (const [orientation, redAt] of [
      [6, 'top'],
      [8, 'bottom'],
      [3, 'right'],
    ] as const) {
      const { bytes, width, height } = await clean(await photo(format, orientation), format)
      const metadata = await sharp(bytes).metadata()
      expect([metadata.orientation ?? 1, metadata.width, metadata.height]).toEqual([1, width, height])
      expect([width, height]).toEqual(redAt === 'right' ? [40, 20] : [20, 40])
      const spot = { top: { left: 9, top: 4 }, bottom: { left: 9, top: 34 }, right: { left: 34, top: 9 } }[
        redAt
      ]
      const [red = 0, , blue = 0] = await sharp(bytes)
        .extract({ ...spot, width: 1, height: 1 })
        .removeAlpha()
        .raw()
        .toBuffer()
      expect(red).toBeGreaterThan(200)
      expect(blue).toBeLessThan(60)
      expect(bytes.includes('BI-MAT')).toBe(false)
    }
  })

  it('changes nothing when cleaned a second time', async () => {
    const once = await clean(await photo(format), format)
    const twice = await clean(once.bytes, format)
    expect((await pixels(twice.bytes)).equals(await pixels(once.bytes))).toBe(true)
  })

  it('is refused with a sentence when half of it is missing', async () => {
    const whole = await noise().toFormat(format).toBuffer()
    const result = await cleanImage(whole.subarray(0, whole.length / 2), mediaType(format))
    expect(result).toMatchObject({ ok: false, code: 'image_damaged' })
  })

  it('gives an answer for any bytes in the middle', async () => {
    const whole = await photo(format)
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.uint8Array({ maxLength: 8 }), async (at, noise) => {
        const bytes = Buffer.concat([whole.subarray(0, at), noise, whole.subarray(at + noise.length)])
        const result = await cleanImage(bytes, mediaType(format))
        expect(result.ok ? result.bytes.length : result.message.length).toBeGreaterThan(0)
      }),
      { numRuns: 50 },
    )
  })
})

describe('cleanImage', () => {
  it('drops what a telephone hides behind the end of a picture', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const { bytes } = await clean(Buffer.concat([await photo(format), Buffer.from('BI-MAT film')]), format)
      expect(bytes.includes('BI-MAT')).toBe(false)
    }
  })

  it('keeps progressive pictures and colour profiles', async () => {
    const before = await noise().jpeg({ progressive: true }).withIccProfile('p3').toBuffer()
    const { bytes } = await clean(before, 'jpeg')
    expect((await sharp(bytes).metadata()).icc).toEqual((await sharp(before).metadata()).icc)
    expect((await pixels(bytes)).equals(await pixels(before))).toBe(true)
  })

  it('takes the place out of a TIFF', async () => {
    const { bytes } = await clean(tiffWithPlace(), 'tiff')
    expect([...(await sharp(bytes).extractChannel(0).raw().toBuffer())]).toEqual([77])
    expect(bytes.includes('BI-MAT')).toBe(false)
    // The tag of the GPS directory, 34853, in the byte order of the file.
    expect(bytes.includes(Buffer.from([0x25, 0x88, 4, 0]))).toBe(false)
  })

  it('keeps every page of a scanned TIFF', async () => {
    const page = (background: string) =>
      sharp({ create: { width: 30, height: 40, channels: 3, background } })
        .png()
        .toBuffer()
    const scan = await sharp([await page('#ff0000'), await page('#00ff00'), await page('#0000ff')], {
      join: { animated: true },
    })
      .tiff({ compression: 'lzw' })
      .withMetadata({ orientation: 6 })
      .toBuffer()
    const { bytes, width, height } = await clean(scan, 'tiff')
    expect(await sharp(bytes).metadata()).toMatchObject({ pages: 3, orientation: 6 })
    expect([width, height]).toEqual([30, 40])
    const last = await sharp(bytes, { page: 2 })
      .extract({ left: 5, top: 5, width: 1, height: 1 })
      .removeAlpha()
      .raw()
      .toBuffer()
    expect([...last]).toEqual([0, 0, 255])
  })

  it('keeps a black and white scan small, at its resolution and to the point', async () => {
    const scan = await noise()
      .greyscale()
      .threshold()
      .toColourspace('b-w')
      .tiff({ compression: 'ccittfax4', bitdepth: 1, xres: 300 / 25.4, yres: 300 / 25.4 })
      .toBuffer()
    const { bytes } = await clean(scan, 'tiff')
    expect(await sharp(bytes).metadata()).toMatchObject({ bitsPerSample: 1, density: 300, channels: 1 })
    expect((await pixels(bytes)).equals(await pixels(scan))).toBe(true)
  })

  it('refuses a picture of more than 100 megapixels before unpacking it', async () => {
    const large = await sharp({ create: { width: 12_000, height: 9_000, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9, palette: false })
      .toBuffer()
    const started = performance.now()
    expect(await cleanImage(large, 'image/png')).toMatchObject({ ok: false, code: 'image_too_large' })
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('takes pictures only', async () => {
    expect(await cleanImage(Buffer.from('%PDF-1.7'), 'image/jpeg')).toMatchObject({
      ok: false,
      code: 'image_damaged',
    })
    expect(isCleanableImage('image/tiff')).toBe(true)
    expect(isCleanableImage('application/pdf')).toBe(false)
  })
})
