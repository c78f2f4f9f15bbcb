import type { Metadata, TiffOptions } from 'sharp'
import { withoutJpegMetadata } from './jpeg-segments.ts'
import { withoutPngMetadata } from './png-chunks.ts'
import { withoutWebpMetadata } from './webp-chunks.ts'

export type CleanableImage = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/tiff'

/** A picture without metadata and standing upright, or why it cannot be kept, in a sentence for its sender. */
export type CleanedImage =
  | { ok: true; bytes: Buffer; width: number; height: number }
  | { ok: false; code: 'image_too_large' | 'image_damaged'; message: string }

/** 100 megapixels: an A3 page at 600 dpi has 70, the largest telephone cameras take 200 but store less. */
const PIXEL_LIMIT = 100_000_000
/** A scanned TIFF may have many pages; this many of A4 at 300 dpi make a long document. */
const PAGES_PIXEL_LIMIT = 4 * PIXEL_LIMIT
/** No visible loss in text and stamps, without making a telephone's picture much larger than it came. */
const HIGH_QUALITY = 92

const TOO_LARGE =
  'Ảnh quá lớn (trên 100 triệu điểm ảnh mỗi trang hoặc quá nhiều trang). Hãy quét lại ở 300 dpi hoặc lưu thành PDF.'
const DAMAGED = 'Ảnh bị hỏng hoặc chưa tải lên trọn vẹn. Hãy chụp hoặc quét lại rồi gửi lại.'

const LOSSLESS = {
  'image/jpeg': withoutJpegMetadata,
  'image/png': withoutPngMetadata,
  'image/webp': withoutWebpMetadata,
} as const

/** Whether a media type is one that `cleanImage` takes. */
export function isCleanableImage(mediaType: string): mediaType is CleanableImage {
  return mediaType === 'image/tiff' || mediaType in LOSSLESS
}

/**
 * Removes what a camera writes beside the picture (place, time, device, thumbnails, XMP, IPTC, comments and
 * anything after the picture's end). The pixels of JPEG, PNG and WebP are copied untouched; only a picture
 * that lies on its side is turned and written anew, since the turn was part of the metadata. TIFF is always
 * written anew without loss, with all its pages. Colour profiles stay.
 */
export async function cleanImage(bytes: Buffer, mediaType: CleanableImage): Promise<CleanedImage> {
  try {
    const sharp = await loadSharp()
    const metadata = await sharp(bytes, { limitInputPixels: false }).metadata()
    const { width, height, pages = 1, pageHeight, orientation = 1 } = metadata
    const onePage = pageHeight ?? height
    // The page count is what the file claims; every page is taken to be as large as the first.
    const all = mediaType === 'image/tiff' ? width * onePage * pages : width * onePage
    if (width * onePage > PIXEL_LIMIT || all > PAGES_PIXEL_LIMIT) {
      return { ok: false, code: 'image_too_large', message: TOO_LARGE }
    }
    const upright = orientation === 1
    const cleaned =
      mediaType === 'image/tiff' || !upright
        ? await writeAnew(bytes, mediaType, metadata)
        : LOSSLESS[mediaType](bytes)
    if (cleaned === null) return damaged()
    const turned = orientation >= 5 && !isScanOfPages(mediaType, metadata)
    return { ok: true, bytes: cleaned, width: turned ? onePage : width, height: turned ? width : onePage }
  } catch {
    // sharp reports a file it cannot read by throwing; there is no more to know about it.
    return damaged()
  }
}

/** Loaded with the first picture: a program that starts has none. */
async function loadSharp() {
  return (await import('sharp')).default
}

async function writeAnew(bytes: Buffer, mediaType: CleanableImage, metadata: Metadata): Promise<Buffer> {
  const options = { limitInputPixels: PAGES_PIXEL_LIMIT, failOn: 'error' } as const
  const sharp = await loadSharp()
  // Turning works on one page. Several pages keep the mark by which viewers turn them, and nothing else.
  const image = isScanOfPages(mediaType, metadata)
    ? sharp(bytes, { ...options, pages: -1 }).withMetadata({ orientation: metadata.orientation ?? 1 })
    : sharp(bytes, options).autoOrient()
  const coloured = image.keepIccProfile()
  if (mediaType === 'image/jpeg') {
    return coloured.jpeg({ quality: HIGH_QUALITY, chromaSubsampling: '4:4:4' }).toBuffer()
  }
  if (mediaType === 'image/png') return coloured.png().toBuffer()
  if (mediaType === 'image/webp') return coloured.webp({ quality: HIGH_QUALITY }).toBuffer()
  const grey = metadata.space === 'b-w' ? coloured.toColourspace('b-w') : coloured
  return grey.tiff(tiffOptions(metadata)).toBuffer()
}

/** A scan keeps its resolution, by which it prints at its true size, and black and white its small form. */
function tiffOptions({ density, bitsPerSample, space }: Metadata): TiffOptions {
  const pointsPerMillimetre = density === undefined ? {} : { xres: density / 25.4, yres: density / 25.4 }
  return bitsPerSample === 1 && space === 'b-w'
    ? { ...pointsPerMillimetre, compression: 'ccittfax4', bitdepth: 1 }
    : { ...pointsPerMillimetre, compression: 'lzw', predictor: 'horizontal' }
}

function isScanOfPages(mediaType: CleanableImage, { pages = 1 }: Metadata): boolean {
  return mediaType === 'image/tiff' && pages > 1
}

function damaged(): CleanedImage {
  return { ok: false, code: 'image_damaged', message: DAMAGED }
}
