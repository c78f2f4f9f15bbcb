import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'

/** One entry of a ZIP file's central directory; sizes and offset in bytes. */
export interface ZipEntry {
  name: string
  method: number
  encrypted: boolean
  packedSize: number
  /** As the directory declares it: it may lie. */
  declaredSize: number
  offset: number
}

/** Bytes that can be read at any place: a file, or what was unpacked from one. */
export interface ByteSource {
  size: number
  read(start: number, end: number): Promise<Buffer>
}

export async function fileSource(file: FileHandle): Promise<ByteSource> {
  const { size } = await file.stat()
  return { size, read: (start, end) => readAt(file, start, end) }
}

export function bufferSource(bytes: Buffer): ByteSource {
  return { size: bytes.length, read: async (start, end) => bytes.subarray(Math.max(0, start), end) }
}

const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const END_LENGTH = 22
const LONGEST_COMMENT = 65_535
const LARGEST_DIRECTORY = 4 * 2 ** 20
const LARGEST_PART = 2 ** 20
const PIECE = 2 ** 16

/**
 * The entries of a ZIP file (which DOCX and XLSX are), read from its central directory without unpacking. Null
 * when the directory is absent, damaged or unreasonably large: such a file is not to be trusted.
 */
export async function readZipDirectory(source: ByteSource): Promise<ZipEntry[] | null> {
  const { size } = source
  const tail = await source.read(Math.max(0, size - END_LENGTH - LONGEST_COMMENT), size)
  const end = findEnd(tail)
  if (end < 0) return null
  const length = tail.readUInt32LE(end + 12)
  const start = tail.readUInt32LE(end + 16)
  if (length > LARGEST_DIRECTORY || start + length > size) return null
  const entries = parseEntries(await source.read(start, start + length))
  return entries !== null && entries.length === tail.readUInt16LE(end + 10) ? entries : null
}

/** The unpacked text of one small entry, or null when it is encrypted, damaged or larger than 1 MB. */
export async function readZipText(source: ByteSource, entry: ZipEntry): Promise<string | null> {
  const unpacked = await unpackEntry(source, entry, { most: LARGEST_PART, keep: LARGEST_PART })
  return unpacked.ok ? unpacked.bytes.toString('utf8') : null
}

/** What became of an entry: its true size and its first bytes, or why it could not be unpacked. */
export type Unpacked = { ok: true; size: number; bytes: Buffer } | { ok: false; why: 'damaged' | 'too_large' }

/**
 * Unpacks an entry piece by piece, holding no more than its first `keep` bytes, and stops at the first byte over `most`:
 * what an entry really unpacks to is known only by unpacking it.
 */
export async function unpackEntry(
  source: ByteSource,
  entry: ZipEntry,
  limits: { most: number; keep: number },
): Promise<Unpacked> {
  const header = await source.read(entry.offset, entry.offset + 30)
  if (entry.encrypted || header.length < 30 || ![0, 8].includes(entry.method))
    return { ok: false, why: 'damaged' }
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  const packed = Readable.from(pieces(source, start, start + entry.packedSize))
  const unpacking = entry.method === 0 ? packed : packed.pipe(createInflateRaw())
  packed.on('error', (error) => unpacking.destroy(error))
  const kept: Buffer[] = []
  let size = 0
  try {
    for await (const piece of unpacking as AsyncIterable<Buffer>) {
      if (size < limits.keep) kept.push(piece.subarray(0, limits.keep - size))
      size += piece.length
      if (size > limits.most) return { ok: false, why: 'too_large' }
    }
    return { ok: true, size, bytes: Buffer.concat(kept) }
  } catch {
    return { ok: false, why: 'damaged' }
  } finally {
    packed.destroy()
  }
}

async function* pieces(source: ByteSource, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end; at += PIECE) {
    const piece = await source.read(at, Math.min(end, at + PIECE))
    if (piece.length === 0) return
    yield piece
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
      declaredSize: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}
