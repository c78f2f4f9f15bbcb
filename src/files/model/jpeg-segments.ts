const MARKER = 0xff
const START_OF_IMAGE = 0xd8
const END_OF_IMAGE = 0xd9
const START_OF_SCAN = 0xda
const COMMENT = 0xfe

/**
 * A JPEG without its application and comment segments and without what follows its end (second pictures of a
 * telephone, films), the compressed picture copied byte for byte. Kept are the JFIF header, the colour profile
 * and Adobe's colour transform, without which colours change. Null when the file is no whole JPEG.
 */
export function withoutJpegMetadata(bytes: Buffer): Buffer | null {
  if (bytes[0] !== MARKER || bytes[1] !== START_OF_IMAGE) return null
  const kept: Buffer[] = [bytes.subarray(0, 2)]
  let at = 2
  while (at + 4 <= bytes.length || bytes[at + 1] === END_OF_IMAGE) {
    if (bytes[at] !== MARKER) return null
    const marker = bytes[at + 1] ?? 0
    if (marker === MARKER) {
      // Any number of 0xFF may fill the space before a marker.
      at += 1
      continue
    }
    if (marker === END_OF_IMAGE) return Buffer.concat([...kept, bytes.subarray(at, at + 2)])
    const length = bytes.readUInt16BE(at + 2)
    const dataEnd = at + 2 + length
    if (length < 2 || dataEnd > bytes.length) return null
    const end = marker === START_OF_SCAN ? endOfScan(bytes, dataEnd) : dataEnd
    if (keepsSegment(marker, bytes.subarray(at + 4, dataEnd))) kept.push(bytes.subarray(at, end))
    at = end
  }
  return null
}

function keepsSegment(marker: number, data: Buffer): boolean {
  if (marker === COMMENT) return false
  if (marker < 0xe0 || marker > 0xef) return true
  const starts = (text: string) => data.subarray(0, text.length).toString('latin1') === text
  if (marker === 0xe0) return starts('JFIF\0')
  if (marker === 0xe2) return starts('ICC_PROFILE\0')
  return marker === 0xee && starts('Adobe')
}

/** The place of the next marker after compressed data, where 0xFF00 is a byte and restart markers belong. */
function endOfScan(bytes: Buffer, start: number): number {
  let at = bytes.indexOf(MARKER, start)
  while (at >= 0 && at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0
    const data = next === 0 || (next >= 0xd0 && next <= 0xd7)
    if (!data && next !== MARKER) return at
    at = bytes.indexOf(MARKER, at + (next === MARKER ? 1 : 2))
  }
  return bytes.length
}
