import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { DocumentText, TextRequest } from './document-text.ts'

/** Characters kept of one file: some hundred pages, more than anybody looks for words in. */
const mostCharacters = 1_000_000

async function readText({ path, kind, pageLimit }: TextRequest): Promise<DocumentText> {
  return kind === 'pdf' ? readPdfText(path, pageLimit) : readWordText(path)
}

async function readPdfText(path: string, pageLimit: number): Promise<DocumentText> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const data = new Uint8Array(await readFile(path))
  const task = getDocument({ data, verbosity: 0, useSystemFonts: false, disableFontFace: true })
  try {
    const document = await task.promise
    const pages = document.numPages
    const parts: string[] = []
    let length = 0
    let number = 1
    for (; number <= Math.min(pages, pageLimit) && length < mostCharacters; number += 1) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent()
      const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
      page.cleanup()
      parts.push(text)
      length += text.length
    }
    const text = parts.join('\n')
    if (text.trim() === '') return { state: 'none', text: '', pages }
    return { state: number > pages ? 'read' : 'part', text, pages }
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException'
    return { state: isLocked ? 'locked' : 'broken', text: '', pages: null }
  } finally {
    await task.destroy().catch(() => {})
  }
}

async function readWordText(path: string): Promise<DocumentText> {
  try {
    const { default: mammoth } = await import('mammoth')
    const { value } = await mammoth.extractRawText({ buffer: await readFile(path) })
    const text = value.slice(0, mostCharacters)
    if (text.trim() === '') return { state: 'none', text: '', pages: null }
    return { state: text.length < value.length ? 'part' : 'read', text, pages: null }
  } catch {
    return { state: 'broken', text: '', pages: null }
  }
}

parentPort?.postMessage(await readText(workerData as TextRequest))
