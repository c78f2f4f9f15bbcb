import type { FileHandle } from 'node:fs/promises'
import {
  type ByteSource,
  bufferSource,
  fileSource,
  readZipDirectory,
  readZipText,
  unpackEntry,
  type ZipEntry,
} from '../../platform/zip-directory.ts'

const MAIN_PARTS = { docx: 'word/', xlsx: 'xl/' } as const

/** What is wrong inside a DOCX or XLSX, in our words. */
export type OfficeProblem = 'macros' | 'damaged' | 'archive' | 'bomb'

/** What all parts together may unpack to (bytes), and how many they may be: more than any paper of a dossier needs. */
const LARGEST_UNPACKED = 256 * 2 ** 20
const MOST_PARTS = 5000
/** Documents embedded in documents are looked into up to this size. */
const LARGEST_EMBEDDED = 20 * 2 ** 20

/**
 * What is wrong inside a DOCX or XLSX. Macros are found by the part's declared type as well as by its name, since
 * a macro project may carry any name; programs and ActiveX controls embedded as such count as macros. Every part is
 * unpacked and counted, because a directory may lie about sizes; a document embedded in the document is looked into the
 * same way, once; an archive is never let through.
 */
export async function officeProblem(
  file: FileHandle,
  kind: keyof typeof MAIN_PARTS,
): Promise<OfficeProblem | null> {
  return documentProblem(await fileSource(file), {
    kind,
    isEmbedded: false,
    budget: { left: LARGEST_UNPACKED },
  })
}

interface Look {
  /** Null: any of the kinds. */
  kind: keyof typeof MAIN_PARTS | null
  isEmbedded: boolean
  /** Bytes that may still be unpacked, shared with what is embedded. */
  budget: { left: number }
}

async function documentProblem(source: ByteSource, look: Look): Promise<OfficeProblem | null> {
  const entries = await readZipDirectory(source)
  if (entries === null || entries.some((entry) => entry.encrypted)) return 'damaged'
  if (entries.length > MOST_PARTS) return 'bomb'
  if (entries.some(({ name }) => RUNNABLE_PART.test(name))) return 'macros'
  if (entries.some(({ name }) => ARCHIVE_PART.test(name))) return 'archive'
  const list = entries.find(({ name }) => name === '[Content_Types].xml')
  const types = list ? await readZipText(source, list) : null
  const main = look.kind === null ? ['word/', 'xl/', 'ppt/'] : [MAIN_PARTS[look.kind]]
  if (types === null || !entries.some(({ name }) => main.some((part) => name.startsWith(part))))
    return 'damaged'
  if (/macroEnabled|vbaProject|activeX|x-msdownload/i.test(types)) return 'macros'
  for (const entry of entries) {
    const problem = await partProblem(source, entry, look)
    if (problem) return problem
  }
  return null
}

async function partProblem(source: ByteSource, entry: ZipEntry, look: Look): Promise<OfficeProblem | null> {
  const { budget } = look
  const isObject = /(^|\/)embeddings\//i.test(entry.name)
  const limits = { most: budget.left, keep: isObject ? LARGEST_EMBEDDED : HEAD }
  const unpacked = await unpackEntry(source, entry, limits)
  if (!unpacked.ok) return unpacked.why === 'too_large' ? 'bomb' : 'damaged'
  if (unpacked.size > entry.declaredSize) return 'bomb'
  budget.left -= unpacked.size
  const { bytes } = unpacked
  if (OBJECT_MARKS.some((mark) => bytes.includes(mark))) return 'macros'
  if (!ARCHIVE_MARKS.some((mark) => bytes.subarray(0, mark.length).equals(mark))) return null
  const isDocument = isObject && !look.isEmbedded && /\.(docx|xlsx|pptx)$/i.test(entry.name)
  if (!isDocument || bytes.length < unpacked.size) return 'archive'
  return documentProblem(bufferSource(bytes), { kind: null, isEmbedded: true, budget })
}

const HEAD = 16

const RUNNABLE_PART =
  /vbaProject\.bin$|(^|\/)activeX\/|(^|\/)macrosheets\/|\.(exe|dll|vbs|js|bat|cmd|ps1|scr|lnk|hta|docm|xlsm|pptm|xlsb)$/i
const ARCHIVE_PART = /\.(zip|rar|7z|gz|tgz|bz2|xz|tar|cab|iso|img|jar)$/i

/** First bytes of archives: ZIP, RAR, 7z, gzip, bzip2, xz, cabinet. */
const ARCHIVE_MARKS = [
  '504b0304',
  '504b0506',
  '526172211a07',
  '377abcaf271c',
  '1f8b08',
  '425a68',
  'fd377a585a00',
  '4d534346',
].map((hex) => Buffer.from(hex, 'hex'))

/** Names inside an embedded object (OLE) that hold a file of any kind, or a macro project. */
const OBJECT_MARKS = ['Ole10Native', '_VBA_PROJECT'].map((name) => Buffer.from(name, 'utf16le'))

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
