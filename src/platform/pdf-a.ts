import sharp from 'sharp'
import type { OfficeConverter, OfficeKind } from './office-converter.ts'
import type { PdfRenderer } from './pdf.ts'

/** A file as it is kept: its bytes, media type and name. */
export interface Original {
  content: Uint8Array
  mediaType: string
  name: string
}

const officeKinds: Readonly<Record<string, OfficeKind>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
}
const pictureTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/tiff']

/** Whether `toPdfA` can do anything for files of a type. */
export function canBecomePdfA(mediaType: string): boolean {
  return mediaType in officeKinds || isPicture(mediaType)
}

/** Whether it is of the pictures that `toPdfA` turns. */
export const isPicture = (mediaType: string): boolean => pictureTypes.includes(mediaType)

/** Pixels along the longer side of A4 at 300 dots per inch. */
const longSide = 3508
/** A TIFF may hold many pages; each becomes a picture in memory. */
const mostPages = 200

/**
 * A PDF/A of a Word file, a workbook or a picture; null for other types, and where the file cannot be read or LibreOffice is
 * missing. Never rejects: what it is of is kept anyway.
 */
export async function toPdfA(
  makers: { office: Pick<OfficeConverter, 'toPdfA'>; pdf: Pick<PdfRenderer, 'render'> },
  { content, mediaType, name }: Original,
): Promise<Uint8Array | null> {
  const kind = officeKinds[mediaType]
  if (kind) return makers.office.toPdfA(content, kind)
  if (!isPicture(mediaType)) return null
  try {
    const pages = await readPages(content)
    const pictures = Object.fromEntries(pages.map(({ jpeg }, index) => [`${index}.jpg`, jpeg]))
    const listed = pages.map(({ lies }, index) => ({ name: `${index}.jpg`, lies }))
    return await makers.pdf.render(
      'picture-pages',
      { title: name, pictures: listed },
      { pictures, later: true },
    )
  } catch {
    return null
  }
}

/** Upright, in the colours of a screen, not finer than print: what PDF/A can hold of any picture. */
async function readPages(content: Uint8Array): Promise<{ jpeg: Uint8Array; lies: boolean }[]> {
  const { pages = 1 } = await sharp(content).metadata()
  const found: { jpeg: Uint8Array; lies: boolean }[] = []
  for (let page = 0; page < Math.min(pages, mostPages); page += 1) {
    const { data, info } = await sharp(content, { page })
      .rotate()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .resize({ width: longSide, height: longSide, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 88 })
      .toBuffer({ resolveWithObject: true })
    found.push({ jpeg: data, lies: info.width > info.height })
  }
  return found
}
