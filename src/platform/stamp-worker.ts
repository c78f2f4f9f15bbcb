import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { degrees, PDFDocument } from 'pdf-lib'
import { placeStamp } from './stamp-geometry.ts'
import type { Stamped, StampRequest } from './stamp-pdf.ts'

async function stamp({ path, stamp, corner, margin }: StampRequest): Promise<Stamped> {
  const bytes = await readFile(path)
  try {
    const document = await PDFDocument.load(bytes, { updateMetadata: false })
    const [mark] = await document.embedPdf(stamp, [0])
    const page = document.getPage(0)
    if (!mark) return { state: 'broken' }
    const { width, height } = mark
    const shown = { ...page.getCropBox(), rotation: page.getRotation().angle }
    const { x, y, turn } = placeStamp(shown, { width, height }, { corner, margin })
    page.drawPage(mark, { x, y, width, height, rotate: degrees(turn) })
    return { state: 'stamped', pdf: await document.save({ useObjectStreams: true }) }
  } catch (error) {
    return { state: error instanceof Error && /encrypted/i.test(error.message) ? 'locked' : 'broken' }
  }
}

const made = await stamp(workerData as StampRequest)
parentPort?.postMessage(made)
