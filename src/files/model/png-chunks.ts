const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')

/** What makes the picture and its colours; text, time, EXIF and animation are not among it. */
const KEPT: ReadonlySet<string> = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT pHYs bKGD'.split(' '),
)

/**
 * A PNG with only the chunks that make the picture, each copied byte for byte, and nothing after its end. Null
 * when the file is no whole PNG.
 */
export function withoutPngMetadata(bytes: Buffer): Buffer | null {
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return null
  const kept: Buffer[] = [SIGNATURE]
  let at = SIGNATURE.length
  while (at + 12 <= bytes.length) {
    const end = at + 12 + bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (end > bytes.length) return null
    if (KEPT.has(type)) kept.push(bytes.subarray(at, end))
    if (type === 'IEND') return Buffer.concat(kept)
    at = end
  }
  return null
}
