import type { FileHandle } from 'node:fs/promises'
import { inflateRawSync } from 'node:zlib'

/** One entry of a ZIP file's central directory; sizes and offset in bytes. */
export interface ZipEntry {
  name: string
  method: number
  encrypted: boolean
  packedSize: number
  offset: number
}

const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const END_LENGTH = 22
const LONGEST_COMMENT = 65_535
const LARGEST_DIRECTORY = 4 * 2 ** 20
const LARGEST_PART = 2 ** 20

/**
 * The entries of a ZIP file (which DOCX and XLSX are), read from its central directory without unpacking. Null
 * when the directory is absent, damaged or unreasonably large: such a file is not to be trusted.
 */
export async function readZipDirectory(file: FileHandle): Promise<ZipEntry[] | null> {
  const { size } = await file.stat()
  const tail = await readAt(file, Math.max(0, size - END_LENGTH - LONGEST_COMMENT), size)
  const end = findEnd(tail)
  if (end < 0) return null
  const length = tail.readUInt32LE(end + 12)
  const start = tail.readUInt32LE(end + 16)
  if (length > LARGEST_DIRECTORY || start + length > size) return null
  const entries = parseEntries(await readAt(file, start, start + length))
  return entries !== null && entries.length === tail.readUInt16LE(end + 10) ? entries : null
}

/** The unpacked text of one small entry, or null when it is encrypted, damaged or larger than 1 MB. */
export async function readZipText(file: FileHandle, entry: ZipEntry): Promise<string | null> {
  if (entry.encrypted || entry.packedSize > LARGEST_PART) return null
  const header = await readAt(file, entry.offset, entry.offset + 30)
  if (header.length < 30) return null
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  const packed = await readAt(file, start, start + entry.packedSize)
  try {
    const unpacked = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: LARGEST_PART })
    return unpacked.toString('utf8')
  } catch {
    return null
  }
}

/** Bytes `start` to `end` (not included), fewer at the end of the file. */
export async function readAt(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.max(0, end - start))
  const { bytesRead } = await file.read(bytes, 0, bytes.length, start)
  return bytes.subarray(0, bytesRead)
}

function findEnd(tail: Buffer): number {
  for (let at = tail.length - END_LENGTH; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === END_SIGNATURE) return at
  }
  return -1
}

function parseEntries(directory: Buffer): ZipEntry[] | null {
  const entries: ZipEntry[] = []
  let at = 0
  while (at < directory.length) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY_SIGNATURE) return null
    const nameLength = directory.readUInt16LE(at + 28)
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      packedSize: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}
