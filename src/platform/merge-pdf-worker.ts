import { readFile, writeFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { PDFDocument } from 'pdf-lib'
import type { Merged, MergeRequest } from './merge-pdf.ts'

/** Copies the pages of one file; null where it cannot be read. */
async function addFile(path: string, into: PDFDocument | null): Promise<number | null> {
  try {
    const document = await PDFDocument.load(await readFile(path), { updateMetadata: false })
    const indices = document.getPageIndices()
    if (into) {
      const pages = await into.copyPages(document, indices)
      for (const page of pages) into.addPage(page)
    }
    return indices.length
  } catch {
    return null
  }
}

async function merge({ paths, target }: MergeRequest): Promise<Merged> {
  const whole = target === null ? null : await PDFDocument.create({ updateMetadata: false })
  const pages: (number | null)[] = []
  for (const path of paths) pages.push(await addFile(path, whole))
  if (whole && target !== null) await writeFile(target, await whole.save({ useObjectStreams: true }))
  return { pages }
}

parentPort?.postMessage(await merge(workerData as MergeRequest))
