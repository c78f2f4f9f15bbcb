import { getDocument, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A line of a page: where it stands in millimetres from the top left, and how it is set. */
export interface PrintedLine {
  page: number
  text: string
  left: number
  right: number
  /** Of the line on which the letters stand. */
  baseline: number
  /** Points. */
  size: number
  bold: boolean
  italic: boolean
}

const millimetres = (points: number) => (points / 72) * 25.4

/** The lines of a PDF read back from its bytes. Pieces that stand on one baseline with less than 4 mm between them are one line. */
export async function readLayout(
  pdf: Uint8Array,
): Promise<{ width: number; height: number; pages: number; lines: PrintedLine[] }> {
  const document = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0, fontExtraProperties: true })
    .promise
  const lines: PrintedLine[] = []
  let size = { width: 0, height: 0 }
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const { width, height } = page.getViewport({ scale: 1 })
    size = { width: millimetres(width), height: millimetres(height) }
    lines.push(...(await linesOf(page, number, height)))
  }
  const pages = document.numPages
  await document.loadingTask.destroy()
  return { ...size, pages, lines }
}

async function linesOf(page: PDFPageProxy, number: number, height: number): Promise<PrintedLine[]> {
  // Drawing instructions load the fonts, whose names say bold and italic.
  await page.getOperatorList()
  const { items } = await page.getTextContent()
  const lines: PrintedLine[] = []
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '') continue
    const [a, , , , x = 0, y = 0] = item.transform as number[]
    const font = page.commonObjs.get(item.fontName) as { name: string }
    const piece: PrintedLine = {
      page: number,
      text: item.str,
      left: millimetres(x),
      right: millimetres(x + item.width),
      baseline: millimetres(height - y),
      size: Math.round((a ?? 0) * 100) / 100,
      bold: /bold/i.test(font.name),
      italic: /italic/i.test(font.name),
    }
    const before = lines.at(-1)
    const gap = before ? piece.left - before.right : Number.POSITIVE_INFINITY
    if (before && Math.abs(before.baseline - piece.baseline) < 0.2 && gap < 4 && gap > -1) {
      before.text += gap > 0.4 && !before.text.endsWith(' ') ? ` ${piece.text}` : piece.text
      before.right = piece.right
    } else lines.push(piece)
  }
  return lines
}
