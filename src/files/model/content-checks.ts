import type { FileHandle } from 'node:fs/promises'
import { readZipDirectory, readZipText } from './zip-directory.ts'

const MAIN_PARTS = { docx: 'word/', xlsx: 'xl/' } as const

/**
 * What is wrong inside a DOCX or XLSX. Macros are found by the part's declared type as well as by its name, since
 * a macro project may carry any name; programs and ActiveX controls embedded as such count as macros.
 */
export async function officeProblem(
  file: FileHandle,
  kind: keyof typeof MAIN_PARTS,
): Promise<'macros' | 'damaged' | null> {
  const entries = await readZipDirectory(file)
  if (entries === null || entries.some((entry) => entry.encrypted)) return 'damaged'
  if (entries.some(({ name }) => RUNNABLE_PART.test(name))) return 'macros'
  const list = entries.find(({ name }) => name === '[Content_Types].xml')
  const types = list ? await readZipText(file, list) : null
  if (types === null || !entries.some(({ name }) => name.startsWith(MAIN_PARTS[kind]))) return 'damaged'
  return /macroEnabled|vbaProject|activeX|x-msdownload/i.test(types) ? 'macros' : null
}

const RUNNABLE_PART =
  /vbaProject\.bin$|(^|\/)activeX\/|(^|\/)macrosheets\/|\.(exe|dll|vbs|js|bat|cmd|ps1|scr|lnk|hta)$/i

/**
 * What an XML file is when it is not plain data: `svg` or `html` when a browser would run or draw it, `damaged`
 * when it is no UTF-8 or declares entities or a document type, which data for us never needs.
 */
export function xmlProblem(bytes: Uint8Array): 'svg' | 'html' | 'damaged' | null {
  const text = decodeUtf8(bytes)
  if (text === null || /<!(DOCTYPE|ENTITY)/i.test(text)) {
    return text !== null && /<!DOCTYPE\s+(html|svg)/i.test(text) ? htmlOrSvg(text) : 'damaged'
  }
  if (/www\.w3\.org\/2000\/svg|<svg[\s>]/i.test(text)) return 'svg'
  const runs = /www\.w3\.org\/1999\/xhtml|www\.w3\.org\/1999\/XSL|<\?xml-stylesheet|<(html|script)[\s>]/i
  return runs.test(text) ? 'html' : null
}

function htmlOrSvg(text: string): 'svg' | 'html' {
  return /<!DOCTYPE\s+svg/i.test(text) ? 'svg' : 'html'
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
