import { crc32, inflateRawSync } from 'node:zlib'
import { zipSync } from 'fflate'

/** The same file gives the same bytes, whenever it is packed. */
const fixedTime = new Date('2000-01-01T12:00:00Z')

/** A zip with one file in it. */
export function packFile(name: string, bytes: Uint8Array): Uint8Array {
  return zipSync({ [name]: [bytes, { mtime: fixedTime }] })
}

interface Entry {
  name: string
  packed: Uint8Array
  method: number
  size: number
  crc: number
}

/**
 * The one file in a zip, or what is wrong in a sentence. Its size is known before a byte is unpacked, and no more than that
 * is; its name is no path. Does not throw.
 */
export function unpackFile(zip: Uint8Array, longest: number): { name: string; bytes: Uint8Array } | string {
  const entry = onlyEntry(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength))
  if (typeof entry === 'string') return entry
  if (/[/\\\p{Cc}]|^\.{1,2}$|^$/u.test(entry.name))
    return 'Tệp nén ghi tên có thư mục hoặc ký tự không được phép; phần mềm không mở.'
  if (entry.size > longest) return `Tệp nén mở ra lớn hơn ${megabytes(longest)} MB; phần mềm không mở.`
  const bytes = inflate(entry)
  if (!bytes || bytes.byteLength !== entry.size || crc32(bytes) !== entry.crc)
    return 'Tệp nén hỏng hoặc mở ra không đúng độ dài đã ghi.'
  return { name: entry.name, bytes: new Uint8Array(bytes) }
}

/** As a sentence tells a limit. */
export const megabytes = (bytes: number) => Math.floor(bytes / 1024 / 1024)

function inflate({ packed, method, size }: Entry): Uint8Array | null {
  if (method === 0) return packed
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) })
  } catch {
    return null
  }
}

const broken = 'Tệp nén hỏng, bị đứt hoặc không phải tệp zip.'

/** Reads the directory at the end, which alone counts; what only the headers between the files say is not asked. */
function onlyEntry(zip: Buffer): Entry | string {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end < 0 || end + 22 > zip.length) return broken
  if (zip.readUInt16LE(end + 10) !== 1) return 'Tệp nén phải chứa đúng một tệp.'
  const at = zip.readUInt32LE(end + 16)
  if (at + 46 > end || zip.readUInt32LE(at) !== 0x02014b50) return broken
  const [flags, method] = [zip.readUInt16LE(at + 8), zip.readUInt16LE(at + 10)]
  if (flags & 1) return 'Tệp nén có mật khẩu; phần mềm không mở được.'
  if (method !== 0 && method !== 8) return 'Tệp nén dùng cách nén không đọc được.'
  const nameEnd = at + 46 + zip.readUInt16LE(at + 28)
  const packed = contentOf(zip, zip.readUInt32LE(at + 42), zip.readUInt32LE(at + 20))
  if (nameEnd > end || !packed) return broken
  const name = zip.toString('utf8', at + 46, nameEnd)
  return { name, packed, method, size: zip.readUInt32LE(at + 24), crc: zip.readUInt32LE(at + 16) }
}

function contentOf(zip: Buffer, header: number, length: number): Buffer | null {
  if (header + 30 > zip.length || zip.readUInt32LE(header) !== 0x04034b50) return null
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28)
  return start + length <= zip.length ? zip.subarray(start, start + length) : null
}
