import { createHash } from 'node:crypto'
import type { PdfRenderer } from './pdf.ts'

export interface CachedPdf {
  pdf: Buffer
  /** Names the content that it was made from. */
  etag: string
}

/** Documents for everybody, made once for the same content however many ask for them. */
export interface PdfCache {
  /**
   * The document of this content: kept, being made for somebody else, or made now. `admit` stands before the making alone
   * and may refuse it; what is there already is for everybody.
   */
  render(
    order: { template: string; data: unknown },
    admit: <T>(make: () => Promise<T>) => Promise<T>,
  ): Promise<CachedPdf>
}

/** Keeps at most `mostBytes` of documents in memory; the one asked for longest ago goes first. */
export function createPdfCache(renderer: Pick<PdfRenderer, 'render'>, mostBytes = 48 * 2 ** 20): PdfCache {
  const kept = new Map<string, CachedPdf>()
  const underWay = new Map<string, Promise<CachedPdf>>()
  let bytes = 0

  function keep(key: string, made: CachedPdf): void {
    kept.set(key, made)
    bytes += made.pdf.length
    for (const [oldest, { pdf }] of kept) {
      if (bytes <= mostBytes) break
      kept.delete(oldest)
      bytes -= pdf.length
    }
  }

  return {
    async render({ template, data }, admit) {
      const key = createHash('sha256').update(template).update(JSON.stringify(data)).digest('hex')
      const known = kept.get(key)
      if (known) {
        kept.delete(key)
        kept.set(key, known)
        return known
      }
      const waiting = underWay.get(key)
      if (waiting) return waiting
      const making = admit(async () => {
        const made = { pdf: Buffer.from(await renderer.render(template, data)), etag: `"${key}"` }
        keep(key, made)
        return made
      })
      underWay.set(key, making)
      return making.finally(() => underWay.delete(key))
    },
  }
}
