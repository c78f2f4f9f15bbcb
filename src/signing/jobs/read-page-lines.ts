import type { PDFDocumentProxy } from 'pdfjs-dist'
import type { ShownPage } from '../../platform/stamp-geometry.ts'
import type { PageLine, PageLines } from '../model/signing-place.ts'

/** A signing block stands on one of the first pages; annexes may follow it. */
const mostPages = 200

/** The lines of a PDF with their places. Runs in a thread with limits: the file may be made by anybody. Throws where it cannot be read. */
export function readPageLines(bytes: Uint8Array): Promise<PageLines[]> {
  return withDocument(bytes, async (document) => {
    const pages: PageLines[] = []
    for (let number = 1; number <= Math.min(document.numPages, mostPages); number += 1) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent()
      pages.push({ top: page.view[3] ?? 0, lines: joined(items.filter((item) => 'str' in item)) })
      page.cleanup()
    }
    return pages
  })
}

/** What is shown of the first page, and how it is turned. Throws where it cannot be read. */
export function readFirstPage(bytes: Uint8Array): Promise<ShownPage> {
  return withDocument(bytes, async (document) => {
    const { view, rotate } = await document.getPage(1)
    const [left = 0, bottom = 0, right = 0, top = 0] = view
    return { x: left, y: bottom, width: right - left, height: top - bottom, rotation: rotate }
  })
}

async function withDocument<T>(
  bytes: Uint8Array,
  work: (document: PDFDocumentProxy) => Promise<T>,
): Promise<T> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const data = Uint8Array.from(bytes)
  const task = getDocument({ data, verbosity: 0, useSystemFonts: false, disableFontFace: true })
  try {
    return await work(await task.promise)
  } finally {
    await task.destroy().catch(() => {})
  }
}

interface TextPiece {
  str: string
  transform: number[]
  width: number
}

/** Pieces that stand on one baseline, near each other, are one line. */
function joined(items: readonly TextPiece[]): PageLine[] {
  const lines: PageLine[] = []
  for (const { str, transform, width } of items) {
    if (str.trim() === '') continue
    const [, , , size = 0, left = 0, baseline = 0] = transform
    const piece = { text: str, left, right: left + width, baseline, size: Math.abs(size) }
    const before = lines.at(-1)
    const between = before ? left - before.right : Number.POSITIVE_INFINITY
    if (before && Math.abs(before.baseline - baseline) < 0.6 && between > -3 && between < 12) {
      before.text += between > 1 && !before.text.endsWith(' ') ? ` ${str}` : str
      before.right = piece.right
    } else lines.push(piece)
  }
  return lines
}
