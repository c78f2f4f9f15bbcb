import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'

/** One entry of a ZIP file's central directory; sizes and offset in bytes. */
export interface ZipEntry {
  name: string
  method: number
  encrypted: boolean
  /** CRC-32 of the unpacked content, as the directory declares it. */
  crc: number
  packedSize: number
  /** As the directory declares it: it may lie. */
  declaredSize: number
  offset: number
  /** A link in the file system of whoever packed it, to anywhere. */
  isLink: boolean
}

export interface ZipDirectory {
  entries: ZipEntry[]
  /** Where the directory begins: no entry reaches beyond it. */
  start: number
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
const WIDE_LOCATOR = 0x07064b50
const WIDE_END = 0x06064b50
/** Stands where a number needs more than 32 bits. */
const WIDE = 0xffffffff
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
  return (await openZipDirectory(source, LARGEST_DIRECTORY))?.entries ?? null
}

/** The same for files of any size (ZIP64), with a directory of at most `largest` bytes. */
export async function openZipDirectory(source: ByteSource, largest: number): Promise<ZipDirectory | null> {
  const { size } = source
  const tail = await source.read(Math.max(0, size - END_LENGTH - LONGEST_COMMENT), size)
  const found = findEnd(tail)
  if (found < 0) return null
  const usual = {
    count: tail.readUInt16LE(found + 10),
    length: tail.readUInt32LE(found + 12),
    start: tail.readUInt32LE(found + 16),
  }
  const isWide = usual.count === 0xffff || usual.length === WIDE || usual.start === WIDE
  const end = isWide ? await readWideEnd(source, size - tail.length + found) : usual
  if (!end || end.length > largest || end.start + end.length > size) return null
  const entries = parseEntries(await source.read(end.start, end.start + end.length))
  return entries?.length === end.count ? { entries, start: end.start } : null
}

/** What does not fit into the usual end of a directory stands in a wider record before it. */
async function readWideEnd(source: ByteSource, end: number) {
  const locator = await source.read(end - 20, end)
  if (end < 20 || locator.length < 20 || locator.readUInt32LE(0) !== WIDE_LOCATOR) return null
  const at = Number(locator.readBigUInt64LE(8))
  const record = at < end ? await source.read(at, at + 56) : Buffer.alloc(0)
  if (record.length < 56 || record.readUInt32LE(0) !== WIDE_END) return null
  const [count = 0, length = 0, start = 0] = [32, 40, 48].map((each) => Number(record.readBigUInt64LE(each)))
  return { count, length, start }
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
  const kept: Buffer[] = []
  let size = 0
  try {
    for await (const piece of entryPieces(source, entry)) {
      if (size < limits.keep) kept.push(piece.subarray(0, limits.keep - size))
      size += piece.length
      if (size > limits.most) return { ok: false, why: 'too_large' }
    }
    return { ok: true, size, bytes: Buffer.concat(kept) }
  } catch {
    return { ok: false, why: 'damaged' }
  }
}

/** Whether everything in a ZIP unpacks to no more than `most` bytes; what its directory claims is not believed. */
export async function unpacksWithin(bytes: Buffer, most: number): Promise<boolean> {
  const source = bufferSource(bytes)
  const entries = (await readZipDirectory(source)) ?? []
  let left = most
  for (const entry of entries) {
    const unpacked = await unpackEntry(source, entry, { most: left, keep: 0 })
    if (!unpacked.ok) return false
    left -= unpacked.size
  }
  return entries.length > 0
}

/** The unpacked content of an entry, piece by piece. Throws when it is encrypted, damaged or packed in an unknown way. */
export async function* entryPieces(source: ByteSource, entry: ZipEntry): AsyncGenerator<Buffer> {
  const start = await contentStart(source, entry)
  if (start === null || entry.encrypted || ![0, 8].includes(entry.method)) throw new Error('not readable')
  const end = start + entry.packedSize
  if (entry.method === 0) {
    yield* pieces(source, start, end)
    return
  }
  const packed = Readable.from(pieces(source, start, end))
  const unpacking = packed.pipe(createInflateRaw())
  packed.on('error', (error) => unpacking.destroy(error))
  try {
    yield* unpacking as AsyncIterable<Buffer>
  } finally {
    packed.destroy()
    unpacking.destroy()
  }
}

/** Where an entry's content begins; null when no entry is there. */
async function contentStart(source: ByteSource, { offset }: ZipEntry): Promise<number | null> {
  const header = await source.read(offset, offset + 30)
  return header.length < 30 ? null : offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
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
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28)
    const extraEnd = nameEnd + directory.readUInt16LE(at + 30)
    const next = wideNumbers(directory.subarray(nameEnd, extraEnd))
    const number = (place: number) => {
      const value = directory.readUInt32LE(place)
      return value === WIDE ? next() : value
    }
    const declaredSize = number(at + 24)
    const packedSize = number(at + 20)
    entries.push({
      name: directory.toString('utf8', at + 46, nameEnd),
      method: directory.readUInt16LE(at + 10),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      crc: directory.readUInt32LE(at + 16),
      packedSize,
      declaredSize,
      offset: number(at + 42),
      isLink: isLink(directory.readUInt16LE(at + 4), directory.readUInt32LE(at + 38)),
    })
    at = extraEnd + directory.readUInt16LE(at + 32)
  }
  return entries
}

/** The numbers of an entry that need 64 bits, one after the other, from its extra field 1. */
function wideNumbers(extra: Buffer): () => number {
  let numbers: Buffer = Buffer.alloc(0)
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2))
    if (extra.readUInt16LE(at) === 1) numbers = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2))
  return () => {
    if (numbers.length < 8) return WIDE
    const value = Number(numbers.readBigUInt64LE(0))
    numbers = numbers.subarray(8)
    return value
  }
}

/** Unix (3) and macOS (19) keep the kind of file in the upper half. */
function isLink(madeBy: number, attributes: number): boolean {
  return [3, 19].includes(madeBy >> 8) && ((attributes >>> 16) & 0o170000) === 0o120000
}
