/**
 * The text of a file that a bank or Excel wrote: UTF-8, UTF-16 with a byte order mark, or Windows-1258, as old programs in Viet Nam
 * write. Null for what is no text.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const text = decodeAs(encodingOf(bytes), bytes) ?? decodeAs('windows-1258', bytes)
  if (text === null || text.includes('\u0000')) return null
  return text.normalize('NFC').replace(/^\uFEFF/, '')
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

function decodeAs(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
