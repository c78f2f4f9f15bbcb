/** Reads what a PDF says of itself while its bytes pass by. */
export interface PdfClaimReader {
  see(piece: Uint8Array): void
  /** Such as `PDF/A-2B`, as the document claims it (nobody has tried whether it is true); null when it claims nothing. */
  claim(): string | null
}

/** Longest of the two names, and what stands between it and its value. */
const overlap = 40

/**
 * The standard of archiving that a PDF names in its metadata, which such a PDF must hold unpacked. Where several versions lie
 * behind each other, the last counts.
 */
export function createPdfClaimReader(): PdfClaimReader {
  let tail: Buffer = Buffer.alloc(0)
  const found = { part: '', conformance: '' }
  return {
    see(piece) {
      const window = Buffer.concat([tail, piece.subarray(0, overlap)])
      for (const bytes of [window, Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)]) {
        found.part = lastValue(bytes, 'pdfaid:part', /^(?:>|\s*=\s*["'])\s*([1-4])/) ?? found.part
        found.conformance =
          lastValue(bytes, 'pdfaid:conformance', /^(?:>|\s*=\s*["'])\s*([A-Za-z])/) ?? found.conformance
      }
      tail = Buffer.concat([tail, piece.subarray(-overlap)]).subarray(-overlap)
    },
    claim: () => (found.part === '' ? null : `PDF/A-${found.part}${found.conformance.toUpperCase()}`),
  }
}

function lastValue(bytes: Buffer, name: string, value: RegExp): string | null {
  let found: string | null = null
  for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1)) {
    const after = bytes.toString('latin1', at + name.length, at + name.length + 12)
    found = value.exec(after)?.[1] ?? found
  }
  return found
}
