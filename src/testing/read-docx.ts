import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileSource, readZipDirectory, readZipText } from '../platform/zip-directory.ts'

/** The parts of a Word file by name, as XML; only those that are text. */
export async function readDocx(docx: Uint8Array): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'docx-'))
  const path = join(folder, 'read.docx')
  await writeFile(path, docx)
  const file = await open(path)
  try {
    const source = await fileSource(file)
    const parts = new Map<string, string>()
    for (const entry of (await readZipDirectory(source)) ?? []) {
      const text = await readZipText(source, entry)
      if (text !== null) parts.set(entry.name, text)
    }
    return parts
  } finally {
    await file.close()
    await rm(folder, { recursive: true })
  }
}

/** The words of the document in their order, paragraphs and cells parted by spaces. */
export function wordsOf(xml: string): string {
  return xml
    .replaceAll('<w:noBreakHyphen/>', '-')
    .replaceAll(/<\/w:p>/g, ' ')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
