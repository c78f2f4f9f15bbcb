import { type FileHandle, open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { type ByteSource, openZipDirectory } from './zip-directory.ts'
import { directoryBytes, dosTime, headerBytes, headerLength, type PlainEntry, WIDE } from './zip-format.ts'

/** Writes one ZIP file from front to back. */
export interface ZipWriter {
  /** Appends a content under a name of ASCII, holding a megabyte of it; its pieces must stay as they are handed over. */
  add(name: string, content: AsyncIterable<Uint8Array>): Promise<void>
  /** Writes the directory; the file is on disk when this resolves. Returns its size in bytes. */
  close(): Promise<number>
  /** Gives up: closes the file, which stays incomplete. */
  abandon(): Promise<void>
}

/** A content up to this size is written in one go. */
const SMALL = 2 ** 20

/** Begins a ZIP file, which must not exist; `at` is the time that its entries show. No limit but the disk's (ZIP64). */
export async function createZip(path: string, at: Date): Promise<ZipWriter> {
  const file = await open(path, 'wx', 0o600)
  const time = dosTime(at)
  const entries: PlainEntry[] = []
  let end = 0
  return {
    async add(name, content) {
      if (!/^[\x20-\x7e]{1,200}$/.test(name)) throw new Error(`not a name for a ZIP file: ${name}`)
      const entry = { name, size: 0, crc: 0, offset: end }
      end = await writeEntry(file, { entry, time, content })
      entries.push(entry)
    },
    async close() {
      const directory = directoryBytes(entries, { start: end, time })
      await writeAt(file, end, [directory])
      await file.sync()
      await file.close()
      return end + directory.length
    },
    abandon: () => file.close(),
  }
}

interface Writing {
  entry: PlainEntry
  time: number
  content: AsyncIterable<Uint8Array>
}

/** The header tells the content's sum, which is known only afterwards: for a large one it is written twice. */
async function writeEntry(file: FileHandle, { entry, time, content }: Writing): Promise<number> {
  const start = entry.offset + headerLength(entry)
  let waiting: Uint8Array[] = []
  let held = 0
  let written = 0
  for await (const piece of content) {
    entry.crc = crc32(piece, entry.crc)
    entry.size += piece.byteLength
    waiting.push(piece)
    held += piece.byteLength
    if (held < SMALL) continue
    await writeAt(file, start + written, waiting)
    written += held
    waiting = []
    held = 0
  }
  if (entry.size >= WIDE) throw new Error(`too large for an entry: ${entry.name}`)
  if (written === 0) await writeAt(file, entry.offset, [headerBytes(entry, time), ...waiting])
  else {
    await writeAt(file, start + written, waiting)
    await writeAt(file, entry.offset, [headerBytes(entry, time)])
  }
  return start + entry.size
}

async function writeAt(file: FileHandle, position: number, parts: readonly Uint8Array[]): Promise<void> {
  const bytes = Buffer.concat(parts)
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}

/**
 * Whether a ZIP file is, in everything but the contents, byte for byte what this writer makes: nothing hidden between,
 * before or behind its entries, no header that says other things than the directory.
 */
export async function isAsWritten(source: ByteSource): Promise<boolean> {
  const directory = await openZipDirectory(source, 64 * 2 ** 20)
  if (!directory) return false
  const { entries, start } = directory
  const time = (await source.read(start + 12, start + 16)).readUInt32LE(0)
  let end = 0
  const written: PlainEntry[] = []
  for (const { name, declaredSize, crc, offset } of entries) {
    const entry = { name, size: declaredSize, crc, offset }
    const header = await source.read(end, end + headerLength(entry))
    if (offset !== end || !/^[\x20-\x7e]{1,200}$/.test(name) || !header.equals(headerBytes(entry, time)))
      return false
    end += header.length + entry.size
    written.push(entry)
  }
  const expected = directoryBytes(written, { start: end, time })
  return start === end && expected.equals(await source.read(end, source.size))
}
