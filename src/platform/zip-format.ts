/** An entry as we write it: not packed, so that what is in it can be found without any program. Sizes in bytes. */
export interface PlainEntry {
  /** Of plain ASCII. */
  name: string
  size: number
  crc: number
  offset: number
}

/** The largest number that the usual 32 bits hold means that a wider one stands elsewhere (ZIP64). */
export const WIDE = 0xffffffff

export const headerLength = ({ name }: PlainEntry) => 30 + name.length

/** What stands before an entry's content; `time` as of `dosTime`. */
export function headerBytes({ name, size, crc }: PlainEntry, time: number): Buffer {
  const bytes = Buffer.alloc(30 + name.length)
  bytes.writeUInt32LE(0x04034b50, 0)
  bytes.writeUInt16LE(20, 4)
  bytes.writeUInt32LE(time, 10)
  bytes.writeUInt32LE(crc, 14)
  bytes.writeUInt32LE(size, 18)
  bytes.writeUInt32LE(size, 22)
  bytes.writeUInt16LE(name.length, 26)
  bytes.write(name, 30, 'latin1')
  return bytes
}

/** What stands behind all entries, the first byte of it at `start`. */
export function directoryBytes(
  entries: readonly PlainEntry[],
  place: { start: number; time: number },
): Buffer {
  const list = Buffer.concat(entries.map((entry) => directoryEntry(entry, place.time)))
  const numbers = { count: entries.length, length: list.length, start: place.start }
  const isWide = numbers.count >= 0xffff || numbers.start >= WIDE
  return Buffer.concat([list, ...(isWide ? [wideEnd(numbers)] : []), usualEnd(numbers)])
}

function directoryEntry({ name, size, crc, offset }: PlainEntry, time: number): Buffer {
  const isWide = offset >= WIDE
  const bytes = Buffer.alloc(46 + name.length + (isWide ? 12 : 0))
  bytes.writeUInt32LE(0x02014b50, 0)
  bytes.writeUInt16LE(isWide ? 45 : 20, 4)
  bytes.writeUInt16LE(isWide ? 45 : 20, 6)
  bytes.writeUInt32LE(time, 12)
  bytes.writeUInt32LE(crc, 16)
  bytes.writeUInt32LE(size, 20)
  bytes.writeUInt32LE(size, 24)
  bytes.writeUInt16LE(name.length, 28)
  bytes.writeUInt16LE(isWide ? 12 : 0, 30)
  bytes.writeUInt32LE(isWide ? WIDE : offset, 42)
  bytes.write(name, 46, 'latin1')
  if (isWide) {
    const extra = 46 + name.length
    bytes.writeUInt16LE(1, extra)
    bytes.writeUInt16LE(8, extra + 2)
    bytes.writeBigUInt64LE(BigInt(offset), extra + 4)
  }
  return bytes
}

interface DirectoryNumbers {
  count: number
  length: number
  start: number
}

function wideEnd({ count, length, start }: DirectoryNumbers): Buffer {
  const bytes = Buffer.alloc(76)
  bytes.writeUInt32LE(0x06064b50, 0)
  bytes.writeBigUInt64LE(44n, 4)
  bytes.writeUInt16LE(45, 12)
  bytes.writeUInt16LE(45, 14)
  for (const [place, value] of [
    [24, count],
    [32, count],
    [40, length],
    [48, start],
  ] as const)
    bytes.writeBigUInt64LE(BigInt(value), place)
  bytes.writeUInt32LE(0x07064b50, 56)
  bytes.writeBigUInt64LE(BigInt(start + length), 64)
  bytes.writeUInt32LE(1, 72)
  return bytes
}

function usualEnd({ count, length, start }: DirectoryNumbers): Buffer {
  const bytes = Buffer.alloc(22)
  bytes.writeUInt32LE(0x06054b50, 0)
  bytes.writeUInt16LE(Math.min(count, 0xffff), 8)
  bytes.writeUInt16LE(Math.min(count, 0xffff), 10)
  bytes.writeUInt32LE(length, 12)
  bytes.writeUInt32LE(Math.min(start, WIDE), 16)
  return bytes
}

/** Date and time as ZIP keeps them: local time of Viet Nam, two seconds exact, from 1980. */
export function dosTime(at: Date): number {
  const local = new Date(at.getTime() + 7 * 3_600_000)
  const date = ((local.getUTCFullYear() - 1980) << 9) | ((local.getUTCMonth() + 1) << 5) | local.getUTCDate()
  const time = (local.getUTCHours() << 11) | (local.getUTCMinutes() << 5) | (local.getUTCSeconds() >> 1)
  return ((date << 16) | time) >>> 0
}
